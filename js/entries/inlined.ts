// The whole package as one CommonJS module, which holds the WebAssembly as text: pkg/inlined.cjs. Whoever both imports and requires
// the package in Node has one core and one set of classes by it.
import bytes from "../../pkg/wasm/powens_users_bg.wasm";
import type { Platform } from "../platform.js";
import { start } from "../start.js";

export * from "../index.js";

/** Starts the core; the second time it does nothing. */
export function startInlined(platform: Platform): void {
	start(bytes, platform);
}
