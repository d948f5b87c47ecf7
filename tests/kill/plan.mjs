// @ts-check
// What a run does, all of it by its seed: where events go, what their handlers do, and who is killed when.
import { chance, pick } from "./chance.mjs";

/**
 * @typedef {object} RunPlan
 * @property {number} seed
 * @property {number} count of events
 * @property {boolean} isHealthy whether every handler succeeds, and every event is what its route expects
 */

/**
 * @typedef {object} KillRoute
 * @property {string} path
 * @property {"USER_CREATED" | "CONNECTION_SYNCED"} sent
 * @property {"USER_CREATED" | "CONNECTION_SYNCED" | "USER_SYNCED" | undefined} expected nothing in particular where undefined
 */

export const SECRET = "a secret of the kill test, é";

/** Short, so that what takes its time takes little of it. A paused receiver loses its lease; a few handlers outlast theirs. */
export const TIMES = Object.freeze({
	leaseMs: 600,
	waitMs: 300,
	handlerTimeoutMs: 1_000,
	bodyTimeoutMs: 2_000,
	deliveryTimeoutMs: 3_000,
	/** How long an inbox of another process is waited for, once it was asked. */
	storeTimeoutMs: 5_000,
	runEveryMs: 100,
});
export const MAX_ATTEMPTS = 5;
export const RECEIVERS = 3;

/** Each is a webhook of its own, whose events come one after the other; so many are under way at once. */
const [CREATED, ANY, UNEXPECTED, SYNCED] = [12, 2, 2, 4];

/** @param {RunPlan} plan @returns {KillRoute[]} */
export function routesOf({ isHealthy }) {
	/** @param {number} count @param {string} name @param {KillRoute["sent"]} sent @param {KillRoute["expected"]} expected */
	const routes = (count, name, sent, expected) =>
		Array.from({ length: count }, (_, index) => ({ path: `/${name}/${index}`, sent, expected }));
	return [
		...routes(CREATED, "created", "USER_CREATED", "USER_CREATED"),
		...routes(ANY, "any", "USER_CREATED", undefined),
		...routes(isHealthy ? 0 : UNEXPECTED, "unexpected", "USER_CREATED", "USER_SYNCED"),
		...routes(SYNCED, "synced", "CONNECTION_SYNCED", "CONNECTION_SYNCED"),
	];
}

/** Faults of deliveries. A signature that is not genuine is refused; the sender makes it anew. */
export const FAULTS = /** @type {const} */ ([
	{ fault: "repeated", probability: 0.05 },
	{ fault: "reordered", probability: 0.05 },
	{ fault: "forged", probability: 0.02 },
	{ fault: "clock_skew", ms: 20 * 86_400_000, probability: 0.02 },
]);

/** The share of requests that the balancer gives to two receivers at once, as one does that asks another when the first is slow. */
export const TWO_AT_ONCE = 0.08;

/**
 * What the handler of an event does.
 *
 * @param {RunPlan} plan
 * @param {string} route
 * @param {number} id
 * @returns {{ failures: number, beforeMs: number, afterMs: number }} how many attempts fail at first, and how long it takes before
 * and after its effect
 */
export function behaviourOf({ seed, isHealthy }, route, id) {
	const about = /** @type {const} */ ([route, id]);
	const troubled = chance(seed, "failures", ...about);
	const failures = isHealthy ? 0 : troubled < 0.02 ? Number.POSITIVE_INFINITY : troubled < 0.06 ? 2 : 0;
	const slow = chance(seed, "slow", ...about);
	// Where all are healthy somebody has to be at work whenever one is killed, so that what is wrong shows.
	const longest = slow < 0.01 ? 1_500 : isHealthy || slow < 0.1 ? 200 : 20;
	const takesMs = longest * (0.5 + 0.5 * chance(seed, "takes", ...about));
	const share = chance(seed, "share", ...about);
	return { failures, beforeMs: takesMs * share, afterMs: takesMs * (1 - share) };
}

/**
 * What is to become of an event.
 *
 * @param {RunPlan} plan
 * @param {KillRoute} route
 * @param {number} id
 * @returns {import("./judge.mjs").KillEvent["planned"]}
 */
export function plannedOf(plan, { path, sent, expected }, id) {
	if (expected !== undefined && expected !== sent) return "unexpected";
	return behaviourOf(plan, path, id).failures === Number.POSITIVE_INFINITY ? "fails" : "handled";
}

/**
 * Something that is done to a run.
 *
 * @typedef {object} Blow
 * @property {number} after how many events were accepted
 * @property {"kill" | "pause" | "store" | "all"} what a receiver is killed, or stopped for a while; the store is killed; all of it is
 * @property {number} slot of the receiver
 * @property {number} delayMs from then on
 * @property {number} downMs until it is started again, or goes on
 */

/** So many of each for 1,000 events, two at least. */
const BLOWS = /** @type {const} */ ({ kill: 14, pause: 2, store: 2, all: 1 });
const LEAST = 2;

/** @param {RunPlan} plan @returns {Blow[]} in order */
export function blowsOf({ seed, count }) {
	const blows = Object.entries(BLOWS).flatMap(([name, perThousand]) => {
		const what = /** @type {Blow["what"]} */ (name);
		const number = Math.max(LEAST, Math.round((count * perThousand) / 1_000));
		return Array.from({ length: number }, (_, index) => blow(seed, count, what, index));
	});
	return blows.sort((one, other) => one.after - other.after);
}

/** @param {number} seed @param {number} count @param {Blow["what"]} what @param {number} index @returns {Blow} */
function blow(seed, count, what, index) {
	/** @param {string} about @param {number} from @param {number} to */
	const between = (about, from, to) => from + (to - from) * chance(seed, what, index, about);
	return {
		after: Math.floor(count * between("after", 0.02, 0.92)),
		what,
		slot: pick([...Array(RECEIVERS).keys()], seed, what, index, "slot"),
		delayMs: between("delay", 0, 50),
		downMs: what === "pause" ? between("down", 1.2, 1.8) * TIMES.leaseMs : between("down", 0, 300),
	};
}
