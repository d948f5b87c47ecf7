// Where Next's edge runtime is deployed bytes cannot be compiled; here it would not mind.
WebAssembly.Module = new Proxy(WebAssembly.Module, {
	construct() {
		throw new Error("WebAssembly may not be compiled in the edge runtime.");
	},
});
