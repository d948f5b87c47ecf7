// @ts-check
import { findProgram } from "../lib/find-program.mjs";
import { toolsFolder } from "../lib/paths.mjs";
import { output, run } from "../lib/run.mjs";

/**
 * @typedef {object} CargoTool
 * @property {string} name of its crate
 * @property {string} version to install
 * @property {readonly [string, ...string[]]} programs that it consists of; the first tells the version
 * @property {readonly string[]} [versionArgs] by which that one tells it; `--version` where nothing is said
 * @property {readonly string[]} options for `cargo install`
 * @property {string} duration
 * @property {(version: string) => boolean} accepts an installed version
 */

/**
 * Finds a tool of Rust's on PATH or in `.cache/tools`, or builds it there.
 *
 * @param {CargoTool} tool
 * @returns {Promise<string>} its version
 */
export async function setUpCargoTool({ name, version, programs, versionArgs = ["--version"], options, duration, accepts }) {
	const [program] = programs;
	const found = versionOf(program, versionArgs);
	if (found !== null && accepts(found) && programs.every((name) => findProgram(name) !== null)) return found;
	const why = found === null ? "" : ` (the one found is ${found}: ${findProgram(program)})`;
	console.log(`Installing ${name} ${version} into .cache/tools (about ${duration}, once)${why}…`);
	const args = ["install", name, "--version", `=${version}`, "--root", toolsFolder, "--force", ...options];
	await run(`Installing ${name}`, "cargo", args, {
		// Flags that a user has set for their own programs are no business of a tool.
		env: { RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined, CARGO_BUILD_TARGET: undefined },
	});
	return version;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function versionOf(program, args) {
	return /\d+\.\d+\.\d+/.exec(output(program, args) ?? "")?.[0] ?? null;
}
