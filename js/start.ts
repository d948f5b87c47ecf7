// What every entry does first.
import { initialise, registerAsciiParser, registerErrorClass, type WasmModule } from "./core.js";
import { type Platform, registerPlatform } from "./platform.js";
import { PowensError } from "./powens-error.js";

/** Starts the core, and tells it what the runtime has. */
export function start(module: Uint8Array<ArrayBuffer> | WasmModule, given: Platform): void {
	initialise(module);
	introduce(given);
}

/** Tells the core, once it is started, what the runtime has. */
export function introduce(given: Platform): void {
	registerErrorClass(PowensError);
	registerPlatform(given);
	const { view } = given;
	if (view === undefined) return;
	// Copies the bytes, where TextDecoder has to decode them.
	registerAsciiParser({
		parse: (json: Uint8Array) => JSON.parse(view(json.buffer, json.byteOffset, json.length).toString("latin1")),
	});
}
