// @ts-check
// Every fault of the sandbox, met by calls of each kind: what the client says, against tests/soak/outcomes.json and what happened.
import { deepEqual, equal, ok } from "./assertions.mjs";
import { apiOfSandbox, effectsHere, REFUSED } from "./mocks.mjs";

/** @typedef {import("./runner.mjs").Package} Package */
/** @typedef {import("./runner.mjs").Tools} Tools */
/** @typedef {import("powens-users/sandbox").Sandbox} Sandbox */
/** @typedef {"list" | "get" | "delete"} CallType */

/** The first of the users who fail in one documented way each. */
const FIRST_SPECIAL_USER = 9_000_001;
/** Huge bodies are larger, and endless ones soon. */
const OPTIONS = { maxRetries: 0, maxResponseBytes: 16_384 };
const TIMEOUT_MS = 400;

/** Of these the deadline may pass first. */
const MAY_TIME_OUT = ["latency", "endless_body"];

/**
 * Makes a call whose request meets a fault, which the record names, and compares.
 *
 * @param {Tools} tools
 * @param {Sandbox} sandbox
 * @param {CallType} type
 * @param {() => Promise<unknown>} call
 * @returns {Promise<string>} the fault
 */
async function meet(tools, sandbox, type, call) {
	const before = sandbox.record().length;
	let [code, effect, attempts, status] = ["ok", null, 1, null];
	try {
		await call();
	} catch (error) {
		({ code, effect, attempts, status } = /** @type {any} */ (error));
	}
	const [entry, ...more] = sandbox.record().slice(before);
	ok(entry?.kind === "request" && more.length === 0 && attempts === 1, `${type}: one request, one attempt`);
	const fault = entry.fault ?? "none";
	const row = (await tools.outcomes())[fault];
	ok(row !== undefined, `outcomes.json has no row for ${fault}`);
	const isTimeout = code === "timeout" && MAY_TIME_OUT.includes(fault);
	ok(isTimeout || row[type].includes(code), `${fault}: a ${type} came to ${code}`);
	const expected = type !== "delete" || code === "ok" ? null : isTimeout ? "unknown" : effectOf(row.effect, status, tools);
	equal(effect, expected, `${fault}: effect of a ${type}`);
	const hasErased = entry.changes.some((change) => change.type === "user_deleted");
	if (effect === "none") equal(hasErased, false, `${fault}: a delete without effect`);
	if (type === "delete" && code === "ok") equal(hasErased, true, `${fault}: a delete`);
	if (type !== "delete") equal(hasErased, false, `${fault}: a ${type}`);
	return fault;
}

/**
 * The effect that outcomes.json has, where no host sends a request again unseen; elsewhere some refusals may answer a second one.
 *
 * @param {string} effect
 * @param {number | null} status
 * @param {Tools} tools
 */
function effectOf(effect, status, tools) {
	const mayAnswerASecond = [401, 403, 404, 409, 410, 429].includes(status ?? 0);
	return effect === "none" && mayAnswerASecond ? effectsHere(REFUSED, tools) : effect;
}

/** The faults that outcomes.json knows of. @param {Tools} tools */
const faultsOf = async (tools) => Object.keys(await tools.outcomes()).filter((name) => name !== "none" && name !== "unarrived");

/** @param {Sandbox} sandbox @param {number} userId */
function isThere(sandbox, userId) {
	try {
		return sandbox.userToken(userId) !== "";
	} catch {
		return false;
	}
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "users 9000001 and up fail in one way each, and all ways are there",
		async run(powens, tools) {
			const { createSandbox } = await tools.sandbox();
			/** @type {Set<string>} */
			const met = new Set();
			for (const type of /** @type {const} */ (["get", "delete"])) {
				const sandbox = createSandbox({ users: 3 });
				const api = apiOfSandbox(powens, sandbox, OPTIONS);
				for (let userId = FIRST_SPECIAL_USER; isThere(sandbox, userId); userId += 1) {
					met.add(await meet(tools, sandbox, type, () => api[type](userId, { timeoutMs: TIMEOUT_MS })));
				}
				equal((await api.list()).users.length, 3, "they are in no list");
				sandbox.close();
			}
			deepEqual([...met].sort(), (await faultsOf(tools)).sort());
		},
	},
	{
		name: "each fault by a rule, whatever call meets it, whether the API does its work or not",
		async run(powens, tools) {
			const { createSandbox } = await tools.sandbox();
			for (const fault of /** @type {any[]} */ (await faultsOf(tools))) {
				const { performed } = (await tools.outcomes())[fault];
				for (const performs of performed === "maybe" ? /** @type {const} */ (["before", "after", "never"]) : [undefined]) {
					const rule = { fault, ms: 2 * TIMEOUT_MS, bytes: 65_536, ...(performs && { performs }) };
					const sandbox = createSandbox({ users: 3, faults: { rules: [rule] } });
					const api = apiOfSandbox(powens, sandbox, { ...OPTIONS, timeoutMs: TIMEOUT_MS });
					equal(await meet(tools, sandbox, "list", () => api.list({ limit: 1 })), fault);
					equal(await meet(tools, sandbox, "get", () => api.get(1)), fault);
					equal(await meet(tools, sandbox, "delete", () => api.delete(1)), fault);
					sandbox.close();
				}
			}
		},
	},
];
