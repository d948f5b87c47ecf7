// @ts-check
import { readFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";
import { setUpCargoTool } from "./cargo-tool.mjs";

/** Finds wasm-bindgen's command line and test runner of exactly the version in Cargo.lock, or installs them. */
export function setUpWasmBindgen() {
	const lock = readFileSync(inProject("Cargo.lock"), "utf8");
	const version = /^name = "wasm-bindgen"\r?\nversion = "(.+)"/m.exec(lock)?.[1];
	if (version === undefined) throw new Error("Cargo.lock has no wasm-bindgen");
	return setUpCargoTool({
		name: "wasm-bindgen-cli",
		version,
		programs: ["wasm-bindgen", "wasm-bindgen-test-runner"],
		// Not --locked: it does not build with its own lock file.
		options: [],
		duration: "3 minutes",
		accepts: (found) => found === version,
	});
}
