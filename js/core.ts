// The seam between TypeScript and the WebAssembly core: the only file that names what wasm-bindgen generated.
import { initSync } from "../pkg/wasm/powens_users.js";

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

/** The memory of WebAssembly. Its buffer is another one after it has grown. */
export let memory: { readonly buffer: ArrayBuffer } = { buffer: new ArrayBuffer(0) };

/** Compiles and starts the core. */
export function initialise(module: Uint8Array<ArrayBuffer>): void {
	({ memory } = initSync({ module }) as unknown as { memory: typeof memory });
}
