// @ts-check
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { openContext } from "./context.mjs";
import { assertReport, exerciseReport } from "./expectation.mjs";
import { tools } from "./tools.mjs";

/**
 * One way to use the package, in one runtime.
 *
 * @typedef {object} RuntimeCase
 * @property {string} name "Vite 8.3.8, production build, in Chromium"
 * @property {string} project the folder of tests/runtimes/projects
 * @property {import("./tools.mjs").BrowserName[]} [needs]
 * @property {() => string | null} [unavailable] why it cannot be run on this machine
 * @property {object} [deviation] what of the report is different, for a runtime that lacks something
 * @property {object} [expected] what it reports where it is not put through exercise.mjs
 * @property {readonly number[]} [gone] the users that are gone then; none where nothing is said
 * @property {RegExp} [refusal] with what it must fail, and touch nothing: for what is to be refused
 * @property {(context: import("./context.mjs").Context) => Promise<unknown>} run gives the report, or what a program printed that ends with it
 */

/** @typedef {{ name: string, outcome: "passed" | "FAILED" | "not run", detail: string, seconds: number }} CaseResult */

const CASE_MS = 240_000;

/** @returns {Promise<RuntimeCase[]>} */
export async function loadCases() {
	const folder = new URL("../cases/", import.meta.url);
	const files = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
	const modules = await Promise.all(files.sort().map((name) => import(new URL(name, folder).href)));
	return modules.flatMap((module) => module.default);
}

/**
 * Runs the cases, some at a time, and says of each how it ended.
 *
 * @param {readonly RuntimeCase[]} cases
 * @param {number} width how many at a time
 * @returns {Promise<CaseResult[]>} in the order of the cases
 */
export async function runCases(cases, width) {
	/** @type {CaseResult[]} */
	const results = [];
	let next = 0;
	const work = async () => {
		for (let index = next++; index < cases.length; index = next++) {
			results[index] = await runCase(/** @type {RuntimeCase} */ (cases[index]));
			console.log(line(/** @type {CaseResult} */ (results[index])));
		}
	};
	await Promise.all(Array.from({ length: width }, work));
	return results;
}

/** @param {CaseResult} result */
export function line({ name, outcome, detail, seconds }) {
	const time = outcome === "not run" ? "" : ` ${seconds.toFixed(1)} s`;
	return `${outcome.padEnd(7)}  ${name}${time}${detail === "" ? "" : `: ${detail}`}`;
}

/**
 * @param {RuntimeCase} runtimeCase
 * @returns {Promise<CaseResult>}
 */
async function runCase(runtimeCase) {
	const { name } = runtimeCase;
	const start = performance.now();
	const seconds = () => (performance.now() - start) / 1000;
	const why = whyNot(runtimeCase);
	if (why !== null) return { name, outcome: "not run", detail: why, seconds: 0 };
	try {
		await check(runtimeCase);
		return { name, outcome: "passed", detail: "", seconds: seconds() };
	} catch (error) {
		return { name, outcome: "FAILED", detail: String(error instanceof Error ? error.message : error), seconds: seconds() };
	}
}

/** @param {RuntimeCase} runtimeCase */
function whyNot({ needs = [], unavailable }) {
	const missing = needs.find((browser) => tools.browser(browser) === null);
	if (missing !== undefined) return `there is no ${missing} on this machine`;
	return unavailable?.() ?? null;
}

/** @param {RuntimeCase} runtimeCase */
async function check({ project, deviation, expected, gone = [], refusal, run }) {
	const { context, close, assertGone, remarks } = await openContext(project);
	try {
		if (expected !== undefined) {
			assertReport(await within(CASE_MS, run(context)), expected);
			await assertGone(gone);
		} else if (refusal === undefined) {
			assertReport(await within(CASE_MS, run(context)), { ...exerciseReport, ...deviation });
			await assertGone([1]);
		} else {
			await assert.rejects(within(CASE_MS, run(context)), refusal);
			await assertGone([]);
		}
	} catch (error) {
		await close();
		throw new Error([/** @type {Error} */ (error).message, ...remarks].join("\n"));
	}
	await close();
}

/**
 * @param {number} milliseconds
 * @param {Promise<unknown>} work
 */
async function within(milliseconds, work) {
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`it did not end within ${milliseconds / 1000} s`)), milliseconds);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
