// What every entry does first.
import { initialise, initialiseAsync, isInitialised, registerAsciiParser, registerErrorClass, type WasmModule } from "./core.js";
import { type Platform, registerPlatform } from "./platform.js";
import { PowensError } from "./powens-error.js";

/** Starts the core, unless it is started already, and tells it what the runtime has. */
export function start(module: Uint8Array<ArrayBuffer> | WasmModule, platform: Platform): void {
	initialise(module, () => introduce(platform));
}

/**
 * The same without blocking, from a `Response`, bytes or a module; in a runtime that has nothing better than WebAssembly.
 *
 * @param load is not called where the core is there.
 */
export async function startAsync(load: () => Promise<unknown>): Promise<void> {
	if (!isInitialised) await initialiseAsync(await load(), () => introduce({}));
}

function introduce(platform: Platform): void {
	registerErrorClass(PowensError);
	registerPlatform(platform);
	const { view } = platform;
	if (view === undefined) return;
	// Copies the bytes, where TextDecoder has to decode them.
	registerAsciiParser({
		parse: (json: Uint8Array) => JSON.parse(view(json.buffer, json.byteOffset, json.length).toString("latin1")),
	});
}
