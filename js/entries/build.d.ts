// How the build gives a .wasm file to an entry: as bytes (scripts/build/inline-wasm.mjs), or as the module that a bundler makes.
declare module "*_bg.wasm" {
	const bytes: Uint8Array<ArrayBuffer>;
	export default bytes;
}

declare module "*/powens_users.wasm" {
	const module: object;
	export default module;
}

declare module "*/powens_users.wasm?module" {
	const module: object;
	export default module;
}

// Every ES module has it; which of the platform's types say so differs.
interface ImportMeta {
	url: string;
}
