// @ts-check
// Whether a Redis may forget: looked at once, told in plain words.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Redis } from "ioredis";
import { startRedis, startRedisCluster } from "../receiver/servers/redis.mjs";
import { until } from "../receiver/servers/temporary.mjs";
import { redisClients } from "./redis-clients.mjs";
import { HASH, missing, quietInbox, RedisAdmin } from "./redis-store.mjs";

const forgetful = ["--appendonly", "no", "--appendfsync", "everysec", "--maxmemory-policy", "allkeys-lru"];

/**
 * What an inbox says of its server by the time when a few steps are done.
 *
 * @param {import("./redis-clients.mjs").RedisClient} client
 * @param {number} expected how many messages
 */
async function warnings(client, expected) {
	/** @type {string[]} */
	const told = [];
	const inbox = quietInbox(client, { warn: (message) => told.push(message) });
	assert.deepEqual(told, []);
	for (const key of ["a", "b"]) await inbox.claim(key, HASH, "token", 1_000);
	if (expected > 0) await until("there is a warning", () => told.length > 0);
	// What came later would be one too many.
	await new Promise((resolve) => setTimeout(resolve, 100));
	await inbox.claim("c", HASH, "token", 1_000);
	assert.equal(told.length, expected, told.join("\n"));
	return told.join("\n");
}

/**
 * @param {string} name
 * @param {readonly string[]} settings
 * @param {(client: import("./redis-clients.mjs").RedisClient, admin: RedisAdmin) => Promise<void>} body
 */
async function withServer(name, settings, body) {
	const server = await startRedis(settings);
	const admin = new RedisAdmin([server.url]);
	const { client, close } = await (redisClients[name] ?? assert.fail()).one([server.url]);
	try {
		await body(client, admin);
	} finally {
		await close();
		admin.close();
		await server.stop();
	}
}

for (const name of Object.keys(redisClients)) {
	describe(`the settings of a server, by ${name}`, { skip: missing }, () => {
		test("nothing is said where it remembers", () =>
			withServer(name, [], async (client) => {
				await warnings(client, 0);
			}));

		test("each setting by which it forgets is named, once", () =>
			withServer(name, forgetful, async (client) => {
				const text = await warnings(client, 1);
				assert.match(text, /maxmemory-policy is allkeys-lru: .*\. Set it to noeviction\./);
				assert.match(text, /appendonly is no: .*\. Set it to yes\./);
				assert.match(text, /appendfsync is everysec: .*\. Set it to always\./);
			}));

		test("where CONFIG is forbidden, INFO is asked, and what it does not tell is said", () =>
			withServer(name, forgetful, async (client, admin) => {
				await admin.onAll("ACL", "SETUSER", "default", "-config");
				const text = await warnings(client, 1);
				assert.match(text, /maxmemory-policy is allkeys-lru:/);
				assert.match(text, /appendonly is no:/);
				assert.match(text, /appendfsync could not be looked at: see that it is always/);
			}));

		test("where INFO is forbidden too, it says that it could not look", () =>
			withServer(name, [], async (client, admin) => {
				await admin.onAll("ACL", "SETUSER", "default", "-config", "-info");
				const text = await warnings(client, 1);
				for (const setting of ["maxmemory-policy", "appendonly", "appendfsync"]) {
					assert.match(text, new RegExp(`${setting} could not be looked at`));
				}
			}));
	});
}

describe("the settings of a cluster", { skip: missing }, () => {
	test("each master's count", async () => {
		const cluster = await startRedisCluster();
		const [, , last = ""] = cluster.urls;
		const admin = new RedisAdmin([last]);
		await admin.onAll("CONFIG", "SET", "appendfsync", "no");
		try {
			for (const { cluster: connect } of Object.values(redisClients)) {
				const { client, close } = await connect(cluster.urls);
				assert.match(await warnings(client, 1), /appendfsync is no:/);
				await close();
			}
		} finally {
			admin.close();
			await cluster.stop();
		}
	});
});

test("a server that does not answer at first is asked again; what `warn` throws is nobody's", { skip: missing }, async () => {
	const server = await startRedis(forgetful);
	const client = new Redis(server.url, { maxRetriesPerRequest: 0, retryStrategy: () => 50 });
	client.on("error", () => {});
	let told = 0;
	const inbox = quietInbox(client, {
		warn: () => {
			told += 1;
			throw new Error("no logger");
		},
	});
	try {
		await server.kill();
		await assert.rejects(inbox.claim("a", HASH, "token", 1_000));
		assert.equal(told, 0);
		await server.restart();
		await until("it answers again", () => inbox.claim("a", HASH, "token", 1_000).then(Boolean, () => false));
		await until("there is a warning", () => told > 0);
		await inbox.claim("b", HASH, "token", 1_000);
		assert.equal(told, 1);
	} finally {
		client.disconnect();
		await server.stop();
	}
});
