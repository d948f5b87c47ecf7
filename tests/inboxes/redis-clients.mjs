// @ts-check
// The clients that the inbox on Redis works with: both libraries, the oldest and the newest major version, alone and in a cluster.
import { Cluster, Redis } from "ioredis";
import { Cluster as Cluster5, Redis as Redis5 } from "ioredis5";
import { createClient, createCluster } from "redis";
import { createClient as createClient5, createCluster as createCluster5 } from "redis5";

/** @typedef {import("powens-users/receiver/redis").RedisClient} RedisClient */
/** @typedef {{ client: RedisClient, close: () => Promise<unknown> }} Connected */
/** @typedef {(urls: readonly string[]) => Promise<Connected>} Connect */

/** @type {Record<string, { one: Connect, cluster: Connect }>} */
export const redisClients = {
	"node-redis 5": {
		one: async ([url]) => closing(await quiet(createClient5({ url })).connect()),
		cluster: async (urls) => {
			const client = quiet(createCluster5({ rootNodes: urls.map((url) => ({ url })) }));
			await client.connect();
			return closing(client);
		},
	},
	"node-redis 6": {
		one: async ([url]) => closing(await quiet(createClient({ url })).connect()),
		cluster: async (urls) => {
			const client = quiet(createCluster({ rootNodes: urls.map((url) => ({ url })) }));
			await client.connect();
			return closing(client);
		},
	},
	"ioredis 5": {
		one: async ([url = ""]) => quitting(quiet(new Redis5(url))),
		cluster: async (urls) => quitting(quiet(new Cluster5(urls.map(node)))),
	},
	"ioredis 6": {
		one: async ([url = ""]) => quitting(quiet(new Redis(url))),
		cluster: async (urls) => quitting(quiet(new Cluster(urls.map(node)))),
	},
};

/**
 * Without a listener for errors, a lost connection ends the process.
 *
 * @template {{ on: (event: "error", listener: () => void) => unknown }} Client
 * @param {Client} client
 * @returns {Client}
 */
function quiet(client) {
	client.on("error", () => {});
	return client;
}

/**
 * @param {RedisClient & { destroy: () => unknown }} client
 * @returns {Connected}
 */
function closing(client) {
	return { client, close: async () => client.destroy() };
}

/**
 * @param {RedisClient & { disconnect: () => void }} client
 * @returns {Connected}
 */
function quitting(client) {
	return { client, close: async () => client.disconnect() };
}

/** @param {string} url */
function node(url) {
	const { hostname, port } = new URL(url);
	return { host: hostname, port: Number(port) };
}
