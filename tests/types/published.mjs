// @ts-check
// What publint and attw (are the types wrong?) say of the tarball, and of the conditions that neither of them takes.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { inProject } from "../../scripts/lib/paths.mjs";
import { tools } from "../runtimes/harness/tools.mjs";

/** @typedef {{ name: string, problems: string[] }} Verdict */

/** No types: it is the bundler of whoever imports it that says what a .wasm file becomes. */
const untyped = ["./powens_users.wasm"];

/**
 * Where those of each entry are, without their ending.
 *
 * @type {Record<string, string>}
 */
const declarationsOf = {
	".": "./pkg/types/index",
	"./web": "./pkg/types/web",
	"./receiver": "./pkg/types/receiver/index",
	"./receiver/postgres": "./pkg/types/receiver/inbox/postgres/index",
	"./receiver/redis": "./pkg/types/receiver/inbox/redis/index",
	"./receiver/node": "./pkg/types/receiver/adapters/node",
	"./receiver/conformance": "./pkg/types/receiver/inbox/conformance/index",
	"./receiver/express": "./pkg/types/receiver/adapters/express",
	"./receiver/fastify": "./pkg/types/receiver/adapters/fastify",
	"./receiver/koa": "./pkg/types/receiver/adapters/koa",
	"./receiver/lambda": "./pkg/types/receiver/adapters/lambda",
	"./receiver/cloud-functions": "./pkg/types/receiver/adapters/cloud-functions",
	"./sandbox": "./pkg/types/sandbox/index",
	"./sandbox/server": "./pkg/types/sandbox/server/index",
};

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
	const unseen = Object.keys(packageExports()).filter((entry) => !untyped.includes(entry) && !seen.includes(entry));
	return { ...verdict, problems: unseen.map((entry) => `It did not look at ${entry}.`) };
}

/**
 * Whether each script that a condition leads to has the types of its entry beside it, for its own kind of module: attw goes only
 * the ways of Node and of bundlers, and workerd is neither.
 *
 * @param {Record<string, unknown>} [exports]
 * @returns {Verdict}
 */
export function conditions(exports = packageExports()) {
	const targets = Object.entries(exports).flatMap(([entry, value]) => targetsOf(value, [entry]));
	const problems = targets.flatMap(({ path, file, types }) => {
		const expected = typesFor(path[0] ?? "", file);
		if (expected === null || types === expected) return [];
		return [`${path.join(" > ")}: ${file} has ${types || "no types"}, and needs ${expected}.`];
	});
	return { name: "types of each condition", problems };
}

/**
 * @param {string} entry
 * @param {string} file
 * @returns {string | null} null where it is no script
 */
function typesFor(entry, file) {
	if (!/\.[cm]?js$/.test(file)) return null;
	return `${declarationsOf[entry] ?? "a line in tests/types/published.mjs, then its"}${file.endsWith(".cjs") ? ".d.cts" : ".d.ts"}`;
}

/** @returns {Record<string, unknown>} */
function packageExports() {
	return JSON.parse(readFileSync(inProject("package.json"), "utf8")).exports;
}

/**
 * @param {unknown} value of `exports`
 * @param {readonly string[]} path
 * @param {string} [types] those beside it
 * @returns {{ path: readonly string[], file: string, types: string }[]}
 */
function targetsOf(value, path, types = "") {
	if (typeof value === "string") return [{ path, file: value, types }];
	const parts = /** @type {Record<string, unknown>} */ (value);
	const beside = typeof parts.types === "string" ? parts.types : "";
	return Object.entries(parts).flatMap(([key, part]) => (key === "types" ? [] : targetsOf(part, [...path, key], beside)));
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
