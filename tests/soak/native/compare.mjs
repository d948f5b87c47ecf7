// @ts-check
// Compares what two clients say of the same calls, which met the same faults. Pure.
import { readFileSync } from "node:fs";
import { CALL_HEADER, faultOf } from "../judge.mjs";

/** @typedef {import("../driver.mjs").Soaked} Soaked */
/** @typedef {import("../judge.mjs").SoakCall} SoakCall */

/**
 * Where two HTTP stacks name one thing differently: how an attempt ends by the npm package and by the crate.
 *
 * @typedef {object} Break
 * @property {string} fault
 * @property {readonly import("../judge.mjs").CallType[]} calls
 * @property {string} npm
 * @property {string} crate
 * @property {string} why
 */

/** @type {readonly Break[]} */
export const BREAKS = JSON.parse(readFileSync(new URL("breaks.json", import.meta.url), "utf8")).breaks;

/**
 * @typedef {object} Difference
 * @property {number} call
 * @property {boolean} isOfTime whether one of the two ran out of time and the other did not
 * @property {string} message
 */

/**
 * What is not the same, but for breaks.
 *
 * @param {Soaked} npm
 * @param {Soaked} native
 * @param {readonly Break[]} [breaks]
 * @returns {Difference[]}
 */
export function differences(npm, native, breaks = BREAKS) {
	const faults = [faultsOf(npm), faultsOf(native)];
	const others = new Map(native.calls.map((call) => [call.id, call]));
	return npm.calls.flatMap((call) => {
		const other = others.get(call.id);
		const met = faults.map((ofCall) => ofCall.get(String(call.id)) ?? []);
		if (other !== undefined && isSame(call, other, met, breaks)) return [];
		const said = [call, other].map((one, index) => (one === undefined ? "nothing" : sentence(one, met[index] ?? [])));
		const isOfTime = (call.outcome === "timeout") !== (other?.outcome === "timeout");
		return [{ call: call.id, isOfTime, message: `${call.type} ${call.id}: npm ${said[0]}; crate ${said[1]}` }];
	});
}

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

/**
 * @param {SoakCall} npm
 * @param {SoakCall} native
 * @param {readonly (readonly string[])[]} met
 * @param {readonly Break[]} breaks
 */
function isSame(npm, native, [npmMet = [], nativeMet = []], breaks) {
	if (npm.effect !== native.effect || npm.answeredId !== native.answeredId) return false;
	if (npm.attempts.length !== native.attempts.length || String(npmMet) !== String(nativeMet)) return false;
	/** @param {string} one @param {string} other @param {string | undefined} fault */
	const isNamedAlike = (one, other, fault) =>
		one === other ||
		breaks.some((row) => row.fault === fault && row.calls.includes(npm.type) && row.npm === one && row.crate === other);
	const areAttemptsAlike = npm.attempts.every((attempt, index) => {
		const other = native.attempts[index];
		return (
			attempt.status === other?.status &&
			isNamedAlike(attempt.errorCode ?? "ok", other.errorCode ?? "ok", npmMet[index])
		);
	});
	return areAttemptsAlike && isNamedAlike(npm.outcome, native.outcome, npmMet.at(-1));
}

/** @param {SoakCall} call @param {readonly string[]} met */
function sentence({ outcome, effect, attempts, answeredId }, met) {
	const ended = attempts.map(({ status, errorCode }) => `${status ?? "no answer"} ${errorCode ?? "ok"}`).join(", ");
	const about = [effect && `effect ${effect}`, answeredId && `user ${answeredId}`].filter(Boolean).join(", ");
	return `${outcome}${about && ` (${about})`} after [${ended}], met [${met}]`;
}
