// @ts-check
import { Stop } from "../lib/stop.mjs";

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} what what it runs, for the summary
 * @property {readonly string[]} [needs] stages without which it cannot run
 * @property {() => Promise<string | undefined | void>} run gives a detail for the summary, such as "12 tests"
 */

/** @typedef {{ stage: Stage, passed: boolean, seconds: number, detail: string }} Result */

/**
 * Runs every stage, the ones after a failure too, and sums up at the end.
 *
 * @param {readonly Stage[]} stages
 * @returns {Promise<boolean>} whether all passed
 */
export async function runStages(stages) {
	/** @type {Result[]} */
	const results = [];
	for (const stage of stages) {
		const failed = results.find((result) => !result.passed && stage.needs?.includes(result.stage.name));
		results.push(failed === undefined ? await runStage(stage) : notRun(stage, failed.stage));
	}
	summarize(results);
	return results.every(({ passed }) => passed);
}

/**
 * @param {Stage} stage
 * @returns {Promise<Result>}
 */
async function runStage(stage) {
	console.log(`\n=== ${stage.name}: ${stage.what}`);
	const start = performance.now();
	const seconds = () => (performance.now() - start) / 1000;
	try {
		const detail = (await stage.run()) ?? "";
		return { stage, passed: true, seconds: seconds(), detail };
	} catch (error) {
		const message = error instanceof Stop ? error.message : String(/** @type {Error} */ (error)?.stack ?? error);
		console.error(`\n${stage.name} FAILED: ${message}`);
		return { stage, passed: false, seconds: seconds(), detail: inShort(message) };
	}
}

/**
 * For the summary: what failed, without the command line that stands in full further up.
 *
 * @param {string} message
 */
function inShort(message) {
	const lastLine = message.trim().split("\n").at(-1) ?? "";
	return lastLine.replace(/: `.*` ended with/, ", with");
}

/**
 * @param {Stage} stage
 * @param {Stage} needed
 * @returns {Result}
 */
function notRun(stage, needed) {
	return { stage, passed: false, seconds: 0, detail: `not run, because it needs ${needed.name}` };
}

/** @param {readonly Result[]} results */
function summarize(results) {
	const width = Math.max(...results.map(({ stage }) => stage.name.length));
	console.log("\n=== Summary");
	for (const { stage, passed, seconds, detail } of results) {
		const time = `${seconds.toFixed(1)} s`.padStart(8);
		console.log(
			`${passed ? "passed" : "FAILED"}  ${stage.name.padEnd(width)} ${time}  ${stage.what}${detail === "" ? "" : ` (${detail})`}`,
		);
	}
	const failed = results.filter(({ passed }) => !passed).length;
	console.log(`\n${results.length - failed} passed, ${failed} failed`);
}
