// @ts-check
import { packedProject } from "../../tests/package/packed-project.mjs";
import { alone } from "../lib/lock.mjs";
import { Stop } from "../lib/stop.mjs";
import { installRuntimeTools } from "../setup/npm-packages.mjs";
import { counted } from "./counted.mjs";
import { table } from "./table.mjs";

/** How many compilers run at a time. */
const WIDTH = 2;

/** @typedef {import("../../tests/types/compile.mjs").Verdict} Verdict */

/**
 * Looks at the types of the packed package: with publint and attw, and as each kind of consumer, with each TypeScript.
 *
 * @returns {Promise<string>}
 */
export async function runTypes() {
	await alone(installRuntimeTools);
	// Imported late: the tools are there only now.
	const { compileAll, compilers } = await import("../../tests/types/compile.mjs");
	const { attw, conditions, publint } = await import("../../tests/types/published.mjs");
	const { tools } = await import("../../tests/runtimes/harness/tools.mjs");
	const { installFrameworks } = await import("../../tests/types/frameworks.mjs");
	const versions = compilers.map((compiler) => tools.version(compiler));
	const { folder, tarball, remove } = await packedProject();
	try {
		installFrameworks(folder);
		// The slow ones first.
		const jobs = [
			...compilers.map((compiler) => () => compileAll(compiler, folder)),
			async () => [await attw(tarball), await publint(tarball), conditions()],
		];
		const results = await someAtATime(jobs);
		const published = results.pop() ?? [];
		show(published, results, versions);
		const named = results.flatMap((verdicts, index) =>
			verdicts.map(({ name, problems }) => ({ name: `TypeScript ${versions[index]}, ${name}`, problems })),
		);
		refuse([...published, ...named]);
		return `${counted(results.flat().length, "consumer")} of TypeScript ${versions.join(", ")}`;
	} finally {
		remove();
	}
}

/**
 * @param {readonly (() => Promise<Verdict[]>)[]} jobs
 * @returns {Promise<Verdict[][]>}
 */
async function someAtATime(jobs) {
	/** @type {Verdict[][]} */
	const results = [];
	const left = [...jobs.entries()];
	const worker = async () => {
		for (let next = left.shift(); next !== undefined; next = left.shift()) results[next[0]] = await next[1]();
	};
	await Promise.all(Array.from({ length: WIDTH }, worker));
	return results;
}

/**
 * @param {readonly Verdict[]} published
 * @param {readonly (readonly Verdict[])[]} compiled one list for each version
 * @param {readonly string[]} versions
 */
function show(published, compiled, versions) {
	const consumers = new Set(compiled.flat().map(({ name }) => name));
	const rows = [...consumers].map((consumer) => [consumer, ...compiled.map((verdicts) => word(verdicts, consumer))]);
	console.log(`\n${table([["TypeScript", ...versions], ...rows])}\n`);
	for (const { name, problems } of published) console.log(`${name}: ${problems.length === 0 ? "nothing to say" : "FAILED"}`);
}

/** @param {readonly Verdict[]} verdicts */
function refuse(verdicts) {
	const failed = verdicts.filter(({ problems }) => problems.length > 0);
	if (failed.length === 0) return;
	const told = failed.map(({ name, problems }) => `${name}:\n${problems.join("\n")}\n`);
	throw new Stop(`${told.join("\n")}\nThe types: ${failed.length} FAILED.`);
}

/**
 * @param {readonly Verdict[]} verdicts
 * @param {string} consumer
 */
function word(verdicts, consumer) {
	const verdict = verdicts.find(({ name }) => name === consumer);
	if (verdict === undefined) return "-";
	return verdict.problems.length === 0 ? "ok" : "FAILED";
}
