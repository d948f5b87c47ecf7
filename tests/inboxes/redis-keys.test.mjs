// @ts-check
// What the inbox leaves on a server: how long, under which names, and how its list mends itself.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Cluster, Redis } from "ioredis";
import { createClient, createClientPool } from "redis";
import { createClient as createClient5 } from "redis5";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { until } from "../receiver/servers/temporary.mjs";
import { HASH, KEPT, missing, newPrefix, quietInbox, RedisAdmin } from "./redis-store.mjs";

const LEASE = 60_000;
const DAY = 86_400_000;

describe("on a server", { skip: missing }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	/** @type {RedisAdmin} */
	let admin;
	/** @type {Redis} */
	let client;
	before(async () => {
		server = await sharedServer("POWENS_TEST_REDIS");
		admin = new RedisAdmin(server.urls);
		client = new Redis(String(server.urls[0]));
	});
	after(async () => {
		client.disconnect();
		admin.close();
		await server.stop();
	});

	/** @param {string} name */
	const ttl = (name) => client.pttl(name);

	test("every key ends with the retention, or with a lease that is longer; what is kept has no end", async () => {
		const prefix = newPrefix();
		const retentionMs = 7 * DAY;
		const inbox = quietInbox(client, { prefix, retentionMs });
		for (const key of ["open", "done", "released", "kept", "dropped", "replayed", "long"]) {
			await inbox.claim(key, HASH, "1", key === "long" ? 9 * DAY : LEASE);
		}
		await inbox.commit("done", "1");
		await inbox.release("released", "1");
		for (const key of ["kept", "dropped", "replayed"]) assert.equal(await inbox.keep(key, "1", KEPT), true);
		await inbox.claim("replayed", HASH, "2", LEASE, "kept");
		assert.equal(await ttl(`${prefix}key:replayed`), -1);
		await inbox.renew("replayed", "2", LEASE);
		assert.equal(await ttl(`${prefix}key:replayed`), -1);
		await inbox.release("replayed", "2");
		assert.equal(await ttl(`${prefix}key:replayed`), -1);
		await inbox.claim("replayed", HASH, "3", LEASE, "kept");
		await inbox.commit("replayed", "3");
		await inbox.drop("dropped");
		for (const [key, expected] of /** @type {const} */ ([
			["open", retentionMs],
			["done", retentionMs],
			["released", retentionMs],
			["dropped", retentionMs],
			["replayed", retentionMs],
			["long", 9 * DAY],
		])) {
			const left = await ttl(`${prefix}key:${key}`);
			assert.ok(left > expected - 60_000 && left <= expected, `${key} ends in ${left} ms`);
		}
		assert.equal(await ttl(`${prefix}key:kept`), -1);
		assert.equal(await ttl(`${prefix}kept`), -1);
		await inbox.drop("kept");
		assert.equal((await admin.keys(prefix)).includes(`${prefix}kept`), false);
	});

	test("the retention begins anew with the last step", async () => {
		const prefix = newPrefix();
		const retentionMs = 7 * DAY;
		const inbox = quietInbox(client, { prefix, retentionMs });
		const steps = {
			claim: () => inbox.claim("claim", HASH, "1", LEASE),
			renew: () => inbox.renew("renew", "1", LEASE),
			release: () => inbox.release("release", "1"),
			commit: () => inbox.commit("commit", "1"),
		};
		for (const key of Object.keys(steps)) await inbox.claim(key, HASH, "1", LEASE);
		await admin.advance(prefix, DAY);
		for (const [key, step] of Object.entries(steps)) {
			await step();
			const left = await ttl(`${prefix}key:${key}`);
			assert.ok(left > retentionMs - 60_000 && left <= retentionMs, `after ${key} it ends in ${left} ms`);
		}
	});

	test("the token that kept has not committed, and the one that committed has not kept", async () => {
		const inbox = quietInbox(client);
		for (const key of ["kept", "done"]) await inbox.claim(key, HASH, "1", LEASE);
		assert.equal(await inbox.keep("kept", "1", KEPT), true);
		assert.equal(await inbox.commit("done", "1"), true);
		assert.equal(await inbox.commit("kept", "1"), false);
		assert.equal(await inbox.keep("done", "1", KEPT), false);
		assert.deepEqual((await inbox.read("kept"))?.body, KEPT.body);
		assert.equal(await inbox.read("done"), undefined);
		assert.deepEqual(
			(await inbox.list()).map(({ key }) => key),
			["kept"],
		);
	});

	test("a place that is given up late is not taken from a body that was kept since", async () => {
		const prefix = newPrefix();
		/** @type {() => void} */
		let goOn = () => {};
		/** @type {Promise<void> | null} */
		let held = null;
		const inbox = quietInbox(
			watched(client, async (args, send) => {
				if (held !== null && args[2] === `${prefix}kept`) await held;
				return send();
			}),
			{ prefix },
		);
		const direct = quietInbox(client, { prefix });
		await inbox.claim("a", HASH, "1", LEASE);
		await inbox.keep("a", "1", KEPT);
		held = new Promise((resolve) => {
			goOn = resolve;
		});
		const dropped = inbox.drop("a");
		await until("it is dropped", async () => (await direct.read("a")) === undefined);
		// As if the retention were over.
		await client.del(`${prefix}key:a`);
		await new Promise((resolve) => setTimeout(resolve, 5));
		await direct.claim("a", HASH, "2", LEASE);
		assert.equal(await direct.keep("a", "2", KEPT), true);
		goOn();
		assert.equal(await dropped, true);
		assert.deepEqual(
			(await direct.list()).map(({ key }) => key),
			["a"],
		);
	});

	test("nothing of a body stays behind what is handled again or dropped", async () => {
		const prefix = newPrefix();
		const inbox = quietInbox(client, { prefix });
		for (const key of ["a", "b"]) {
			await inbox.claim(key, HASH, "1", LEASE);
			await inbox.keep(key, "1", KEPT);
		}
		await inbox.claim("a", HASH, "2", LEASE, "kept");
		await inbox.commit("a", "2");
		await inbox.drop("b");
		for (const key of ["a", "b"]) {
			assert.deepEqual((await client.hkeys(`${prefix}key:${key}`)).sort(), ["h", "k", "t"]);
		}
	});

	test("inboxes of two prefixes know nothing of each other, in keys and in lists", async () => {
		const [one, other] = [quietInbox(client, { prefix: "test:a:" }), quietInbox(client, { prefix: "test:a:k" })];
		for (const inbox of [one, other]) {
			// A key that is named like the list.
			for (const key of ["kept", "key:kept", "ey:kept"]) {
				assert.deepEqual(await inbox.claim(key, HASH, "1", LEASE), { state: "claimed", attempt: 1 });
				assert.equal(await inbox.keep(key, "1", KEPT), true);
			}
			assert.equal((await inbox.list()).length, 3);
		}
	});

	test("a place in the list whose body never came is skipped, and taken off after a day", async () => {
		const prefix = newPrefix();
		const inbox = quietInbox(client, { prefix });
		const now = Date.now();
		const orphans = Array.from({ length: 250 }, (_, index) => `orphan ${index}`);
		for (const [index, key] of orphans.entries()) await client.zadd(`${prefix}kept`, now - 10_000 + index, key);
		for (const key of ["a", "b"]) {
			await inbox.claim(key, HASH, "1", LEASE);
			await inbox.keep(key, "1", KEPT);
		}
		const keys = async () => (await inbox.list({ limit: 1 })).concat(await inbox.list({ after: "a" })).map(({ key }) => key);
		assert.deepEqual(await keys(), ["a", "b"]);
		assert.equal(await client.zcard(`${prefix}kept`), 252);
		await admin.advance(prefix, DAY);
		assert.deepEqual(await keys(), ["a", "b"]);
		assert.equal(await client.zcard(`${prefix}kept`), 2);
	});

	test("a body that comes long after its place was taken is refused: the list may have dropped the place", async () => {
		const prefix = newPrefix();
		let late = 0;
		const slow = watched(client, async (args, send) => {
			const [reply, ...rest] = await send();
			// The answer to the place: as if it had been given so long ago.
			return args[2] === `${prefix}kept` && late > 0 ? [Buffer.from(String(Number(reply) - late))] : [reply, ...rest];
		});
		const inbox = quietInbox(slow, { prefix });
		for (const key of ["a", "b"]) await inbox.claim(key, HASH, "1", LEASE);
		await inbox.keep("b", "1", KEPT);
		late = 11 * 60_000;
		await assert.rejects(inbox.keep("a", "1", KEPT), /^RedisInboxError: Redis did not keep: .*too late/);
		assert.equal(await inbox.read("a"), undefined);
		late = 9 * 60_000;
		assert.equal(await inbox.keep("a", "1", KEPT), true);
	});

	/** @type {Record<string, () => { client: any, connect: boolean }>} */
	const unusual = {
		"ioredis with pipelines of its own": () => ({
			client: new Redis(String(server.urls[0]), { enableAutoPipelining: true }),
			connect: false,
		}),
		"ioredis with a prefix of its own": () => ({
			client: new Redis(String(server.urls[0]), { keyPrefix: "own:" }),
			connect: false,
		}),
		"ioredis with replies of RESP3": () => ({
			client: new Redis(String(server.urls[0]), /** @type {any} */ ({ protocol: 3, replyMapping: "resp3" })),
			connect: false,
		}),
		"node-redis 5 by RESP2": () => ({ client: createClient5({ url: String(server.urls[0]), RESP: 2 }), connect: true }),
		"node-redis 5 by RESP3": () => ({ client: createClient5({ url: String(server.urls[0]), RESP: 3 }), connect: true }),
		"node-redis 6 by RESP2": () => ({ client: createClient({ url: String(server.urls[0]), RESP: 2 }), connect: true }),
		"node-redis 6 with a prefix of its own": () => ({
			client: createClient({ url: String(server.urls[0]), keyPrefix: "own:" }),
			connect: true,
		}),
		"node-redis 6 with numbers as text": () => ({
			client: createClient({ url: String(server.urls[0]) }).withTypeMapping({ 58: String, 36: Buffer }),
			connect: true,
		}),
		"a pool of node-redis": () => ({ client: createClientPool({ url: String(server.urls[0]) }), connect: true }),
	};
	for (const [name, make] of Object.entries(unusual)) {
		test(`${name} will do`, async () => {
			const { client, connect } = make();
			client.on("error", () => {});
			if (connect) await client.connect();
			/** @type {string[]} */
			const told = [];
			try {
				await lives(quietInbox(client, { warn: (message) => told.push(message) }));
				assert.deepEqual(told, []);
			} finally {
				(client.destroy ?? client.disconnect).call(client);
			}
		});
	}
});

describe("in a cluster", { skip: missing }, () => {
	for (const [name, options] of /** @type {const} */ ([
		["pipelines of its own", { enableAutoPipelining: true }],
		["a prefix of its own", { keyPrefix: "own:" }],
		["reads from replicas", { scaleReads: "all" }],
	])) {
		test(`ioredis with ${name} will do`, async () => {
			const server = await sharedServer("POWENS_TEST_REDIS_CLUSTER");
			const nodes = server.urls.map((url) => ({ host: "127.0.0.1", port: Number(new URL(url).port) }));
			const client = new Cluster(nodes, options);
			try {
				await Promise.all(Array.from({ length: 20 }, () => lives(quietInbox(client))));
			} finally {
				client.disconnect();
				await server.stop();
			}
		});
	}
});

/**
 * A client whose scripts somebody may hold, and whose answers change.
 *
 * @param {Redis} client
 * @param {(args: any[], send: () => Promise<any[]>) => Promise<any[]>} step
 * @returns {any}
 */
function watched(client, step) {
	const by =
		(/** @type {string} */ command) =>
		async (/** @type {any[]} */ ...args) =>
			step(args, async () => /** @type {any[]} */ (await client.callBuffer(command, ...args)));
	return { call: () => {}, evalsha: () => {}, evalshaBuffer: by("EVALSHA"), evalBuffer: by("EVAL") };
}

/** @param {import("powens-users/receiver").Inbox} inbox */
async function lives(inbox) {
	const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
	const keys = ["a", "b", "c"];
	const claims = await Promise.all(keys.map((key) => inbox.claim(key, HASH, "1", LEASE)));
	for (const claim of claims) assert.deepEqual(claim, { state: "claimed", attempt: 1 });
	assert.equal(await inbox.commit("a", "1"), true);
	await inbox.release("b", "1");
	assert.equal(await inbox.keep("c", "1", { ...KEPT, body }), true);
	assert.deepEqual((await inbox.read("c"))?.body, body);
	const [entry] = await inbox.list();
	assert.deepEqual([entry?.key, entry?.bytes, entry?.attempts], ["c", 256, 1]);
	const states = await Promise.all(keys.map((key) => inbox.claim(key, HASH, "2", LEASE)));
	assert.deepEqual(
		states.map(({ state }) => state),
		["done", "claimed", "done"],
	);
}
