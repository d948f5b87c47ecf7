// @ts-check
// Inboxes that are wrong, each in one way, around the real one: a test that lets them pass proves nothing.

/** @typedef {"commit-first" | "no-fence" | "keep-nothing"} Sabotage */
/** @typedef {import("powens-users/receiver").Inbox<any>} Inbox */
/** @typedef {import("./stores/open.mjs").Store} Store */

/** @param {Store} store @param {Sabotage | null} sabotage @returns {Inbox} */
export function sabotaged(store, sabotage) {
	const sabotages = { "commit-first": committingFirst, "no-fence": withoutFence, "keep-nothing": keepingNothing };
	return sabotage === null ? store.inbox : sabotages[sabotage](store);
}

/** Whether a sabotage shows only where handlers fail, and events are not what their routes expect. @param {Sabotage} sabotage */
export const needsFailures = (sabotage) => sabotage === "keep-nothing";

/** Takes an event as handled as soon as it is claimed: who dies in the handler loses it. @param {Store} store @returns {Inbox} */
function committingFirst({ inbox, ownContext }) {
	return {
		...others(inbox),
		claim: async (key, bodyHash, token, ...rest) => {
			const claim = await inbox.claim(key, bodyHash, token, ...rest);
			if (claim.state !== "claimed") return claim;
			await inbox.commit(key, token);
			return { ...claim, context: ownContext() };
		},
		renew: async () => true,
		commit: async () => true,
		release: async () => {},
		keep: (key, token, kept) => inbox.keep(key, token, kept),
	};
}

/** Gives an event to everybody who asks: no lock holds another off, and none learns that it was handled. @param {Store} store @returns {Inbox} */
function withoutFence({ inbox }) {
	/** @param {string} key @param {string} token */
	const own = (key, token) => `${key}\n${token}`;
	return {
		...others(inbox),
		claim: (key, bodyHash, token, ...rest) => inbox.claim(own(key, token), bodyHash, token, ...rest),
		renew: (key, token, leaseMs) => inbox.renew(own(key, token), token, leaseMs),
		commit: (key, token) => inbox.commit(own(key, token), token),
		release: (key, token, isAttempt) => inbox.release(own(key, token), token, isAttempt),
		keep: (key, token, kept) => inbox.keep(own(key, token), token, kept),
	};
}

/** Takes what cannot be handled as if it were. @param {Store} store @returns {Inbox} */
function keepingNothing({ inbox }) {
	return {
		...others(inbox),
		claim: (...args) => inbox.claim(...args),
		renew: (...args) => inbox.renew(...args),
		commit: (...args) => inbox.commit(...args),
		release: (...args) => inbox.release(...args),
		keep: (key, token) => inbox.commit(key, token),
	};
}

/** @param {Inbox} inbox */
const others = (inbox) => ({
	...{ retentionMs: inbox.retentionMs, maxClaims: inbox.maxClaims },
	list: (/** @type {any} */ options) => inbox.list(options),
	read: (/** @type {string} */ key) => inbox.read(key),
	drop: (/** @type {string} */ key) => inbox.drop(key),
});
