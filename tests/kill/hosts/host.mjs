// @ts-check
// The server under the inbox of a run.
import { createHash } from "node:crypto";
import { openStore } from "../stores/open.mjs";

/**
 * @typedef {object} Host
 * @property {import("../stores/open.mjs").StoreSettings} settings
 * @property {(downMs: number) => Promise<void>} strike kills it, and starts it again so long after
 * @property {(() => Promise<import("../judge.mjs").Effect[]>) | null} effects what was committed; null where the journals have it
 * @property {() => Promise<void>} close
 */

const hosts = {
	memory: async () => (await import("./memory.mjs")).hostMemory,
	redis: async () => (await import("./redis.mjs")).hostRedis,
	postgres: async () => (await import("./postgres.mjs")).hostPostgres,
};

/**
 * Starts one. Rejects with a `NotRun` where this machine has none.
 *
 * @param {import("../stores/open.mjs").StoreKind} kind
 */
export async function openHost(kind) {
	const host = await hosts[kind]();
	return host();
}

/**
 * All that is kept in an inbox, as a process reads it that has had no part in the run.
 *
 * @param {import("../stores/open.mjs").StoreSettings} settings
 * @returns {Promise<import("../judge.mjs").KeptBody[]>}
 */
export async function readKept(settings) {
	const { inbox, close } = await openStore(settings, { write: () => {} });
	try {
		/** @type {import("../judge.mjs").KeptBody[]} */
		const bodies = [];
		/** @type {string | undefined} */
		let after;
		for (;;) {
			const entries = await inbox.list({ after, limit: 100 });
			if (entries.length === 0) return bodies;
			for (const { key } of entries) bodies.push(await readBody(inbox, key));
			after = entries.at(-1)?.key;
		}
	} finally {
		await close();
	}
}

/** @param {import("powens-users/receiver").Inbox<any>} inbox @param {string} key */
async function readBody(inbox, key) {
	const kept = await inbox.read(key);
	if (kept === undefined) throw new Error(`The inbox lists ${JSON.stringify(key)}, and cannot read it.`);
	const { route, reason, attempts, body } = kept;
	const { id_webhook_data: id } = JSON.parse(Buffer.from(body).toString("utf8"));
	return { route, id, reason, attempts, bodyHash: createHash("sha256").update(body).digest("hex") };
}
