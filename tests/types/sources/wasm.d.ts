// As whoever bundles declares it, since it is the bundler that says what a .wasm file becomes: a module, an address, bytes.
declare module "*.wasm" {
	const module: object;
	export default module;
}
