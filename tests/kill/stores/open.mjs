// @ts-check
// The inbox of a run, as a process opens it.

/** @typedef {"memory" | "redis" | "postgres"} StoreKind */

/**
 * @typedef {object} StoreSettings
 * @property {StoreKind} kind
 * @property {string} url
 */

/**
 * @typedef {object} Store
 * @property {import("powens-users/receiver").Inbox<any>} inbox
 * @property {boolean} isOnce whether an effect commits with the inbox
 * @property {(context: any, effect: import("../judge.mjs").Effect) => unknown} affect does what a handler does to the world
 * @property {() => object} ownContext what a handler gets where it is no part of the inbox's work: for sabotage
 * @property {() => Promise<void>} close
 */

/** Loaded when asked for: a receiver starts sooner without the clients of other servers. */
const openers = {
	memory: async () => (await import("./memory.mjs")).openMemory,
	redis: async () => (await import("./redis.mjs")).openRedis,
	postgres: async () => (await import("./postgres.mjs")).openPostgres,
};

/**
 * @param {StoreSettings} settings
 * @param {{ write: (line: import("../journal.mjs").Line) => void }} journal
 * @param {number} [slot] of the receiver
 * @returns {Promise<Store>}
 */
export async function openStore({ kind, url }, journal, slot = 0) {
	const open = await openers[kind]();
	const { inbox, affect, ownContext = () => ({}), close } = await open(url, slot);
	return {
		inbox,
		isOnce: affect !== undefined,
		// Where the store has no transaction for it, the world is a file: what was written is there, whoever dies.
		affect: affect ?? ((_, effect) => journal.write({ what: "effect", ...effect })),
		ownContext,
		close,
	};
}
