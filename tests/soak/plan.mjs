// @ts-check
// What a soak does, all of it by its seed: the calls, and the faults that they meet.
import { random } from "../boundary/signed.mjs";

/** Larger bodies are cut by the client. An endless one has as many bytes after 300 ms or so: the shorter deadline ends it before. */
export const MAX_RESPONSE_BYTES = 65_536;

/** Well over every deadline. */
export const LATE_MS = 3_000;

const [EACH, OFTEN] = [0.045, 0.09];

/**
 * Every fault of the API. A call is made of one to three requests, of which about one in five meets none.
 *
 * @type {readonly import("powens-users/sandbox").FaultRule[]}
 */
export const EVERY_FAULT = [
	{ fault: "latency", ms: 20, probability: OFTEN },
	{ fault: "latency", ms: LATE_MS, probability: EACH },
	{ fault: "refused", probability: EACH },
	{ fault: "reset", probability: OFTEN },
	{ fault: "reset_in_body", probability: EACH },
	{ fault: "truncated_json", probability: EACH },
	{ fault: "html_503", probability: EACH },
	{ fault: "sign_in_page", probability: EACH },
	{ fault: "wrong_content_type", probability: EACH },
	// One that forbids to come back within any deadline, and one that lets it come at once.
	{ fault: "too_many_requests", retryAfterSeconds: 5, probability: EACH / 2 },
	{ fault: "too_many_requests", retryAfterSeconds: 0, probability: EACH / 2 },
	{ fault: "wrong_types", probability: EACH },
	{ fault: "other_user", probability: EACH },
	{ fault: "huge_body", bytes: 4 * MAX_RESPONSE_BYTES, probability: EACH },
	{ fault: "endless_body", probability: EACH },
	{ fault: "redirect", probability: EACH },
	{ fault: "redirect_see_other", probability: EACH },
	{ fault: "error_500", probability: EACH },
];

/** @typedef {Pick<import("./judge.mjs").SoakCall, "id" | "type" | "path" | "userId" | "deadlineMs"> & { offset: number }} PlannedCall */

/**
 * Calls, each of which has a path of its own.
 *
 * @param {number} seed
 * @param {number} count
 * @param {readonly number[]} userIds as many as calls
 * @param {readonly import("./judge.mjs").CallType[]} [types]
 * @returns {PlannedCall[]}
 */
export function planCalls(seed, count, userIds, types = ["list", "get", "delete", "delete"]) {
	const { pick } = random(seed);
	return Array.from({ length: count }, (_, id) => {
		const type = pick(types);
		const userId = type === "list" ? null : Number(userIds[id]);
		const path = userId === null ? `/2.0/users?limit=1&offset=${id}` : `/2.0/users/${userId}`;
		return { id, type, path, userId, offset: id, deadlineMs: id % 2 === 0 ? 200 : 1_000 };
	});
}

/**
 * How the sandbox answers where Powens is silent: a client has to take all of these.
 *
 * @param {number} seed
 * @returns {Partial<import("powens-users/sandbox").SandboxChoices>}
 */
export function choicesOf(seed) {
	const { pick } = random(seed ^ 0x5eed);
	return {
		deleteAnswer: pick(["empty", "user", "object"]),
		deletedUserStatus: pick([401, 403, 404]),
		requestId: pick(["text", "integer", "null"]),
	};
}
