// @ts-check
// An inbox whose steps are written down, from the side of the receiver that makes them.
import { steady } from "./steady.mjs";

/** @typedef {import("powens-users/receiver").Inbox<any>} Inbox */

/** The route and the id in a key of the receiver; null in one of a body without an id, or of another one under the same id. */
function ofKey(/** @type {string} */ key) {
	const [route, , id] = key.split("\n");
	return route !== undefined && /^\d+$/.test(id ?? "") ? { route, id: Number(id) } : null;
}

/**
 * @param {Inbox} inbox
 * @param {{ write: (line: import("./journal.mjs").Line) => void }} journal
 * @param {string} instance
 */
export function watched(inbox, journal, instance) {
	/** When the claim of an attempt was asked for. @type {Map<string, number>} */
	const claims = new Map();
	/** @param {import("./judge.mjs").Step["what"]} what @param {string} key */
	const tell = (what, key) => {
		const event = ofKey(key);
		if (event === null) throw new Error(`A key that no event of this run can have: ${JSON.stringify(key)}`);
		journal.write({ what, ...event, instance, atMs: steady() });
	};
	/** @param {string} key @param {boolean | PromiseLike<boolean>} step */
	const held = async (key, step) => {
		const isHeld = await step;
		if (!isHeld) tell("lost", key);
		return isHeld;
	};
	/** @param {"committed" | "kept"} what @param {string} key @param {boolean | PromiseLike<boolean>} step */
	const ended = async (what, key, step) => {
		const hasEnded = await held(key, step);
		if (hasEnded) tell(what, key);
		return hasEnded;
	};
	/** @type {Inbox} */
	const watchedInbox = {
		...{ retentionMs: inbox.retentionMs, maxClaims: inbox.maxClaims },
		claim: async (key, bodyHash, token, leaseMs, which) => {
			const askedMs = steady();
			const claim = await inbox.claim(key, bodyHash, token, leaseMs, which);
			if (claim.state === "claimed") {
				tell(which === "kept" ? "replayed" : "claimed", key);
				claims.set(`${key} ${claim.attempt}`, askedMs);
			}
			return claim;
		},
		renew: (key, ...rest) => held(key, inbox.renew(key, ...rest)),
		commit: (key, ...rest) => ended("committed", key, inbox.commit(key, ...rest)),
		release: (...args) => inbox.release(...args),
		keep: (key, ...rest) => ended("kept", key, inbox.keep(key, ...rest)),
		list: (options) => inbox.list(options),
		read: (key) => inbox.read(key),
		drop: (key) => inbox.drop(key),
	};
	return {
		inbox: watchedInbox,
		/** @param {string} key @param {number} attempt */
		claimedMs: (key, attempt) => claims.get(`${key} ${attempt}`),
	};
}
