// @ts-check
// Stores for the tests of the inbox on Redis: a prefix each, on the servers of this run, whose time can be moved on.
import { Redis } from "ioredis";
import { redisInbox } from "powens-users/receiver/redis";
import { findRedis } from "../../scripts/setup/redis.mjs";

/** @typedef {import("powens-users/receiver").Inbox} Inbox */
/** @typedef {import("powens-users/receiver/redis").RedisClient} RedisClient */
/** @typedef {import("powens-users/receiver/redis").RedisInboxOptions} RedisInboxOptions */

/** Why no test of a real Redis can run here; false where it can. */
export const missing = findRedis() === null ? "not run: no Redis server was found" : false;

export { HASH, KEPT, OTHER_HASH } from "./kept-body.mjs";

let made = 0;

/** A prefix that nobody else uses. */
export function newPrefix() {
	made += 1;
	return `test-${process.pid}-${made}:`;
}

/**
 * @param {RedisClient} client
 * @param {RedisInboxOptions} [options]
 */
export function quietInbox(client, options) {
	return redisInbox(client, { prefix: newPrefix(), warn: () => {}, ...options });
}

/** The servers themselves, past any inbox. */
export class RedisAdmin {
	#nodes;

	/** @param {readonly string[]} urls of one server, or of all masters of a cluster */
	constructor(urls) {
		this.#nodes = urls.map((url) => new Redis(url));
		for (const node of this.#nodes) node.on("error", () => {});
	}

	/**
	 * @param {string} command
	 * @param {...string} args
	 * @returns {Promise<any[]>} the answer of each server
	 */
	onAll(command, ...args) {
		return Promise.all(this.#nodes.map((node) => node.call(command, ...args)));
	}

	/** @param {string} prefix */
	async keys(prefix) {
		return (await this.#keysOfNodes(prefix)).flatMap(([, keys]) => keys);
	}

	/**
	 * Where a key of an inbox is.
	 *
	 * @param {string} key with its prefix
	 */
	async nodeOf(key) {
		for (const node of this.#nodes) if ((await node.exists(key).catch(() => 0)) === 1) return node;
		throw new Error("no server has such a key");
	}

	/**
	 * Moves the time of an inbox on: leases, ends of keys and places in the list are as if so much time had passed.
	 *
	 * @param {string} prefix
	 * @param {number} ms
	 */
	async advance(prefix, ms) {
		for (const [node, keys] of await this.#keysOfNodes(prefix)) {
			for (const key of keys) await (key === `${prefix}kept` ? agedList(node, key, ms) : aged(node, key, ms));
		}
	}

	close() {
		for (const node of this.#nodes) node.disconnect();
	}

	/**
	 * @param {string} prefix
	 * @returns {Promise<[Redis, string[]][]>}
	 */
	#keysOfNodes(prefix) {
		return Promise.all(this.#nodes.map(async (node) => [node, await node.keys(`${prefix}*`)]));
	}
}

/**
 * @param {Redis} node
 * @param {string} key
 * @param {number} ms
 */
async function aged(node, key, ms) {
	for (const field of ["u", "k"]) {
		const at = await node.hget(key, field);
		if (at !== null) await node.hset(key, field, String(Number(at) - ms));
	}
	const left = await node.pttl(key);
	if (left > 0) await node.pexpire(key, left - ms);
}

/**
 * @param {Redis} node
 * @param {string} key
 * @param {number} ms
 */
async function agedList(node, key, ms) {
	for (const member of await node.zrange(key, "0", "-1")) await node.zincrby(key, -ms, String(member));
}
