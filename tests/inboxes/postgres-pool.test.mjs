// @ts-check
// How the inbox on PostgreSQL shares a pool: fewer claims than connections, none of them broken, none for ever.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isPowensError } from "powens-users";
import { postgresInbox } from "powens-users/receiver/postgres";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { claimed, effect, HASH, KEPT, LONG, missing, newStore, newText, OTHER_HASH } from "./postgres-store.mjs";

describe("the options", () => {
	/** @param {number} [max] */
	const fakePool = (max) => ({
		connect: () => Promise.reject(new Error("nobody")),
		...(max !== undefined && { options: { max } }),
	});

	const refused = /** @type {const} */ ([
		["no pool", undefined, {}, /needs a pool, such as new Pool\(\) of pg/],
		["a client", { query: () => {} }, {}, /needs a pool/],
		["a pool of 1", fakePool(1), {}, /at least 2 connections \(max: 2\), and has 1/],
		["a pool that does not say its size", fakePool(), {}, /maxClaims is needed/],
		["as many claims as connections", fakePool(10), { maxClaims: 10 }, /maxClaims must be a whole number from 1 to 9/],
		["no claims", fakePool(10), { maxClaims: 0 }, /maxClaims must be/],
		["options that are none", fakePool(10), null, /must be an object/],
		["a retention of nothing", fakePool(10), { retentionMs: 0 }, /retentionMs must be/],
		["a retention beyond the freshness that a receiver can check", fakePool(10), { retentionMs: 34_560_000_001 }, /retentionMs/],
		["a wait without end", fakePool(10), { connectTimeoutMs: Infinity }, /connectTimeoutMs/],
		["another isolation", fakePool(10), { isolation: "none" }, /"read committed", "repeatable read", "serializable"/],
		["a table that PostgreSQL would cut", fakePool(10), { table: "x".repeat(49) }, /table must be text of 1 to 48 characters/],
		["a table beyond ASCII", fakePool(10), { table: "été" }, /table must be text/],
		["no schema", fakePool(10), { schema: "" }, /schema must be text/],
	]);
	for (const [name, pool, options, message] of refused) {
		test(`${name}: refused, with what is allowed`, () => {
			assert.throws(
				() => postgresInbox(/** @type {any} */ (pool), /** @type {any} */ (options)),
				(error) => {
					assert.ok(isPowensError(error) && error.code === "invalid_argument");
					assert.match(error.message, message);
					return true;
				},
			);
		});
	}

	test("a pool of 2 has one claim, one of 10 has nine, fewer where that is said; 30 days", () => {
		assert.equal(postgresInbox(fakePool(2)).maxClaims, 1);
		assert.equal(postgresInbox(fakePool(10)).maxClaims, 9);
		assert.equal(postgresInbox(fakePool(10), { maxClaims: 3 }).maxClaims, 3);
		assert.equal(postgresInbox(fakePool(), { maxClaims: 3 }).maxClaims, 3);
		assert.equal(postgresInbox(fakePool(10)).retentionMs, 2_592_000_000);
	});

	test("what a polluted prototype has was not given", () => {
		Object.defineProperty(Object.prototype, "retentionMs", { value: 1, configurable: true });
		try {
			assert.equal(postgresInbox(fakePool(10)).retentionMs, 2_592_000_000);
		} finally {
			Reflect.deleteProperty(Object.prototype, "retentionMs");
		}
	});
});

describe("a pool", { skip: missing, concurrency: 6 }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	before(async () => {
		server = await sharedServer("POWENS_TEST_POSTGRES");
	});
	after(() => server.stop());

	/**
	 * @param {string} name
	 * @param {(store: Awaited<ReturnType<typeof newStore>>) => Promise<void>} run
	 * @param {{ max?: number, options?: import("./postgres-store.mjs").PostgresInboxOptions }} [setting]
	 */
	function onStore(name, run, { max = 3, options } = {}) {
		test(name, async () => {
			const store = await newStore(String(server.urls[0]), options, { max });
			try {
				await run(store);
			} finally {
				await store.close();
			}
		});
	}

	onStore("keeps one connection for others, however many claim", async ({ inbox, pool }) => {
		const answers = await Promise.all(Array.from({ length: 20 }, () => inbox.claim(newText(), HASH, newText(), LONG)));
		assert.deepEqual(answers.map(({ state }) => state).sort(), [...Array(18).fill("busy"), "claimed", "claimed"]);
		assert.deepEqual(inbox.stats?.(), { claims: 2, maxClaims: 2 });
		assert.deepEqual(await inbox.list(), []);
		assert.equal((await pool.query("SELECT 1 AS one")).rows[0].one, 1);
	});

	onStore("gives places back by commit, release, keep, done and conflict", async ({ inbox, pool }) => {
		for (const end of /** @type {const} */ (["commit", "release", "keep"])) {
			for (const [hash, state] of [
				[HASH, end === "release" ? "claimed" : "done"],
				[OTHER_HASH, "conflict"],
			]) {
				const { key, token } = await claimed(inbox);
				await inbox[end](key, token, /** @type {any} */ (end === "keep" ? KEPT : undefined));
				const next = newText();
				assert.equal((await inbox.claim(key, String(hash), next, LONG)).state, state);
				await inbox.release(key, next);
				assert.deepEqual(inbox.stats?.(), { claims: 0, maxClaims: 2 });
			}
		}
		assert.deepEqual([pool.waitingCount, pool.idleCount], [0, pool.totalCount]);
	});

	onStore("does not lock up where each handler asks the pool for one more", async ({ inbox, pool, table, effects }) => {
		const keys = Array.from({ length: 30 }, () => newText());
		await Promise.all(
			keys.map(async (key) => {
				for (;;) {
					const token = newText();
					const claim = await inbox.claim(key, HASH, token, LONG);
					if (claim.state !== "claimed" || claim.context === undefined) {
						await sleep(5);
						continue;
					}
					await pool.query("SELECT pg_sleep(0.005)");
					await effect(claim.context.client, table, key);
					assert.equal(await inbox.commit(key, token), true);
					return;
				}
			}),
		);
		assert.deepEqual(await effects(), [...keys].sort());
	});

	onStore(
		"that others have used up: a claim is busy in time, and the connection that comes too late goes back",
		async ({ inbox, pool }) => {
			await inbox.check();
			const { key, token } = await claimed(inbox);
			await inbox.commit(key, token);
			const others = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
			const before = performance.now();
			const late = newText();
			assert.equal((await inbox.claim(late, HASH, newText(), LONG)).state, "busy");
			assert.ok(performance.now() - before >= 190 && performance.now() - before < 1_000);
			await assert.rejects(inbox.list(), { code: "no_connection" });
			await assert.rejects(inbox.keep(key, newText(), KEPT), { code: "no_connection" });
			for (const other of others) other.release();
			await sleep(20);
			assert.deepEqual([pool.waitingCount, pool.idleCount, pool.totalCount], [0, 3, 3]);
			assert.equal((await claimed(inbox, { key: late })).attempt, 1);
		},
		{ options: { connectTimeoutMs: 200 } },
	);

	onStore("waits for a connection that comes in time", async ({ inbox, pool }) => {
		await inbox.check();
		const others = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
		const claiming = claimed(inbox);
		await sleep(100);
		others[0]?.release();
		assert.equal((await claiming).attempt, 1);
		for (const other of others.slice(1)) other.release();
	});

	onStore("gets no broken connection back, and no process ends by its errors", async ({ inbox, pool, admin }) => {
		for (let round = 0; round < 3; round += 1) {
			const open = await Promise.all([claimed(inbox), claimed(inbox)]);
			const pids = await Promise.all(
				open.map(async ({ client }) => (await client.query("SELECT pg_backend_pid() AS pid")).rows[0].pid),
			);
			// Idle in their transactions: nobody waits for an answer whose error that would be.
			for (const pid of pids) await admin.query("SELECT pg_terminate_backend($1)", [pid]);
			for (let wait = 0; wait < 200 && inbox.stats?.().claims !== 0; wait += 1) await sleep(5);
			assert.deepEqual(inbox.stats?.(), { claims: 0, maxClaims: 2 });
			for (const { key, token, client } of open) {
				await assert.rejects(async () => client.query("SELECT 1"));
				assert.equal(await inbox.renew(key, token, LONG), false);
				assert.equal(await inbox.commit(key, token), false);
				await inbox.release(key, token);
			}
			const later = await pool.query("SELECT pg_backend_pid() AS pid");
			assert.equal(pids.includes(later.rows[0].pid), false);
		}
		assert.equal(pool.waitingCount, 0);
	});

	onStore("gets its connections back as they were: no transaction, no setting, no listener", async ({ inbox, pool }) => {
		const client = await pool.connect();
		const names = /** @type {const} */ (["error", "drain", "end"]);
		const listeners = () => names.map((name) => client.listenerCount(name));
		const before = listeners();
		client.release();
		for (const end of /** @type {const} */ (["commit", "release", "keep"])) {
			const { key, token } = await claimed(inbox);
			await inbox[end](key, token, /** @type {any} */ (end === "keep" ? KEPT : undefined));
			const next = newText();
			await inbox.claim(key, HASH, next, LONG);
			await inbox.release(key, next);
		}
		await inbox.list();
		const again = await pool.connect();
		const { rows } = await again.query(
			"SELECT current_setting('powens_users.claim', true) AS claim, current_setting('idle_in_transaction_session_timeout') AS idle",
		);
		assert.equal(again.getTransactionStatus(), "I");
		assert.deepEqual(rows, [{ claim: rows[0].claim === null ? null : "", idle: "0" }]);
		assert.equal(typeof again.release, "function");
		if (again === client) assert.deepEqual(listeners(), before);
		again.release();
	});

	onStore("is asked in the async context of whoever claims", async ({ inbox, table, pool }) => {
		const { AsyncLocalStorage } = await import("node:async_hooks");
		const storage = new AsyncLocalStorage();
		/** @type {unknown[]} */
		const seen = [];
		const watching = postgresInbox(
			{
				options: { max: 3 },
				connect: () => {
					seen.push(storage.getStore());
					return pool.connect();
				},
			},
			{ table },
		);
		await watching.check();
		seen.length = 0;
		for (const request of ["first", "second"]) {
			await storage.run(request, async () => {
				const token = newText();
				const key = newText();
				await watching.claim(key, HASH, token, LONG);
				await watching.commit(key, token);
			});
		}
		assert.deepEqual(new Set(seen), new Set(["first", "second"]));
		assert.equal(inbox.maxClaims, 2);
	});
});
