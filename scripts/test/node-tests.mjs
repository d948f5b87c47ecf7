// @ts-check
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cache, inProject } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { counted } from "./counted.mjs";

/**
 * Runs a folder's `*.test.mjs` with Node's test runner and counts the tests.
 *
 * @param {string} step
 * @param {string} folder relative to the project folder
 * @param {Record<string, string>} [env]
 * @returns {Promise<string>}
 */
export async function runNodeTests(step, folder, env = {}) {
	const files = testFiles(folder);
	if (files.length === 0) throw new Stop(`${step} ran no test: there is no *.test.mjs in ${folder}.`);
	mkdirSync(join(cache, "tests"), { recursive: true });
	const counts = join(cache, "tests", `${folder.replaceAll("/", "-")}.json`);
	const reporters = [
		["spec", "stdout"],
		[inProject("scripts/test/count-reporter.mjs"), counts],
	];
	const args = reporters.flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
	await run(step, process.execPath, ["--test", ...args, ...files], { env });
	const { tests, skipped } = JSON.parse(readFileSync(counts, "utf8"));
	if (tests === 0) throw new Stop(`${step} ran no test.`);
	return `${counted(tests, "test")}${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** @param {string} folder */
function testFiles(folder) {
	try {
		// Sorted, and named one by one: Node 20 knows no patterns here.
		const names = readdirSync(inProject(folder)).filter((name) => name.endsWith(".test.mjs"));
		return names.sort().map((name) => join(folder, name));
	} catch {
		return [];
	}
}
