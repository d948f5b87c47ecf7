// @ts-check
// What is told of a soak.
import { faultOf } from "./judge.mjs";

/** How many violations are printed. */
const SHOWN = 20;

/** @param {readonly string[]} names @returns {[name: string, count: number][]} */
function tally(names) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a);
}

/** @param {readonly string[]} names */
const listed = (names) =>
	tally(names)
		.map(([name, count]) => `${name} ${count}`)
		.join(", ");

/** @param {readonly number[]} numbers */
const most = (numbers) => numbers.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);

/** @param {import("./driver.mjs").Soaked} soaked @returns {string[]} */
export function figures({ calls, entries }) {
	const requests = entries.filter((entry) => entry.kind === "request");
	const overs = calls.map(({ settledMs, deadlineMs }) => settledMs - deadlineMs);
	const erased = requests.filter(({ changes }) => changes.some(({ type }) => type === "user_deleted")).length;
	return [
		`calls: ${calls.length}, requests: ${requests.length}, users erased: ${erased}`,
		`outcomes: ${listed(calls.map(({ type, outcome, effect }) => `${type} ${outcome}${effect === null ? "" : ` (${effect})`}`))}`,
		`faults met: ${listed(requests.map(faultOf))}`,
		`slowest: ${most(overs).toFixed(1)} ms over its deadline, ${most(calls.map(({ lateMs }) => lateMs)).toFixed(1)} ms after a timer of the same length`,
	];
}

/** @param {readonly import("./judge.mjs").Violation[]} violations @returns {string[]} */
export function violationLines(violations) {
	const lines = violations.slice(0, SHOWN).map(({ call, rule, message }) => `call ${call}, ${rule}: ${message}`);
	if (violations.length > 0) lines.unshift(`violations: ${violations.length} (${listed(violations.map(({ rule }) => rule))})`);
	if (violations.length > SHOWN) lines.push("…");
	return lines;
}
