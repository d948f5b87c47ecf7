// @ts-check
// A receiver of the kill test: a process of its own, which may be killed anywhere.
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createReceiver } from "powens-users/receiver";
import { nodeListener } from "powens-users/receiver/node";
import { openJournal } from "./journal.mjs";
import { behaviourOf, MAX_ATTEMPTS, routesOf, SECRET, TIMES } from "./plan.mjs";
import { replayAtTimes } from "./replays.mjs";
import { sabotaged } from "./sabotage.mjs";
import { steady } from "./steady.mjs";
import { openStore } from "./stores/open.mjs";
import { watched } from "./watched.mjs";

/**
 * @typedef {object} WorkerSettings
 * @property {string} instance
 * @property {number} slot
 * @property {string} folder of the journals
 * @property {import("./plan.mjs").RunPlan} plan
 * @property {import("./stores/open.mjs").StoreSettings} store
 * @property {import("./sabotage.mjs").Sabotage | null} sabotage
 */

/** @type {WorkerSettings} */
const { instance, slot, folder, plan, store: storeSettings, sabotage } = JSON.parse(process.env.KILL_WORKER ?? "null");
const journal = openJournal(folder, instance);
const store = await openStore(storeSettings, journal, slot);
const { inbox, claimedMs } = watched(sabotaged(store, sabotage), journal, instance);

/** @param {string} route */
const handlerOf =
	(route) =>
	async (/** @type {{ id: number | null }} */ { id }, /** @type {any} */ context) => {
		const startedMs = steady();
		const { attempt, key, isReplay } = context;
		const { failures, beforeMs, afterMs } = behaviourOf(plan, route, Number(id));
		const isFailing = attempt <= failures;
		await sleep(beforeMs);
		// What it did in the transaction has to go with it.
		if (isFailing && !store.isOnce) throw new Error("This attempt fails.");
		await store.affect(context, {
			...{ route, id: Number(id), instance, attempt, isReplay },
			...{ claimedMs: claimedMs(key, attempt) ?? startedMs, startedMs, atMs: steady() },
		});
		if (isFailing) throw new Error("This attempt fails.");
		await sleep(afterMs);
	};

const { leaseMs, waitMs, handlerTimeoutMs, bodyTimeoutMs, storeTimeoutMs } = TIMES;
const receiver = createReceiver({
	secretKey: SECRET,
	inbox,
	routes: Object.fromEntries(routesOf(plan).map(({ path, expected }) => [path, { event: expected, handle: handlerOf(path) }])),
	maxAttempts: MAX_ATTEMPTS,
	...{ leaseMs, waitMs, handlerTimeoutMs, bodyTimeoutMs },
	onOutcome: ({ kind, code }) => journal.write({ what: "outcome", kind, code }),
});
const server = createServer(nodeListener(receiver)).listen(0, "127.0.0.1", () => {
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	process.send?.({ port });
});

const replays = plan.isHealthy ? null : replayAtTimes(receiver, plan.seed, instance);

process.on("message", async () => {
	await replays?.stop();
	// A claim that was asked for is given back once its store has answered, or is no longer waited for.
	const { isFinished } = await receiver.stop({ timeoutMs: 3_000 + storeTimeoutMs });
	await store.close();
	process.exit(isFinished ? 0 : 1);
});
// Nobody is left who would end it.
process.on("disconnect", () => process.exit(0));
