// @ts-check
// The emulator as the sender of a run, and what it has on record of it.
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "powens-users/sandbox";
import { isAccepted, keyOf } from "./judge.mjs";
import { FAULTS, plannedOf, routesOf, SECRET, TIMES } from "./plan.mjs";
import { steady } from "./steady.mjs";

/** @typedef {import("./judge.mjs").KillEvent} KillEvent */

/**
 * Events happen in waves, of this share of all of them, each when no more than that share waits: what failed is sent again when a
 * webhook has nothing else to send, and that should not be in the end alone.
 */
const [WAVE, LEAST_WAITING] = [0.1, 0.02];
const LOOK_MS = 20;

/**
 * Events begin to happen at once.
 *
 * @param {import("./plan.mjs").RunPlan} plan
 * @param {string} origin where all webhooks go
 */
export function startSender(plan, origin) {
	const sandbox = createSandbox({
		seed: plan.seed,
		users: 1,
		choices: { webhookTimeoutMs: TIMES.deliveryTimeoutMs, webhookRunEveryMs: TIMES.runEveryMs },
		faults: { seed: plan.seed, rules: FAULTS },
	});
	const record = recordOf(sandbox, plan);
	for (const route of routesOf(plan)) {
		const { id } = sandbox.webhooks.register({ event: route.sent, url: `${origin}${route.path}`, secretKey: SECRET });
		record.routes.set(id, route);
	}
	let left = plan.count;
	const happening = setInterval(() => {
		if (left > 0 && waitingIn(sandbox) < plan.count * LEAST_WAITING) left -= happen(sandbox, Math.min(left, plan.count * WAVE));
	}, LOOK_MS);
	return {
		/** Resolves when all has happened and nothing waits any more; false where that took too long. @param {number} timeoutMs */
		finished: async (timeoutMs) => {
			const end = steady() + timeoutMs;
			while (steady() < end) {
				await sleep(LOOK_MS);
				await sandbox.webhooks.settled();
				if (left <= 0 && waitingIn(sandbox) === 0) return true;
			}
			return false;
		},
		accepted: () => record.accepted.size,
		evidence: () => ({ events: [...record.events.values()], attempts: record.attempts }),
		outcomes: () => record.outcomes,
		close: () => {
			clearInterval(happening);
			sandbox.close();
		},
	};
}

/** @param {import("powens-users/sandbox").Sandbox} sandbox */
function waitingIn({ webhooks }) {
	return webhooks.list().reduce((sum, { id }) => sum + webhooks.health(id).waiting, 0);
}

/**
 * Users are made and synchronised until there are so many events more.
 *
 * @param {import("powens-users/sandbox").Sandbox} sandbox
 * @param {number} count
 * @returns {number} how many there are
 */
function happen(sandbox, count) {
	const before = waitingIn(sandbox);
	while (waitingIn(sandbox) - before < count) {
		const { id } = sandbox.createUser();
		sandbox.sync(id);
	}
	return waitingIn(sandbox) - before;
}

/** Writes down each attempt as it ends. @param {import("powens-users/sandbox").Sandbox} sandbox @param {import("./plan.mjs").RunPlan} plan */
function recordOf(sandbox, plan) {
	/** @type {Map<number, import("./plan.mjs").KillRoute>} */
	const routes = new Map();
	/** @type {Map<string, KillEvent>} */
	const events = new Map();
	/** @type {import("./judge.mjs").Attempt[]} */
	const attempts = [];
	/** @type {string[]} */
	const outcomes = [];
	/** @type {Set<string>} */
	const accepted = new Set();
	sandbox.subscribe((entry) => {
		if (entry.kind !== "delivery") return;
		const route = routes.get(entry.registrationId);
		if (route === undefined) throw new Error(`A delivery of a webhook that is not of this run: ${entry.registrationId}`);
		const attempt = { route: route.path, id: entry.webhookDataId, status: entry.status, atMs: steady() };
		attempts.push(attempt);
		outcomes.push(entry.outcome === "refused" ? String(entry.status) : entry.outcome);
		if (isAccepted(attempt)) accepted.add(keyOf(attempt));
		if (events.has(keyOf(attempt))) return;
		const bodyHash = createHash("sha256").update(sentBody(sandbox, entry.deliveryId)).digest("hex");
		events.set(keyOf(attempt), { ...attemptOf(attempt), bodyHash, planned: plannedOf(plan, route, attempt.id) });
	});
	return { routes, events, attempts, outcomes, accepted };
}

/** @param {KillEvent | import("./judge.mjs").Attempt} item */
const attemptOf = ({ route, id }) => ({ route, id });

/** @param {import("powens-users/sandbox").Sandbox} sandbox @param {number} deliveryId */
function sentBody({ webhooks }, deliveryId) {
	const request = webhooks.request(deliveryId);
	if (request === null) throw new Error(`The log has dropped delivery ${deliveryId} already.`);
	return request.body;
}
