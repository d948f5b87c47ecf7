// How scripts/build/inline-wasm.mjs gives a .wasm file to an entry.
declare module "*.wasm" {
	const bytes: Uint8Array<ArrayBuffer>;
	export default bytes;
}
