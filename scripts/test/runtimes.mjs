// @ts-check
import { alone } from "../lib/lock.mjs";
import { Stop } from "../lib/stop.mjs";
import { installRuntimeTools } from "../setup/npm-packages.mjs";

/** How many cases are run at a time. */
const WIDTH = 2;

/**
 * Runs the packed package in every runtime, bundler and test runner of tests/runtimes/cases.
 *
 * @param {string} [pattern] only the cases whose names it matches
 * @returns {Promise<string>}
 */
export async function runRuntimes(pattern = "") {
	await alone(installRuntimeTools);
	// Imported late: the tools are there only now.
	const { prepareProjects } = await import("../../tests/runtimes/harness/project.mjs");
	const { line, loadCases, runCases } = await import("../../tests/runtimes/harness/case-runner.mjs");
	const { closeChromium } = await import("../../tests/runtimes/harness/chromium.mjs");
	await prepareProjects();
	const cases = (await loadCases()).filter(({ name }) => new RegExp(pattern, "i").test(name));
	if (cases.length === 0) throw new Stop(`No runtime has a name that matches ${pattern}.`);
	const results = await runCases(cases, WIDTH).finally(closeChromium);
	// What a failed one printed stands above.
	console.log(`\n${results.map((result) => line(result).split("\n", 1)).join("\n")}`);
	/** @param {string} wanted */
	const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length;
	const [passed, failed, notRun] = [count("passed"), count("FAILED"), count("not run")];
	const sum = `${passed} passed, ${notRun} not run`;
	if (failed > 0) throw new Stop(`The runtimes: ${failed} FAILED, ${sum}.`);
	if (passed === 0) throw new Stop(`The runtimes: ${sum}.`);
	return pattern === "" ? sum : `${sum}, of those that match ${pattern}`;
}
