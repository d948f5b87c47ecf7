// @ts-check
// Makes the calls of a soak by the npm package, in this process.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { UsersApi } from "powens-users";
import { CALL_HEADER } from "./judge.mjs";

/** @typedef {import("./driver.mjs").CallerLimits} CallerLimits */
/** @typedef {import("./judge.mjs").SoakCall} SoakCall */
/** @typedef {import("./plan.mjs").PlannedCall} PlannedCall */
/** @typedef {import("powens-users").UsersApiOptions} UsersApiOptions */
/** @typedef {Pick<UsersApi, "list" | "get" | "delete">} Client */

/**
 * @typedef {object} NpmOptions
 * @property {(options: UsersApiOptions) => Client} [makeClient]
 * @property {() => number} [random] for the jitter of waits
 */

/** The call in whose async context the client asks for headers and tells of attempts. */
const context = /** @type {AsyncLocalStorage<{ id: number, attempts: SoakCall["attempts"][number][] }>} */ (
	new AsyncLocalStorage()
);

/** @param {NpmOptions} [options] @returns {import("./driver.mjs").Caller} */
export function npmCaller({ makeClient = (options) => new UsersApi(options), random } = {}) {
	return async (plan, world, limits) => {
		const client = makeClient({ ...clientOptions(world, limits), ...(random && { random }) });
		/** @type {SoakCall[]} */
		const calls = [];
		const left = plan.values();
		const worker = async () => {
			for (const planned of left) calls.push(await makeCall(planned, client, limits.hangMs));
		};
		await Promise.all(Array.from({ length: limits.pace.atATime }, worker));
		return calls;
	};
}

/** @param {import("./worlds.mjs").World} world @param {CallerLimits} limits @returns {UsersApiOptions} */
function clientOptions({ baseUrl, fetch }, { maxRetries, pace: { maxResponseBytes } }) {
	return {
		baseUrl,
		usersToken: "sandbox-users-token",
		userToken: (userId) => `sandbox-user-token-${userId}`,
		maxRetries,
		maxResponseBytes,
		headers: () => ({ [CALL_HEADER]: String(context.getStore()?.id) }),
		onAttempt: ({ status, errorCode }) => context.getStore()?.attempts.push({ status, errorCode }),
		...(fetch && { fetch: /** @type {any} */ (fetch) }),
	};
}

/** @param {PlannedCall} planned @param {Client} client @param {number} hangMs @returns {Promise<SoakCall>} */
async function makeCall(planned, client, hangMs) {
	/** @type {SoakCall["attempts"][number][]} */
	const attempts = [];
	const started = performance.now();
	const made = context.run({ id: planned.id, attempts }, () => call(planned, client));
	let timerAt = Number.POSITIVE_INFINITY;
	const timer = setTimeout(() => {
		timerAt = performance.now();
	}, planned.deadlineMs);
	const hanging = new AbortController();
	const outcome = await Promise.race([made, hang(planned.deadlineMs + hangMs, hanging.signal)]);
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
