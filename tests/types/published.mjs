// @ts-check
// What publint and attw (are the types wrong?) say of the tarball.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { inProject } from "../../scripts/lib/paths.mjs";
import { tools } from "../runtimes/harness/tools.mjs";

/** @typedef {{ name: string, problems: string[] }} Verdict */

/** No types: it is the bundler of whoever imports it that says what a .wasm file becomes. */
const untyped = ["./powens_users.wasm"];

/**
 * Whether package.json and the files agree. Suggestions count too.
 *
 * @param {string} tarball
 * @returns {Promise<Verdict>}
 */
export async function publint(tarball) {
	const { printed } = await run(tools.bin("publint"), [tarball, "--strict"]);
	return { name: `publint ${tools.version("publint")}`, problems: printed.includes("All good!") ? [] : [printed] };
}

/**
 * Whether every entry has the types of what is loaded, by each way of finding it, old ones without `exports` too.
 *
 * @param {string} tarball
 * @returns {Promise<Verdict>}
 */
export async function attw(tarball) {
	const name = "@arethetypeswrong/cli";
	const exclude = ["--exclude-entrypoints", ...untyped.map((entry) => entry.replace("./", ""))];
	// Those of @types would be asked for from the registry.
	const options = ["--no-definitely-typed", "--no-emoji", "--no-color", ...exclude];
	/** @param {string} format */
	const look = (format) => run(tools.bin(name, "attw"), [tarball, "--format", format, ...options]);
	const verdict = { name: `attw ${tools.version(name)}` };
	const { isPassed, printed } = await look("json");
	if (!isPassed) return { ...verdict, problems: [(await look("ascii")).printed] };
	const seen = Object.keys(JSON.parse(printed).analysis.entrypoints);
	const { exports } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
	const unseen = Object.keys(exports).filter((entry) => !untyped.includes(entry) && !seen.includes(entry));
	return { ...verdict, problems: unseen.map((entry) => `It did not look at ${entry}.`) };
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<{ isPassed: boolean, printed: string }>}
 */
function run(script, args) {
	return new Promise((resolve) => {
		execFile(process.execPath, [script, ...args], { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
			resolve({ isPassed: error === null, printed: `${stdout}${stderr}` });
		});
	});
}
