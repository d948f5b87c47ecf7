// @ts-check
// What happens between a client and its Redis: answers that are lost, scripts that are forgotten, servers that die or are full.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inspect } from "node:util";
import { startRedis } from "../receiver/servers/redis.mjs";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { until } from "../receiver/servers/temporary.mjs";
import { lossyProxy } from "./lossy-proxy.mjs";
import { redisClients } from "./redis-clients.mjs";
import { HASH, KEPT, missing, OTHER_HASH, quietInbox, RedisAdmin } from "./redis-store.mjs";

const LEASE = 60_000;
const kinds = /** @type {const} */ ([
	["one", "POWENS_TEST_REDIS", "on one server"],
	["cluster", "POWENS_TEST_REDIS_CLUSTER", "in a cluster"],
]);

/** @param {() => Promise<unknown>} step */
async function orFailed(step) {
	try {
		return await step();
	} catch (error) {
		assert.equal(/** @type {Error} */ (error).name, "RedisInboxError");
		return "failed";
	}
}

for (const [kind, variable, where] of kinds) {
	describe(`scripts that are forgotten ${where}`, { skip: missing }, () => {
		for (const [name, connect] of Object.entries(redisClients)) {
			test(`${name} sends each step's script again`, async () => {
				const server = await sharedServer(variable);
				const admin = new RedisAdmin(server.urls);
				const { client, close } = await connect[kind](server.urls);
				try {
					const inbox = quietInbox(client);
					for (const round of ["1", "2"]) {
						const key = `key ${round}`;
						/** @type {[unknown, () => Promise<unknown>][]} */
						const steps = [
							[{ state: "claimed", attempt: 1 }, () => inbox.claim(key, HASH, "a", LEASE)],
							[true, () => inbox.renew(key, "a", LEASE)],
							[undefined, () => inbox.release(key, "a")],
							[{ state: "claimed", attempt: 2 }, () => inbox.claim(key, HASH, "b", LEASE)],
							[true, () => inbox.keep(key, "b", KEPT)],
							[key, async () => (await inbox.list()).at(-1)?.key],
							[KEPT.body.length, async () => (await inbox.read(key))?.body.length],
							[{ state: "claimed", attempt: 3 }, () => inbox.claim(key, HASH, "c", LEASE, "kept")],
							[true, () => inbox.commit(key, "c")],
							[false, () => inbox.drop(key)],
						];
						for (const [expected, step] of steps) {
							await admin.onAll("SCRIPT", "FLUSH");
							assert.deepEqual(await step(), expected);
						}
					}
				} finally {
					await close();
					admin.close();
					await server.stop();
				}
			});
		}
	});
}

describe("an answer that is lost", { skip: missing }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	before(async () => {
		server = await sharedServer("POWENS_TEST_REDIS");
	});
	after(() => server.stop());

	for (const [name, { one }] of Object.entries(redisClients)) {
		test(`${name}: each step whose answer is lost, and that is sent again, is one step`, async () => {
			const proxy = await lossyProxy(Number(new URL(String(server.urls[0])).port));
			const { client, close } = await one([proxy.url]);
			try {
				const inbox = quietInbox(client);
				// So that each script is known: what is lost is the step, not the question for it.
				for (const key of ["x", "y"]) await lifeOf(inbox, key);
				/**
				 * @param {() => Promise<unknown>} step
				 * @param {number} [skip]
				 */
				const lost = async (step, skip) => {
					const before = proxy.lost();
					proxy.loseNext(/evalsha/i, skip);
					const first = await orFailed(step);
					assert.equal(proxy.lost(), before + 1);
					// ioredis has sent it again by itself, node-redis leaves that to its caller.
					assert.equal(first === "failed", name.startsWith("node-redis"));
					const second = await step();
					if (first !== "failed") assert.deepEqual(first, second);
					return second;
				};
				assert.deepEqual(await lost(() => inbox.claim("a", HASH, "1", LEASE)), { state: "claimed", attempt: 1 });
				assert.equal(await lost(() => inbox.renew("a", "1", LEASE)), true);
				await lost(() => inbox.release("a", "1"));
				assert.deepEqual(await lost(() => inbox.claim("a", HASH, "2", LEASE)), { state: "claimed", attempt: 2 });
				await lost(() => inbox.release("a", "2", false));
				assert.deepEqual(await lost(() => inbox.claim("a", HASH, "3", LEASE)), { state: "claimed", attempt: 2 });
				assert.equal(await lost(() => inbox.keep("a", "3", KEPT)), true);
				assert.deepEqual(await inbox.claim("b", HASH, "1", LEASE), { state: "claimed", attempt: 1 });
				// The second of its two commands: the first takes its place in the list.
				assert.equal(await lost(() => inbox.keep("b", "1", KEPT), 1), true);
				// Of no token: the second time there is nothing to drop.
				assert.equal(await inbox.drop("b"), true);
				assert.deepEqual(
					(await inbox.list()).map(({ key }) => key),
					["a"],
				);
				assert.deepEqual(await lost(() => inbox.claim("a", HASH, "4", LEASE, "kept")), { state: "claimed", attempt: 3 });
				assert.equal(await lost(() => inbox.commit("a", "4")), true);
				assert.deepEqual(await inbox.claim("a", HASH, "5", LEASE), { state: "done" });
				assert.deepEqual(await inbox.list(), []);
			} finally {
				await close();
				proxy.close();
			}
		});
	}
});

/**
 * Runs each script once.
 *
 * @param {import("powens-users/receiver").Inbox} inbox
 * @param {string} key
 */
async function lifeOf(inbox, key) {
	await inbox.claim(key, HASH, "1", LEASE);
	await inbox.renew(key, "1", LEASE);
	await inbox.release(key, "1");
	await inbox.claim(key, HASH, "2", LEASE);
	await inbox.keep(key, "2", KEPT);
	await inbox.list();
	await inbox.claim(key, HASH, "3", LEASE, "kept");
	await inbox.commit(key, "3");
}

describe("a server that dies", { skip: missing }, () => {
	for (const name of ["node-redis 6", "ioredis 6"]) {
		test(`${name}: what was done and kept is so after SIGKILL; a step that was sent meanwhile is one step`, async () => {
			const server = await startRedis();
			const { client, close } = await (redisClients[name] ?? assert.fail()).one([server.url]);
			try {
				const inbox = quietInbox(client);
				await inbox.claim("done", HASH, "1", LEASE);
				assert.equal(await inbox.commit("done", "1"), true);
				await inbox.claim("kept", HASH, "1", LEASE);
				assert.equal(await inbox.keep("kept", "1", KEPT), true);
				await inbox.claim("open", HASH, "1", LEASE);
				await server.kill();
				// What a client has sent already it gives up, or sends again; what it has not is sent to the new one.
				const meanwhile = orFailed(() => inbox.claim("new", HASH, "1", LEASE));
				await server.restart();
				if ((await meanwhile) !== "failed") assert.deepEqual(await meanwhile, { state: "claimed", attempt: 1 });
				await until("the client is connected again", () =>
					inbox.read("none").then(
						() => true,
						() => false,
					),
				);
				assert.deepEqual(await inbox.claim("new", HASH, "1", LEASE), { state: "claimed", attempt: 1 });
				const states = await Promise.all(["done", "kept", "open"].map((key) => inbox.claim(key, HASH, "2", LEASE)));
				assert.deepEqual(
					states.map(({ state }) => state),
					["done", "done", "busy"],
				);
				assert.deepEqual(await inbox.claim("done", OTHER_HASH, "2", LEASE), { state: "conflict" });
				const kept = await inbox.read("kept");
				assert.deepEqual(kept?.body, KEPT.body);
				assert.deepEqual(
					(await inbox.list()).map(({ key }) => key),
					["kept"],
				);
				assert.equal(await inbox.commit("open", "1"), true);
			} finally {
				await close();
				await server.stop();
			}
		});
	}
});

describe("a server whose memory is full", { skip: missing }, () => {
	for (const name of ["node-redis 6", "ioredis 6"]) {
		test(`${name}: nothing new is taken, what is open ends, no error holds a body`, async () => {
			const server = await startRedis();
			const { client, close } = await (redisClients[name] ?? assert.fail()).one([server.url]);
			const admin = new RedisAdmin([server.url]);
			try {
				const inbox = quietInbox(client);
				for (const key of ["commit", "release", "renew", "keep", "drop", "replay"]) await inbox.claim(key, HASH, "1", LEASE);
				for (const key of ["drop", "replay"]) await inbox.keep(key, "1", KEPT);
				await inbox.claim("replay", HASH, "2", LEASE, "kept");
				await admin.onAll("CONFIG", "SET", "maxmemory", "1");
				await assert.rejects(inbox.claim("new", HASH, "1", LEASE), /^RedisInboxError: Redis did not claim: .*OOM/);
				const refused = await inbox.keep("keep", "1", KEPT).catch((error) => error);
				assert.match(refused.message, /^Redis did not keep: .*OOM/);
				assert.ok(!inspect(refused, { depth: 9, showHidden: true }).includes("body of a user"));
				assert.equal(await inbox.commit("commit", "1"), true);
				assert.equal(await inbox.renew("renew", "1", LEASE), true);
				await inbox.release("release", "1", false);
				assert.equal(await inbox.commit("replay", "2"), true);
				assert.equal(await inbox.drop("drop"), true);
				await admin.onAll("CONFIG", "SET", "maxmemory", "0");
				const states = await Promise.all(
					["commit", "release", "renew", "keep", "drop", "replay", "new"].map(async (key) => {
						const claim = await inbox.claim(key, HASH, "3", LEASE);
						return `${key} ${claim.state} ${claim.state === "claimed" ? claim.attempt : 0}`;
					}),
				);
				assert.deepEqual(states, [
					"commit done 0",
					"release claimed 1",
					"renew busy 0",
					"keep busy 0",
					"drop done 0",
					"replay done 0",
					"new claimed 1",
				]);
				assert.deepEqual(await inbox.list(), []);
			} finally {
				await close();
				admin.close();
				await server.stop();
			}
		});
	}
});
