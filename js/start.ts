// What every entry does first.
import { initialise, registerAsciiParser, registerErrorClass } from "./core.js";
import { type Platform, registerPlatform } from "./platform.js";
import { PowensError } from "./powens-error.js";

/** Starts the core, and tells it what the runtime has. */
export function start(module: Uint8Array<ArrayBuffer>, platform: Platform): void {
	initialise(module);
	registerErrorClass(PowensError);
	registerPlatform(platform);
	const { view } = platform;
	if (view === undefined) return;
	// Copies the bytes, where TextDecoder has to decode them.
	registerAsciiParser({
		parse: (json: Uint8Array) => JSON.parse(view(json.buffer, json.byteOffset, json.length).toString("latin1")),
	});
}
