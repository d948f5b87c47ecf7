// @ts-check
// Judges calls by what really happened: what the client said of each, against the record of the sandbox. Pure, so that sabotage
// can be put before it.
import { readFileSync } from "node:fs";

/** @typedef {import("powens-users/sandbox").RecordEntry} RecordEntry */
/** @typedef {import("powens-users/sandbox").RequestEntry} RequestEntry */
/** @typedef {"list" | "get" | "delete"} CallType */

/**
 * A row of outcomes.json, which says what its members mean.
 *
 * @typedef {Record<CallType, readonly string[]> & {
 *   effect?: "none" | "unknown", isTrueAnswer?: boolean, isRetried?: boolean, performed?: "always" | "maybe" | "never",
 * }} Row
 */

/**
 * A call and what the client said of it.
 *
 * @typedef {object} SoakCall
 * @property {number} id what its requests bear as the header X-Soak-Call
 * @property {CallType} type
 * @property {string} path of its requests, with query
 * @property {number | null} userId
 * @property {number} deadlineMs
 * @property {string} outcome "ok", the code of the error, "hang", or what else it was rejected with
 * @property {string | null} effect
 * @property {number | null} answeredId the id of the user whom a get gave
 * @property {number | null} errorAttempts `attempts` of the error
 * @property {readonly { status: number | null, errorCode: string | null }[]} attempts what `onAttempt` was told
 * @property {number} settledMs
 * @property {number} lateMs how long after a timer of the same length that was started with the call; 0 where it was before that
 */

/**
 * @typedef {object} JudgeOptions
 * @property {boolean} mayMiss Over HTTP a request may be lost before the sandbox has read it: an attempt that got no status need not
 * be in the record then. In one process every attempt arrives.
 * @property {number} maxAttempts
 */

/** @typedef {{ call: number | null, rule: string, message: string }} Violation */

/** @type {Record<string, Row>} */
export const OUTCOMES = JSON.parse(readFileSync(new URL("outcomes.json", import.meta.url), "utf8")).faults;

export const CALL_HEADER = "x-soak-call";

/** A call may settle so long after a timer of the same length that began right behind it, which is none where nothing is wrong. */
const LATE_MS = 10;
/** And so long after its deadline in all, where the whole process was held up. */
const BLOCKED_MS = 2_000;
/** Timers fire as much too early. */
const EARLY_MS = 2;

/** @type {Record<string, (call: SoakCall, requests: readonly RequestEntry[], options: JudgeOptions) => Iterable<string>>} */
const RULES = {
	/** It ends, no later than its deadline, and says that this has passed only when it has. */
	*deadline({ outcome, deadlineMs, settledMs, lateMs }) {
		if (outcome === "hang") yield `it has not ended ${Math.round(settledMs)} ms after it began`;
		else if (lateMs > LATE_MS) yield `it ended ${Math.round(lateMs)} ms after its deadline`;
		else if (settledMs > deadlineMs + BLOCKED_MS) yield `it took ${Math.round(settledMs)} ms`;
		if (outcome === "timeout" && settledMs < deadlineMs - EARLY_MS) yield `it timed out after ${settledMs} of ${deadlineMs} ms`;
	},
	/** Each request that arrived is one of the attempts that the client counts, and each attempt arrived, or nothing came of it. */
	*attempts(call, requests, { mayMiss, maxAttempts }) {
		const { outcome, errorAttempts, attempts, type, path } = call;
		// It may still tell of one.
		if (outcome === "hang") return;
		const told = attempts.length;
		if (errorAttempts !== null && errorAttempts !== told) {
			yield `its error counts ${errorAttempts} attempts, and ${told} were told`;
		}
		if (told > maxAttempts) yield `${told} attempts`;
		for (const request of requests) {
			const method = type === "delete" ? "DELETE" : "GET";
			if (request.method !== method || request.path !== path) yield `its request is ${request.method} ${request.path}`;
		}
		if (requests.length > told) yield `${requests.length} requests arrived, and it counts ${told}`;
		else if (pair(call, requests, mayMiss) === null) {
			yield `its attempts (${attempts.map(({ status }) => status)}) are not its requests (${requests.map(({ status }) => status)})`;
		}
	},
	/** A delete that is claimed has happened. */
	*claimed({ type, outcome, userId }, requests) {
		if (type === "delete" && outcome === "ok" && !requests.some((request) => hasErased(request, userId))) {
			yield `user ${userId} is said to be deleted, and is not`;
		}
	},
	/** A delete that is said to be without effect had none. */
	*denied({ type, effect, userId }, requests) {
		if (type === "delete" && effect === "none" && requests.some((request) => hasErased(request, userId))) {
			yield `the delete of user ${userId} is said to be without effect, and had one`;
		}
	},
	/** Nobody else is erased. */
	*harm({ type, userId }, requests) {
		for (const { type: change, userId: changed } of requests.flatMap(({ changes }) => changes).filter(isErasure)) {
			if (type !== "delete" || changed !== userId) yield `${change}: user ${changed}`;
		}
	},
	/** Each attempt, and the call, ends as the table allows for what they met. */
	*outcome(call, requests, { mayMiss }) {
		const { type, outcome, attempts } = call;
		const pairs = pair(call, requests, mayMiss) ?? [];
		for (const [index, request] of pairs.entries()) {
			const code = codeOf(call, index);
			const isLast = index === attempts.length - 1;
			if (!isAllowed(call, index, request, requests)) {
				yield `${faultOf(request)}: attempt ${index + 1} of a ${type} ended with ${code}`;
			} else if (!isLast && !rowOf(request).isRetried) yield `${faultOf(request)}: ${code}, and it was sent again`;
		}
		const end = attempts.length === 0 ? "nothing" : (attempts.at(-1)?.errorCode ?? "ok");
		// The deadline may also pass before a request, and between two.
		const last = pairs.at(-1);
		const isBetween = outcome === "timeout" && (last === undefined || rowOf(last).isRetried);
		if (outcome !== "hang" && outcome !== end && !isBetween) yield `it ended with ${outcome}, and its last attempt with ${end}`;
	},
	/** A failed delete says exactly what its attempts may have done. */
	*effect(call, requests, { mayMiss }) {
		const { type, outcome, effect, attempts } = call;
		const pairs = pair(call, requests, mayMiss);
		if (outcome === "hang" || pairs === null) return;
		const isUnknown = pairs.some((request, index) => effectOf(attempts[index]?.errorCode ?? null, request) === "unknown");
		const expected = type !== "delete" || outcome === "ok" ? null : isUnknown ? "unknown" : "none";
		if (effect !== expected) yield `its effect is ${effect} instead of ${expected} (${requests.map(faultOf)})`;
	},
	/** What comes back is the user asked for. */
	*answer({ type, outcome, userId, answeredId }) {
		if (type === "get" && outcome === "ok" && answeredId !== userId) yield `user ${answeredId} came back instead of ${userId}`;
	},
	/** The sandbox does what its faults say. */
	*sandbox(_, requests) {
		for (const request of requests) {
			const { performed, ended } = request;
			const allowed = rowOf(request).performed;
			if (ended === "pending") yield `${faultOf(request)}: its request has not ended`;
			if (allowed === "never" && performed) yield `${faultOf(request)}: the API did its work`;
			if (allowed === "always" && !performed && ended === "answered") yield `${faultOf(request)}: answered without any work`;
			if (!performed && request.changes.length > 0) yield `${faultOf(request)}: changes without any work`;
		}
	},
};

/**
 * What is wrong with the calls, given all entries of the record, late work included.
 *
 * @param {readonly SoakCall[]} calls
 * @param {readonly RecordEntry[]} entries
 * @param {JudgeOptions} options
 * @returns {Violation[]}
 */
export function judge(calls, entries, options) {
	/** @type {Map<string | undefined, RequestEntry[]>} */
	const byCall = new Map(calls.map(({ id }) => [String(id), []]));
	/** @type {Violation[]} */
	const violations = [];
	for (const entry of entries) {
		if (entry.kind !== "request") continue;
		const requests = byCall.get(entry.headers[CALL_HEADER]);
		if (requests !== undefined) requests.push(entry);
		else violations.push({ call: null, rule: "stray", message: `${entry.method} ${entry.path} is of no call` });
	}
	for (const call of calls) {
		for (const [rule, check] of Object.entries(RULES)) {
			const messages = check(call, byCall.get(String(call.id)) ?? [], options);
			for (const message of messages) violations.push({ call: call.id, rule, message });
		}
	}
	return violations;
}

/** What a request met. @param {RequestEntry | null} request */
export const faultOf = (request) => (request === null ? "unarrived" : (request.fault ?? "none"));

/** @param {RequestEntry | null} request @returns {Row} */
function rowOf(request) {
	const row = OUTCOMES[faultOf(request)];
	if (row === undefined) throw new Error(`outcomes.json has no row for ${faultOf(request)}.`);
	return row;
}

/**
 * The requests of the attempts, in order; null for one that never arrived. Null where they do not fit each other. A client makes
 * an attempt when the one before has ended, so that no order has to be guessed; which of several lost ones is missing, the statuses
 * tell that were seen on both sides, and then what a fault may come to.
 *
 * @param {SoakCall} call
 * @param {readonly RequestEntry[]} requests
 * @param {boolean} mayMiss
 * @returns {(RequestEntry | null)[] | null}
 */
function pair(call, requests, mayMiss) {
	const all = pairings(call.attempts, requests, mayMiss);
	return all.find((pairs) => pairs.every((request, index) => isAllowed(call, index, request, requests))) ?? all[0] ?? null;
}

/**
 * All that fit.
 *
 * @param {SoakCall["attempts"]} attempts
 * @param {readonly RequestEntry[]} requests
 * @param {boolean} mayMiss
 * @returns {(RequestEntry | null)[][]}
 */
function pairings([attempt, ...attempts], requests, mayMiss) {
	const [request, ...others] = requests;
	if (attempt === undefined) return request === undefined ? [[]] : [];
	const { status } = attempt;
	const hasArrived = request !== undefined && (status === null || status === request.status);
	const arrived = hasArrived ? pairings(attempts, others, mayMiss).map((pairs) => [request, ...pairs]) : [];
	const isLost = mayMiss && status === null;
	const lost = isLost ? pairings(attempts, requests, mayMiss).map((pairs) => [null, ...pairs]) : [];
	return [...arrived, ...lost];
}

/** What an attempt ended with. @param {SoakCall} call @param {number} index */
const codeOf = ({ attempts }, index) => attempts[index]?.errorCode ?? "ok";

/**
 * Whether an attempt may end as it did.
 *
 * @param {SoakCall} call
 * @param {number} index
 * @param {RequestEntry | null} request
 * @param {readonly RequestEntry[]} requests all of the call
 */
function isAllowed(call, index, request, requests) {
	const code = codeOf(call, index);
	return code === "timeout" ? index === call.attempts.length - 1 : isAllowedCode(code, call, request, requests);
}

/**
 * @param {string} code
 * @param {SoakCall} call
 * @param {RequestEntry | null} request
 * @param {readonly RequestEntry[]} requests all of the call
 */
function isAllowedCode(code, { type, userId }, request, requests) {
	const row = rowOf(request);
	if (row[type].includes(code)) return true;
	const others = requests.filter((other) => other !== request);
	const mayBeGone = type === "delete" && others.some((other) => hasErased(other, userId));
	return code === "delete_unconfirmed" && row.isTrueAnswer === true && mayBeGone;
}

/**
 * What an attempt to delete says of its effect.
 *
 * @param {string | null} code
 * @param {RequestEntry | null} request
 */
function effectOf(code, request) {
	if (code === "timeout") return "unknown";
	return rowOf(request).effect ?? "none";
}

/** @param {import("powens-users/sandbox").SandboxChange} change @returns {change is { type: "user_deleted", userId: number }} */
const isErasure = (change) => change.type === "user_deleted";

/** @param {RequestEntry} request @param {number | null} userId */
const hasErased = ({ changes }, userId) => changes.some((change) => isErasure(change) && change.userId === userId);
