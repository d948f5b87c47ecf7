// @ts-check
import { cpSync } from "node:fs";
import { join } from "node:path";
import { packedProject } from "../../tests/package/packed-project.mjs";
import { inProject } from "../lib/paths.mjs";
import { Stop } from "../lib/stop.mjs";
import { runNodeTests } from "./node-tests.mjs";

/** For all cases in one page, from the start of the browser on; a busy machine takes its time. */
const PATIENCE_MS = 300_000;

/** @typedef {import("../../tests/boundary/runner.mjs").CaseResult} CaseResult */

/** Runs the cases of tests/boundary in Node, against the packed package. */
export async function runBoundaryInNode() {
	const { folder, remove } = await packedProject();
	try {
		return await runNodeTests("The cases of the boundary", "tests/boundary", { POWENS_USERS_PROJECT: folder });
	} finally {
		remove();
	}
}

/**
 * Runs the same cases in a page, which takes the packed package by an import map.
 *
 * @param {import("../../tests/runtimes/harness/tools.mjs").BrowserName} browser
 */
export async function runBoundaryInPage(browser) {
	const { folder, remove } = await packedProject();
	try {
		const { results } = await reportOf(browser, folder);
		return sumUp(browser, results);
	} finally {
		remove();
	}
}

/**
 * @param {import("../../tests/runtimes/harness/tools.mjs").BrowserName} browser
 * @param {string} folder with the packed package
 * @returns {Promise<{ results: readonly CaseResult[] }>}
 */
async function reportOf(browser, folder) {
	// Imported late: set-up installs what drives Chromium.
	const { serveFiles } = await import("../../tests/runtimes/harness/http.mjs");
	const { reportOfPage } = await import("../../tests/runtimes/harness/page.mjs");
	const { closeChromium } = await import("../../tests/runtimes/harness/chromium.mjs");
	// As they lie in tests/, so that they find each other.
	for (const name of ["boundary", "vectors", "soak/outcomes.json", "runtimes/report.mjs"]) {
		cpSync(inProject("tests", name), join(folder, name), { recursive: true });
	}
	/** @type {string[]} */
	const missing = [];
	const server = await serveFiles(folder, { onMissing: (path) => missing.push(`not found: ${path}`) });
	try {
		const query = new URLSearchParams({ runtime: browser, only: process.env.BOUNDARY ?? "" });
		const address = `${server.url}/boundary/page/index.html?${query}`;
		const report = await reportOfPage(browser, address, { patienceMs: PATIENCE_MS });
		return /** @type {{ results: readonly CaseResult[] }} */ (/** @type {unknown} */ (report));
	} catch (error) {
		throw new Stop([/** @type {Error} */ (error).message, ...missing].join("\n"));
	} finally {
		await server.stop();
		await closeChromium();
	}
}

/**
 * @param {string} browser
 * @param {readonly CaseResult[]} results
 */
function sumUp(browser, results) {
	for (const { name, outcome, detail } of results) {
		console.log(`${outcome.padEnd(7)}  ${name}${detail === "" ? "" : `: ${detail}`}`);
	}
	/** @param {CaseResult["outcome"]} wanted */
	const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length;
	const sum = `${count("passed")} passed, ${count("not run")} not run`;
	if (count("FAILED") > 0) throw new Stop(`The cases of the boundary in ${browser}: ${count("FAILED")} FAILED, ${sum}.`);
	if (count("passed") === 0) throw new Stop(`The cases of the boundary in ${browser}: ${sum}.`);
	return sum;
}
