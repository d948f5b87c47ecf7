// @ts-check
// What a receiver writes down. A line is in the file, or not: a process that is killed takes nothing back that was written.
import { openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Told
 * @property {string} kind
 * @property {string | null} code
 */

/**
 * @typedef {import("./judge.mjs").Step | ({ what: "effect" } & import("./judge.mjs").Effect) | ({ what: "outcome" } & Told)} Line
 */

/** @param {string} folder @param {string} instance */
export function openJournal(folder, instance) {
	const file = openSync(join(folder, `${instance}.jsonl`), "a");
	return {
		/** @param {Line} line */
		write: (line) => {
			writeSync(file, `${JSON.stringify(line)}\n`);
		},
	};
}

/** All that was written by all of them. @param {string} folder @returns {Line[]} */
export function readJournals(folder) {
	return readdirSync(folder)
		.filter((name) => name.endsWith(".jsonl"))
		.flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));
}

/** @param {Line} line @returns {line is import("./judge.mjs").Step} */
export function isStep(line) {
	return line.what !== "effect" && line.what !== "outcome";
}
