// @ts-check
// Has the calls of a soak made, waits for what comes late, and has them judged.
import { setTimeout as sleep } from "node:timers/promises";
import { UsersApi } from "powens-users";
import { createSandbox } from "powens-users/sandbox";
import { CALL_HEADER, judge } from "./judge.mjs";
import { npmCaller } from "./npm-caller.mjs";
import { choicesOf, everyFault, PACES, planCalls } from "./plan.mjs";
import { openWorld } from "./worlds.mjs";

/** @typedef {import("./judge.mjs").SoakCall} SoakCall */
/** @typedef {import("./plan.mjs").PlannedCall} PlannedCall */

/**
 * Makes the calls of a plan at its pace, by one client.
 *
 * @typedef {(plan: readonly PlannedCall[], world: import("./worlds.mjs").World, limits: CallerLimits) => Promise<SoakCall[]>} Caller
 */

/**
 * @typedef {object} CallerLimits
 * @property {number} maxRetries
 * @property {import("./plan.mjs").Pace} pace
 * @property {number} hangMs what has not ended so long after its deadline hangs
 */

/**
 * @typedef {object} SoakOptions
 * @property {number} seed
 * @property {number} count
 * @property {import("./worlds.mjs").Transport} transport
 * @property {import("./plan.mjs").Pace} [pace]
 * @property {readonly import("powens-users/sandbox").FaultRule[]} [rules]
 * @property {readonly import("./judge.mjs").CallType[]} [types]
 * @property {ReadonlySet<number>} [only] the ids of the calls of the plan that are made, where not all are
 * @property {Caller} [caller]
 */

/** @typedef {{ calls: SoakCall[], entries: import("./judge.mjs").RecordEntry[], violations: import("./judge.mjs").Violation[] }} Soaked */

const MAX_RETRIES = 2;
const HANG_MS = 5_000;
/** Work that the sandbox does late is done so long after the longest latency. */
const SETTLE_MS = 1_000;

/** @param {SoakOptions} options @returns {Promise<Soaked>} */
export async function soak({
	seed,
	count,
	transport,
	pace = PACES.tight,
	rules = everyFault(pace),
	types,
	only,
	caller = npmCaller(),
}) {
	const users = { users: count, seed };
	const whole = planCalls({ seed, count, userIds: await userIds(users), pace, ...(types && { types }) });
	const plan = whole.filter(({ id }) => only?.has(id) ?? true);
	const world = await openWorld(transport, {
		...users,
		choices: choicesOf(seed),
		faults: { seed, rules },
		recordHeaders: [CALL_HEADER],
	});
	try {
		await warmUp(world, pace);
		const before = (await world.record()).length;
		const calls = await caller(plan, world, { pace, maxRetries: MAX_RETRIES, hangMs: HANG_MS });
		await sleep(Math.max(...rules.map(({ ms = 0 }) => ms)) + SETTLE_MS);
		const entries = (await world.record()).slice(before);
		const violations = judge(calls, entries, { mayMiss: transport === "http", maxAttempts: 1 + MAX_RETRIES });
		return { calls, entries, violations };
	} finally {
		await world.close();
	}
}

/** The ids of the users of a sandbox, which have gaps. @param {import("powens-users/sandbox").SandboxOptions} options */
async function userIds(options) {
	const sandbox = createSandbox(options);
	const api = new UsersApi({ domain: "acme-sandbox", usersToken: sandbox.usersToken, fetch: /** @type {any} */ (sandbox.fetch) });
	const { users } = await api.list();
	sandbox.close();
	return users.map(({ id }) => id);
}

/**
 * Opens connections and has code compiled, so that the first calls have as much time as the others.
 *
 * @param {import("./worlds.mjs").World} world
 * @param {import("./plan.mjs").Pace} pace
 */
async function warmUp({ baseUrl, fetch = globalThis.fetch }, { atATime }) {
	const ask = async () => {
		const response = await fetch(`${baseUrl}/warm-up`, { signal: AbortSignal.timeout(HANG_MS), redirect: "manual" });
		await response.body?.cancel();
	};
	for (let round = 0; round < 5; round += 1) await Promise.allSettled(Array.from({ length: atATime }, ask));
}
