// @ts-check
import assert from "node:assert/strict";

/** What exercise.mjs reports, in every runtime. */
export const exerciseReport = {
	listed: 5,
	complete: true,
	got: 2,
	deleted: 1,
	left: 4,
	gone: ["http_status", 401],
	refusedDelete: "invalid_argument",
	verified: ["USER_SYNCED", 7, 42],
	signed: ["USER_SYNCED", 7, 42],
	transactions: ["Café à 3 €"],
	forged: ["signature_mismatch", false, 401],
	inflated: 7,
};

/**
 * @param {unknown} outcome the report, or what a program printed, with the report as its last line
 * @param {object} expected
 */
export function assertReport(outcome, expected) {
	assert.deepEqual(typeof outcome === "string" ? lastLine(outcome) : outcome, expected);
}

/** @param {string} printed */
function lastLine(printed) {
	const line = printed.trim().split("\n").at(-1) ?? "";
	try {
		return JSON.parse(line);
	} catch {
		throw new Error(`The program's last line is no report: ${line || "(nothing)"}`);
	}
}
