// What `import … from "powens-users/web"` offers: what the package does, to be started by hand.

export {
	init,
	type UrlLike,
	type WasmModuleLike,
	type WasmRequestLike,
	type WasmResponseLike,
	type WasmSource,
} from "./core/init.js";
export * from "./index.js";
