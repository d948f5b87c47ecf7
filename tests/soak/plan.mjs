// @ts-check
// What a soak does, all of it by its seed: the calls, and the faults that they meet.
import { random } from "../boundary/signed.mjs";

const [EACH, OFTEN] = [0.045, 0.09];

/**
 * How much time calls have, and how much they read.
 *
 * @typedef {object} Pace
 * @property {number} atATime calls under way at once
 * @property {readonly [number, number]} deadlinesMs of one call, and of the next
 * @property {number} lateMs well over both
 * @property {number} maxResponseBytes Larger bodies are cut by the client.
 */

/** @satisfies {Record<string, Pace>} */
export const PACES = {
	/** Deadlines that fall between everything. An endless body has as many bytes after 300 ms or so: the shorter one ends it before. */
	tight: { atATime: 100, deadlinesMs: [200, 1_000], lateMs: 3_000, maxResponseBytes: 65_536 },
	/**
	 * Deadlines that end the same calls of two clients, of which one is faster: where retries come as soon as they may, the last one is
	 * sent after 750 ms and an endless body cut 400 ms later, so that what ends by itself does so in a third of the time that it has.
	 */
	wide: { atATime: 150, deadlinesMs: [4_000, 4_500], lateMs: 7_000, maxResponseBytes: 65_536 },
};

/**
 * Every fault of the API. A call is made of one to three requests, of which about one in five meets none.
 *
 * @param {Pace} pace
 * @returns {readonly import("powens-users/sandbox").FaultRule[]}
 */
export const everyFault = ({ lateMs, maxResponseBytes }) => [
	{ fault: "latency", ms: 20, probability: OFTEN },
	{ fault: "latency", ms: lateMs, probability: EACH },
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
	{ fault: "huge_body", bytes: 4 * maxResponseBytes, probability: EACH },
	{ fault: "endless_body", probability: EACH },
	{ fault: "redirect", probability: EACH },
	{ fault: "redirect_see_other", probability: EACH },
	{ fault: "error_500", probability: EACH },
];

/** @typedef {Pick<import("./judge.mjs").SoakCall, "id" | "type" | "path" | "userId" | "deadlineMs"> & { offset: number }} PlannedCall */

/**
 * @typedef {object} PlanOptions
 * @property {number} seed
 * @property {number} count
 * @property {readonly number[]} userIds as many as calls
 * @property {Pace} pace
 * @property {readonly import("./judge.mjs").CallType[]} [types]
 */

/** Calls, each of which has a path of its own. @param {PlanOptions} options @returns {PlannedCall[]} */
export function planCalls({ seed, count, userIds, pace, types = ["list", "get", "delete", "delete"] }) {
	const { pick } = random(seed);
	return Array.from({ length: count }, (_, id) => {
		const type = pick(types);
		const userId = type === "list" ? null : Number(userIds[id]);
		const path = userId === null ? `/2.0/users?limit=1&offset=${id}` : `/2.0/users/${userId}`;
		return { id, type, path, userId, offset: id, deadlineMs: pace.deadlinesMs[id % 2 === 0 ? 0 : 1] };
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
