// @ts-check
// Servers that one command starts for all of its tests, which find them in the environment. A test that is run by itself starts
// its own; one that kills its server starts its own in any case.
import { startPostgres } from "./postgres.mjs";
import { startRedis, startRedisCluster } from "./redis.mjs";

/** @typedef {{ urls: readonly string[], stop: () => Promise<void> }} Shared */

/**
 * What there is, by the variable that says where it runs; the URLs are separated by spaces.
 *
 * @type {Record<string, { name: string, start: () => Promise<Shared> }>}
 */
export const sharedServers = {
	POWENS_TEST_REDIS: {
		name: "Redis",
		start: async () => {
			const { url, stop } = await startRedis();
			return { urls: [url], stop };
		},
	},
	POWENS_TEST_POSTGRES: {
		name: "PostgreSQL",
		start: async () => {
			const { url, stop } = await startPostgres();
			return { urls: [url], stop };
		},
	},
	POWENS_TEST_REDIS_CLUSTER: { name: "Redis Cluster", start: () => startRedisCluster() },
};

/**
 * The server of this run, or one of this process.
 *
 * @param {string} variable
 * @returns {Promise<Shared>} rejects with a NotRun where this machine has none
 */
export async function sharedServer(variable) {
	const urls = process.env[variable];
	if (urls) return { urls: urls.split(" "), stop: async () => {} };
	const server = sharedServers[variable];
	if (server === undefined) throw new Error(`There is no shared server ${variable}.`);
	return server.start();
}
