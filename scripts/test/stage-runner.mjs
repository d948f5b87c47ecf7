// @ts-check
import { NotRun, Stop } from "../lib/stop.mjs";

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} what what it runs, for the summary
 * @property {readonly string[]} [needs] stages without which it cannot run
 * @property {readonly string[]} [wants] stages that make it more complete, and that it can do without
 * @property {() => Promise<string | undefined | void>} run gives a detail for the summary, such as "12 tests"; rejects with a
 * {@link NotRun} where this machine cannot do it
 */

/** @typedef {"passed" | "FAILED" | "not run"} Outcome */

/** @typedef {{ stage: Stage, outcome: Outcome, seconds: number, detail: string }} Result */

/**
 * Runs every stage, the ones after a failure too, and sums up at the end.
 *
 * @param {readonly Stage[]} stages
 * @returns {Promise<Result[]>}
 */
export async function runStages(stages) {
	/** @type {Result[]} */
	const results = [];
	for (const stage of stages) results.push(withoutNeeded(stage, results) ?? (await runStage(stage)));
	console.log(`\n=== Summary\n${summary(results)}`);
	return results;
}

/**
 * What becomes of a stage that needs one which did not pass; a failure counts more than what this machine cannot do.
 *
 * @param {Stage} stage
 * @param {readonly Result[]} results
 * @returns {Result | undefined}
 */
function withoutNeeded(stage, results) {
	const needed = results.filter((result) => stage.needs?.includes(result.stage.name));
	for (const outcome of /** @type {const} */ (["FAILED", "not run"])) {
		const missing = needed.find((result) => result.outcome === outcome);
		if (missing !== undefined) return { stage, outcome, seconds: 0, detail: `needs ${missing.stage.name}` };
	}
	return undefined;
}

/**
 * @param {Stage} stage
 * @returns {Promise<Result>}
 */
async function runStage(stage) {
	console.log(`\n=== ${stage.name}: ${stage.what}`);
	const start = performance.now();
	const { outcome, detail } = await outcomeOf(stage);
	return { stage, outcome, detail, seconds: (performance.now() - start) / 1000 };
}

/**
 * @param {Stage} stage
 * @returns {Promise<{ outcome: Outcome, detail: string }>}
 */
async function outcomeOf(stage) {
	try {
		return { outcome: "passed", detail: (await stage.run()) ?? "" };
	} catch (error) {
		if (error instanceof NotRun) {
			console.log(`\n${stage.name} not run: ${error.message}`);
			return { outcome: "not run", detail: firstLine(error.message) };
		}
		const message = error instanceof Stop ? error.message : String(/** @type {Error} */ (error)?.stack ?? error);
		console.error(`\n${stage.name} FAILED: ${message}`);
		return { outcome: "FAILED", detail: inShort(message) };
	}
}

/** @param {string} message */
function firstLine(message) {
	return message.trim().split("\n", 1).join();
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

/** @param {readonly Result[]} results */
function summary(results) {
	const width = Math.max(...results.map(({ stage }) => stage.name.length));
	const lines = results.map(({ stage, outcome, seconds, detail }) => {
		const time = `${seconds.toFixed(1)} s`.padStart(8);
		return `${outcome.padEnd(7)}  ${stage.name.padEnd(width)} ${time}  ${stage.what}${detail === "" ? "" : ` (${detail})`}`;
	});
	const counts = /** @type {const} */ (["passed", "FAILED", "not run"]).map((outcome) => {
		const count = results.filter((result) => result.outcome === outcome).length;
		return `${count} ${outcome.toLowerCase()}`;
	});
	return [...lines, "", counts.join(", ")].join("\n");
}
