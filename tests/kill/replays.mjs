// @ts-check
// Somebody who handles what is kept once more, again and again, while receivers are killed: in vain mostly, and nothing may get lost
// by it. What was kept for its crashes alone is handled so.
import { setTimeout as sleep } from "node:timers/promises";
import { pick } from "./chance.mjs";

const EVERY_MS = 150;

/**
 * @param {import("powens-users/receiver").Receiver} receiver
 * @param {number} seed
 * @param {string} instance
 */
export function replayAtTimes(receiver, seed, instance) {
	const stopped = new AbortController();
	const work = (async () => {
		for (let count = 0; ; count += 1) {
			await sleep(EVERY_MS, undefined, { signal: stopped.signal }).catch(() => {});
			if (stopped.signal.aborted) return;
			// It fails where the handler does, or the store; that is told by what is left in the end.
			await replayOne(receiver, seed, instance, count).catch(() => {});
		}
	})();
	return {
		/** Resolves when none is under way. */
		stop: () => {
			stopped.abort();
			return work;
		},
	};
}

/** @param {import("powens-users/receiver").Receiver} receiver @param {number} seed @param {string} instance @param {number} count */
async function replayOne(receiver, seed, instance, count) {
	const entries = await receiver.list();
	// A body that is not what its route expects never comes to a handler.
	const failed = entries.filter(({ reason }) => reason === "attempts");
	if (failed.length > 0) await receiver.replay(pick(failed, seed, "replay", instance, count).key);
}
