// @ts-check
import { Redis } from "ioredis";
import { redisInbox } from "powens-users/receiver/redis";
import { createClient } from "redis";
import { createClient as createClient5 } from "redis5";

const RETRY_MS = 50;
const nodeRedisOptions = { socket: { reconnectStrategy: RETRY_MS } };

/** Receivers on one inbox need not have the same client. Each comes back by itself when the server does. */
const clients = [
	(/** @type {string} */ url) => nodeRedis(createClient({ url, ...nodeRedisOptions })),
	(/** @type {string} */ url) => {
		const client = new Redis(url, { retryStrategy: () => RETRY_MS });
		client.on("error", () => {});
		return { client, close: async () => client.disconnect() };
	},
	(/** @type {string} */ url) => nodeRedis(createClient5({ url, ...nodeRedisOptions })),
];

/** @param {ReturnType<typeof createClient> | ReturnType<typeof createClient5>} client */
async function nodeRedis(client) {
	client.on("error", () => {});
	await client.connect();
	return { client, close: async () => client.destroy() };
}

/** @param {string} url @param {number} slot of the receiver */
export async function openRedis(url, slot) {
	const open = clients[slot % clients.length];
	if (open === undefined) throw new RangeError(`There is no receiver ${slot}.`);
	const { client, close } = await open(url);
	return { inbox: redisInbox(client), affect: undefined, ownContext: undefined, close };
}
