// @ts-check
import { checkNode } from "./node.mjs";
import { installNpmPackages } from "./npm-packages.mjs";
import { setUpRust } from "./rust.mjs";
import { setUpWasmBindgen } from "./wasm-bindgen.mjs";
import { setUpWasmPack } from "./wasm-pack.mjs";

/**
 * Finds or installs whatever a build needs. On a fresh clone nothing is there yet: up to its end, scripts import Node's own
 * modules only.
 */
export async function setUpBuild() {
	checkNode();
	// First, because a missing Rust is what only the reader can mend.
	await setUpRust();
	await installNpmPackages();
	await setUpWasmPack();
	await setUpWasmBindgen();
}
