// The whole package as one CommonJS module, which holds the WebAssembly as text: pkg/inlined.cjs.
import bytes from "../../pkg/wasm/powens_users_bg.wasm";
import type { Platform } from "../platform.js";
import { start } from "../start.js";

export * from "../index.js";

let isStarted = false;

/** Starts the core, once: whoever both imports and requires the package has one core and one set of classes. */
export function startOnce(platform: Platform): void {
	if (!isStarted) start(bytes, platform);
	isStarted = true;
}
