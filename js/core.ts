// The seam between TypeScript and the WebAssembly core: the only file that names what wasm-bindgen generated.
import initAsync, { initSync } from "../pkg/wasm/powens_users.js";
import { PowensError } from "./powens-error.js";

export {
	argumentError,
	asciiAt,
	asciiFeed,
	asciiLength,
	bearerError,
	bearerToken,
	bodyError,
	CoreUsersApi,
	CoreWebhooks,
	checkOptions,
	eventNumber,
	isGzip,
	registerAsciiParser,
	registerErrorClass,
	scanBegin,
	scanError,
	scanFeed,
	scanResult,
	scanStopped,
	tokenFunctionError,
	tooLargeError,
	windowAt,
} from "../pkg/wasm/powens_users.js";

/** A compiled module, which no type of TypeScript's own describes. */
export type WasmModule = object;

/** The memory of WebAssembly. Its buffer is another one after it has grown. */
export let memory: { readonly buffer: ArrayBuffer } = { buffer: new ArrayBuffer(0) };

/** Whether the core is there to be used. */
export let isInitialised = false;

/** Starts the core at once: compiles it where it is bytes. `introduce` tells it what it needs to know before it is used. */
export function initialise(module: Uint8Array<ArrayBuffer> | WasmModule, introduce: () => void): void {
	adopt(initSync({ module: module as Uint8Array<ArrayBuffer> }), introduce);
}

/** The same from a `Response`, bytes or a module, without blocking: compiles a response while it is being received. */
export async function initialiseAsync(module: unknown, introduce: () => void): Promise<void> {
	adopt(await initAsync({ module_or_path: module as Uint8Array<ArrayBuffer> }), introduce);
}

function adopt(instance: unknown, introduce: () => void): void {
	if (isInitialised) return;
	if (!("registerErrorClass" in (instance as object))) throw new Error("this is another WebAssembly module");
	({ memory } = instance as { memory: typeof memory });
	introduce();
	isInitialised = true;
}

/**
 * What may be the first to use the core asks here.
 *
 * @throws {PowensError} `not_initialized`
 */
export function requireCore(): void {
	if (isInitialised) return;
	throw new PowensError("powens-users/web is not started: call `await init()`, which it exports, before anything else.", {
		code: "not_initialized",
	});
}
