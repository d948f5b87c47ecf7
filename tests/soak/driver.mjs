// @ts-check
// Makes the calls of a soak, waits for what comes late, and has them judged.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { UsersApi } from "powens-users";
import { createSandbox } from "powens-users/sandbox";
import { CALL_HEADER, judge } from "./judge.mjs";
import { choicesOf, EVERY_FAULT, MAX_RESPONSE_BYTES, planCalls } from "./plan.mjs";
import { openWorld } from "./worlds.mjs";

/** @typedef {import("./judge.mjs").SoakCall} SoakCall */
/** @typedef {import("./plan.mjs").PlannedCall} PlannedCall */
/** @typedef {import("powens-users").UsersApiOptions} UsersApiOptions */
/** @typedef {Pick<UsersApi, "list" | "get" | "delete">} Client */

/**
 * @typedef {object} SoakOptions
 * @property {number} seed
 * @property {number} count
 * @property {import("./worlds.mjs").Transport} transport
 * @property {readonly import("powens-users/sandbox").FaultRule[]} [rules]
 * @property {readonly import("./judge.mjs").CallType[]} [types]
 * @property {(options: UsersApiOptions) => Client} [makeClient]
 */

/** @typedef {{ calls: SoakCall[], entries: import("./judge.mjs").RecordEntry[], violations: import("./judge.mjs").Violation[] }} Soaked */

const AT_A_TIME = 100;
const MAX_RETRIES = 2;
/** What has not ended so long after its deadline hangs. */
const HANG_MS = 5_000;
/** Work that the sandbox does late is done so long after the longest latency. */
const SETTLE_MS = 1_000;

/** The call in whose async context the client asks for headers and tells of attempts. */
const context = /** @type {AsyncLocalStorage<{ id: number, attempts: SoakCall["attempts"][number][] }>} */ (
	new AsyncLocalStorage()
);

/** @param {SoakOptions} options @returns {Promise<Soaked>} */
export async function soak({
	seed,
	count,
	transport,
	rules = EVERY_FAULT,
	types,
	makeClient = (options) => new UsersApi(options),
}) {
	const users = { users: count, seed };
	const plan = planCalls(seed, count, await userIds(users), types);
	const world = await openWorld(transport, {
		...users,
		choices: choicesOf(seed),
		faults: { seed, rules },
		recordHeaders: [CALL_HEADER],
	});
	try {
		await warmUp(world);
		const before = (await world.record()).length;
		const calls = await makeCalls(plan, makeClient(clientOptions(world)));
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

/** Opens connections and has code compiled, so that the first calls have as much time as the others. @param {import("./worlds.mjs").World} world */
async function warmUp({ baseUrl, fetch = globalThis.fetch }) {
	const ask = async () => {
		const response = await fetch(`${baseUrl}/warm-up`, { signal: AbortSignal.timeout(HANG_MS), redirect: "manual" });
		await response.body?.cancel();
	};
	for (let round = 0; round < 5; round += 1) await Promise.allSettled(Array.from({ length: AT_A_TIME }, ask));
}

/** @param {import("./worlds.mjs").World} world @returns {UsersApiOptions} */
function clientOptions({ baseUrl, fetch }) {
	return {
		baseUrl,
		usersToken: "sandbox-users-token",
		userToken: (userId) => `sandbox-user-token-${userId}`,
		maxRetries: MAX_RETRIES,
		maxResponseBytes: MAX_RESPONSE_BYTES,
		headers: () => ({ [CALL_HEADER]: String(context.getStore()?.id) }),
		onAttempt: ({ status, errorCode }) => context.getStore()?.attempts.push({ status, errorCode }),
		...(fetch && { fetch: /** @type {any} */ (fetch) }),
	};
}

/** So many at a time, by one client. @param {readonly PlannedCall[]} plan @param {Client} client */
async function makeCalls(plan, client) {
	/** @type {SoakCall[]} */
	const calls = [];
	const left = plan.values();
	const worker = async () => {
		for (const planned of left) calls.push(await makeCall(planned, client));
	};
	await Promise.all(Array.from({ length: AT_A_TIME }, worker));
	return calls;
}

/** @param {PlannedCall} planned @param {Client} client @returns {Promise<SoakCall>} */
async function makeCall(planned, client) {
	/** @type {SoakCall["attempts"][number][]} */
	const attempts = [];
	const started = performance.now();
	const made = context.run({ id: planned.id, attempts }, () => call(planned, client));
	let timerAt = Number.POSITIVE_INFINITY;
	const timer = setTimeout(() => {
		timerAt = performance.now();
	}, planned.deadlineMs);
	const hanging = new AbortController();
	const outcome = await Promise.race([made, hang(planned.deadlineMs + HANG_MS, hanging.signal)]);
	const settled = performance.now();
	clearTimeout(timer);
	hanging.abort();
	const { id, type, path, userId, deadlineMs } = planned;
	const times = { settledMs: settled - started, lateMs: Math.max(0, settled - timerAt) };
	return { id, type, path, userId, deadlineMs, ...outcome, attempts: [...attempts], ...times };
}

const NOTHING = { effect: null, answeredId: null, errorAttempts: null };

/** @param {PlannedCall} planned @param {Client} client @returns {Promise<Pick<SoakCall, "outcome" | keyof typeof NOTHING>>} */
async function call({ type, userId, offset, deadlineMs: timeoutMs }, client) {
	try {
		if (type === "list") await client.list({ limit: 1, offset, timeoutMs });
		else if (type === "delete") await client.delete(Number(userId), { timeoutMs });
		else return { ...NOTHING, outcome: "ok", answeredId: (await client.get(Number(userId), { timeoutMs })).id };
		return { ...NOTHING, outcome: "ok" };
	} catch (error) {
		const { name, code, effect, attempts } = /** @type {any} */ (error);
		if (name !== "PowensError") return { ...NOTHING, outcome: `not ours: ${error}` };
		return { ...NOTHING, outcome: code, effect, errorAttempts: attempts };
	}
}

/** @param {number} ms @param {AbortSignal} signal */
async function hang(ms, signal) {
	await sleep(ms, undefined, { signal }).catch(() => new Promise(() => {}));
	return { ...NOTHING, outcome: "hang" };
}
