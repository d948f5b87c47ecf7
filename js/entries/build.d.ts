// How the build gives a .wasm file to an entry: as what gives its bytes (scripts/build/inline-wasm.mjs), or as the module that a
// bundler makes.
declare module "*/users/powens_users.wasm" {
	const bytes: () => Uint8Array<ArrayBuffer>;
	export default bytes;
}

declare module "*/webhooks/powens_users.wasm" {
	const bytes: () => Uint8Array<ArrayBuffer>;
	export default bytes;
}

declare module "*/pkg/powens_users.wasm" {
	const module: object;
	export default module;
}

declare module "*/pkg/powens_users.wasm?module" {
	const module: object;
	export default module;
}

// Every ES module has it; which of the platform's types say so differs.
interface ImportMeta {
	url: string;
}
