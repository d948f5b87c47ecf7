// @ts-check
import { setUpCargoTool } from "./cargo-tool.mjs";
import { isOlder } from "./version.mjs";

/** The first that knows `omit-default-module-path`. */
const oldest = "0.13.0";

/** Finds wasm-pack, or installs it. */
export function setUpWasmPack() {
	return setUpCargoTool({
		name: "wasm-pack",
		version: "0.15.1",
		programs: ["wasm-pack"],
		// It only starts other programs: unoptimised, it is built in half the time.
		options: ["--locked", "--debug"],
		duration: "2 minutes",
		accepts: (version) => !isOlder(version, oldest),
	});
}
