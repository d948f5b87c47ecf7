// @ts-check
// Compares what two clients say of the same calls, which met the same faults. Pure.
import { CALL_HEADER, faultOf } from "../judge.mjs";

/** @typedef {Pick<import("../driver.mjs").Soaked, "calls" | "entries">} Soaked */
/** @typedef {import("../judge.mjs").SoakCall} SoakCall */

/**
 * @typedef {object} Difference
 * @property {number} call its id
 * @property {boolean} isOfTime One of the two was slow, so that it had no time left for what the other did.
 * @property {string} message
 */

/**
 * What two clients say differently: outcome, effect, user, and how many attempts there were and how each ended.
 *
 * @param {Soaked} npm
 * @param {Soaked} crate
 * @returns {Difference[]}
 */
export function differences(npm, crate) {
	const [npmFaults, crateFaults] = [faultsOf(npm), faultsOf(crate)];
	const others = new Map(crate.calls.map((call) => [call.id, call]));
	return npm.calls.flatMap((call) => {
		const other = others.get(call.id);
		if (other === undefined) throw new Error(`Call ${call.id} was made by one client alone.`);
		const [one, two] = [said(call, npmFaults.get(String(call.id))), said(other, crateFaults.get(String(call.id)))];
		if (one === two) return [];
		const isOfTime = isSlow(call) || isSlow(other);
		return [{ call: call.id, isOfTime, message: `${call.type} ${call.id}: npm ${one}; crate ${two}` }];
	});
}

/** What ends by itself takes much less at a pace that is wide. @param {SoakCall} call */
const isSlow = ({ settledMs, deadlineMs }) => settledMs > deadlineMs / 2;

/** The faults that the requests of each call met, in order. @param {Soaked} soaked */
function faultsOf({ entries }) {
	/** @type {Map<string | undefined, string[]>} */
	const byCall = new Map();
	for (const entry of entries) {
		if (entry.kind !== "request") continue;
		const id = entry.headers[CALL_HEADER];
		byCall.set(id, [...(byCall.get(id) ?? []), faultOf(entry)]);
	}
	return byCall;
}

/** Everything of a call that is to be the same. @param {SoakCall} call @param {readonly string[]} [faults] */
function said({ outcome, effect, attempts, answeredId }, faults = []) {
	const ended = attempts.map(({ status, errorCode }) => `${status ?? "no answer"} ${errorCode ?? "ok"}`).join(", ");
	return `${outcome}, effect ${effect}, user ${answeredId}, after [${ended}] of [${faults.join(", ")}]`;
}
