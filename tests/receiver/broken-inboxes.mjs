// @ts-check
// Inboxes that are wrong in one way each, by the name of the case of the conformance suite that has to find it.
import { memoryInbox } from "powens-users/receiver";

/**
 * @typedef {import("powens-users/receiver").Inbox} Inbox
 * @typedef {import("powens-users/receiver").Claim} Claim
 *
 * @typedef {object} Whole an inbox that is right, and what a wrong one is made with
 * @property {Inbox} inbox
 * @property {() => number} now the clock of the store
 * @property {(key: string, token: string) => string} holder who has a key; the token that asks where nobody has
 *
 * @typedef {(whole: Whole) => Partial<Inbox>} Fault what it does otherwise
 */

/** The clock of a store: moved by hand, so that nothing is waited for. */
const START = 1_800_000_000_000;

/** @param {Fault} fault */
export function openBroken(fault) {
	let time = START;
	const now = () => time;
	const inbox = memoryInbox({ now, steadyNow: now });
	/** @type {Map<string, string>} */
	const holders = new Map();
	const whole = bound(inbox);
	/** @type {Whole} */
	const parts = { inbox: whole, now, holder: (key, token) => holders.get(key) ?? token };
	const broken = { ...whole, ...fault(parts) };
	/** @type {Inbox["claim"]} */
	const claim = async (key, bodyHash, token, leaseMs, which) => {
		const answer = await broken.claim(key, bodyHash, token, leaseMs, which);
		if (answer.state === "claimed") holders.set(key, token);
		return answer;
	};
	const advance = (/** @type {number} */ ms) => {
		time += ms;
	};
	return { inbox: { ...broken, claim }, advance };
}

/**
 * @param {Inbox} inbox
 * @returns {Inbox}
 */
function bound(inbox) {
	return {
		retentionMs: inbox.retentionMs,
		claim: (...args) => inbox.claim(...args),
		renew: (...args) => inbox.renew(...args),
		commit: (...args) => inbox.commit(...args),
		release: (...args) => inbox.release(...args),
		keep: (...args) => inbox.keep(...args),
		list: (...args) => inbox.list(...args),
		read: (...args) => inbox.read(...args),
		drop: (...args) => inbox.drop(...args),
		stats: () => inbox.stats?.() ?? {},
	};
}

const FOREVER = 1e15;

/** @type {(attempt: number) => Claim} */
const claimed = (attempt) => ({ state: "claimed", attempt });

/** @type {(change: (key: string) => string) => Fault} keys that are not taken as they are */
export const keysChanged =
	(change) =>
	({ inbox }) => ({
		claim: (key, ...rest) => inbox.claim(change(key), ...rest),
		renew: (key, ...rest) => inbox.renew(change(key), ...rest),
		commit: (key, ...rest) => inbox.commit(change(key), ...rest),
		release: (key, ...rest) => inbox.release(change(key), ...rest),
		keep: (key, ...rest) => inbox.keep(change(key), ...rest),
		read: (key) => inbox.read(change(key)),
		drop: (key) => inbox.drop(change(key)),
	});

/** @type {Fault} */
export const noFence = ({ inbox, holder }) => ({
	commit: (key, token) => inbox.commit(key, holder(key, token)),
});

/** @type {(which: "new" | "kept", attempt: number) => Fault} looks first and takes later, with a pause between */
export const race =
	(which, attempt) =>
	({ inbox }) => {
		/** @type {Set<string>} */
		const taken = new Set();
		return {
			claim: async (key, bodyHash, token, leaseMs, asked = "new") => {
				if (asked !== which) return inbox.claim(key, bodyHash, token, leaseMs, asked);
				const isFree = !taken.has(key);
				await null;
				taken.add(key);
				const answer = await inbox.claim(key, bodyHash, token, leaseMs, asked);
				return isFree && answer.state === "busy" ? claimed(attempt) : answer;
			},
		};
	};

/** @type {(ms: number | "lease") => Fault} what is done is known for less than the retention */
export const doneFor =
	(ms) =>
	({ inbox, now }) => {
		/** @type {Map<string, number>} */
		const ends = new Map();
		/** @type {Map<string, number>} */
		const leases = new Map();
		return {
			claim: async (key, bodyHash, token, leaseMs, which) => {
				if ((ends.get(key) ?? FOREVER) <= now()) return claimed(1);
				const answer = await inbox.claim(key, bodyHash, token, leaseMs, which);
				if (answer.state === "claimed") leases.set(key, leaseMs);
				return answer;
			},
			commit: async (key, token) => {
				const isDone = await inbox.commit(key, token);
				if (isDone) ends.set(key, now() + (ms === "lease" ? (leases.get(key) ?? 0) : ms));
				return isDone;
			},
		};
	};

/** @type {(ms: number | "lease") => Fault} attempts are known for a while only */
export const attemptsFor =
	(ms) =>
	({ inbox, now }) => {
		/** @type {Map<string, number>} */
		const ends = new Map();
		return {
			claim: async (key, bodyHash, token, leaseMs, which) => {
				const answer = await inbox.claim(key, bodyHash, token, leaseMs, which);
				const isForgotten = (ends.get(key) ?? FOREVER) <= now();
				ends.set(key, now() + (ms === "lease" ? leaseMs : ms));
				return answer.state === "claimed" && isForgotten ? claimed(1) : answer;
			},
		};
	};

/** @type {(count: number) => Fault} no more than so many keys are known, whatever their age */
export const newestOnly =
	(count) =>
	({ inbox }) => {
		/** @type {string[]} */
		const known = [];
		return {
			claim: async (key, ...rest) => {
				if (known.includes(key) && known.indexOf(key) < known.length - count) return claimed(1);
				if (!known.includes(key)) known.push(key);
				return inbox.claim(key, ...rest);
			},
		};
	};

export { claimed, FOREVER };
