// @ts-check
import { output } from "./run.mjs";
import { Stop } from "./stop.mjs";

/**
 * @typedef {object} Crate
 * @property {string} id
 * @property {string} name
 * @property {string} version
 * @property {string} license
 * @property {string} manifest_path
 * @property {{ kind: string[] }[]} targets
 */

/**
 * @typedef {object} CargoMetadata
 * @property {Crate[]} packages
 * @property {string} target_directory
 * @property {{ root: string, nodes: { id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }[] }} resolve
 */

/**
 * What cargo knows of the crate that becomes the WebAssembly and of those that it needs on wasm32. Downloads them where they are
 * missing.
 *
 * @returns {CargoMetadata}
 */
export function cargoMetadata() {
	const args = [
		"metadata",
		"--manifest-path",
		"bindings/Cargo.toml",
		"--format-version",
		"1",
		"--filter-platform",
		"wasm32-unknown-unknown",
	];
	const printed = output("cargo", args);
	if (printed === null) throw new Stop(`\`cargo ${args.join(" ")}\` failed; run it to see why.`);
	return JSON.parse(printed);
}
