import { argumentError } from "../../argument.js";
import { attempts } from "./cases/attempts.js";
import { claims } from "./cases/claims.js";
import { keeping } from "./cases/keeping.js";
import { listing } from "./cases/listing.js";
import { replays } from "./cases/replays.js";
import { retention } from "./cases/retention.js";
import { values } from "./cases/values.js";
import type { ConformanceCase, ConformanceStore } from "./store.js";
import { Trial } from "./trial.js";

const all = [...claims, ...attempts, ...keeping, ...replays, ...listing, ...values, ...retention];

/**
 * What an inbox of your own has to do, as named cases for any test runner: each sentence of {@link Inbox}, told by a store that did
 * otherwise.
 *
 * Each case opens a store, uses keys and tokens of its own, and closes it. A case takes up to some seconds where the store cannot move
 * its clock.
 *
 * @param create opens an inbox whose store holds nothing that is kept: some cases look at the whole list. Of two cases that run at
 * once, each needs a store of its own.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { memoryInbox } from "powens-users/receiver";
 * import { inboxConformance } from "powens-users/receiver/conformance";
 *
 * for (const { name, run } of inboxConformance(async () => ({ inbox: memoryInbox() }))) test(name, run);
 * ```
 */
export function inboxConformance(create: () => ConformanceStore | PromiseLike<ConformanceStore>): readonly ConformanceCase[] {
	if (typeof create !== "function") {
		throw argumentError("Give inboxConformance a function that makes a store, such as async () => ({ inbox: memoryInbox() }).");
	}
	return all.map(({ name, run }) => ({
		name,
		run: async () => {
			const store = await create();
			try {
				await run(new Trial(store));
			} finally {
				await store.close?.();
			}
		},
	}));
}
