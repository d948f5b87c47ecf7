// @ts-check
// What is counted and locked while processes and servers die.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startPostgres } from "../receiver/servers/postgres.mjs";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { startProxy } from "./postgres-proxy.mjs";
import { claimed, effect, HASH, KEPT, LONG, missing, newPool, newStore, newText, socketOf } from "./postgres-store.mjs";

/** @typedef {Awaited<ReturnType<typeof newStore>>} Store */
/** @typedef {import("./postgres-store.mjs").PostgresInbox} PostgresInbox */

/**
 * Claims until the key is had: what died just now, the server may still be clearing away.
 *
 * @param {PostgresInbox} inbox
 * @param {string} key
 */
async function claimedSoon(inbox, key) {
	for (const until = performance.now() + 900; ; await sleep(5)) {
		const token = newText();
		const claim = await inbox.claim(key, HASH, token, LONG);
		if (claim.state === "claimed" && claim.context) return { token, attempt: claim.attempt, client: claim.context.client };
		if (performance.now() > until) throw new Error(`After 900 ms the claim is ${claim.state}.`);
	}
}

describe("attempts and locks", { skip: missing, concurrency: 4 }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	before(async () => {
		server = await sharedServer("POWENS_TEST_POSTGRES");
	});
	after(() => server.stop());

	/**
	 * @param {string} name
	 * @param {(store: Store) => Promise<void>} run
	 * @param {import("./postgres-store.mjs").PostgresInboxOptions} [options]
	 */
	function onStore(name, run, options) {
		test(name, async () => {
			const store = await newStore(String(server.urls[0]), options);
			try {
				await run(store);
			} finally {
				await store.close();
			}
		});
	}

	onStore("a message that kills its process each time is counted each time, and can be kept", async (store) => {
		const key = newText();
		for (let attempt = 1; attempt <= 9; attempt += 1) {
			const claim = await claimedSoon(attempt % 2 === 0 ? store.inbox2 : store.inbox, key);
			assert.equal(claim.attempt, attempt);
			await effect(claim.client, store.table, key);
			socketOf(claim.client).destroy();
		}
		const { token, attempt } = await claimedSoon(store.inbox, key);
		assert.equal(attempt, 10);
		assert.equal(await store.inbox.keep(key, token, KEPT), true);
		assert.equal((await store.inbox.read(key))?.attempts, 10);
		assert.deepEqual(await store.effects(), []);
	});

	onStore("a message that kills its connection's own server process is counted too", async (store) => {
		const key = newText();
		for (let attempt = 1; attempt <= 3; attempt += 1) {
			const claim = await claimedSoon(store.inbox, key);
			assert.equal(claim.attempt, attempt);
			await assert.rejects(claim.client.query("SELECT pg_terminate_backend(pg_backend_pid())"));
			if (attempt === 3) assert.equal(await store.inbox.keep(key, claim.token, KEPT), true, "kept by the token that broke");
			else await store.inbox.release(key, claim.token);
		}
		assert.equal((await store.inbox.read(key))?.attempts, 3);
	});

	onStore("of a crowd that asks again and again, each attempt has one owner and the next number", async (store) => {
		const key = newText();
		const attempts = 12;
		/** @type {number[]} */
		const seen = [];
		let isDone = false;
		const ask = async (/** @type {PostgresInbox} */ inbox) => {
			while (!isDone) {
				const token = newText();
				const claim = await inbox.claim(key, HASH, token, LONG);
				if (claim.state === "done") isDone = true;
				if (claim.state !== "claimed" || claim.context === undefined) continue;
				seen.push(claim.attempt);
				if (claim.attempt < attempts) await inbox.release(key, token);
				else {
					await effect(claim.context.client, store.table, key);
					assert.equal(await inbox.commit(key, token), true);
				}
			}
		};
		await Promise.all(Array.from({ length: 16 }, (_, index) => ask(index % 2 === 0 ? store.inbox : store.inbox2)));
		assert.deepEqual(
			seen,
			Array.from({ length: attempts }, (_, index) => index + 1),
		);
		assert.deepEqual(await store.effects(), [key]);
	});

	onStore("two keys of one lock are busy for each other, and neither is ever wrong", async (store) => {
		const key = newText();
		const first = await claimed(store.inbox, { key });
		const { rows } = await store.admin.query(
			"SELECT ((classid::bigint << 32) | objid::bigint)::text AS lock FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND pid = $1",
			[(await first.client.query("SELECT pg_backend_pid() AS pid")).rows[0].pid],
		);
		assert.equal(rows.length, 1, "one lock a claim");
		await store.inbox.release(key, first.token, false);
		// Another key of the same lock, as the database sees it.
		const other = new pg.Client({ connectionString: server.urls[0] });
		await other.connect();
		try {
			await other.query("BEGIN");
			await other.query("SELECT pg_advisory_xact_lock($1)", [rows[0].lock]);
			assert.equal((await store.inbox.claim(key, HASH, newText(), LONG)).state, "busy");
			await other.query("COMMIT");
			let attempts = 0;
			let hasStopped = false;
			const flicker = async () => {
				while (!hasStopped) {
					await other.query("BEGIN; SELECT pg_advisory_xact_lock(".concat(rows[0].lock, "); COMMIT"));
				}
			};
			const flickering = flicker();
			for (let round = 0; round < 150; round += 1) {
				const token = newText();
				const claim = await store.inbox.claim(key, HASH, token, LONG);
				if (claim.state === "claimed") {
					attempts += 1;
					assert.equal(claim.attempt, attempts, "what was only busy does not count");
					await store.inbox.release(key, token);
				} else assert.equal(claim.state, "busy");
			}
			hasStopped = true;
			await flickering;
			assert.equal((await store.row(key)).attempts, attempts);
			assert.ok(attempts > 0, "a lock that others have for a moment keeps nobody out for good");
		} finally {
			await other.end();
		}
	});

	onStore("the same key in two tables is two keys", async (store) => {
		const second = await newStore(String(server.urls[0]));
		const { key, token } = await claimed(store.inbox);
		const there = await claimed(second.inbox, { key });
		assert.equal(await store.inbox.commit(key, token), true);
		assert.equal(await second.inbox.commit(key, there.token), true);
		await second.close();
	});

	for (const isolation of /** @type {const} */ (["read committed", "repeatable read", "serializable"])) {
		onStore(
			`a transaction that is ${isolation} handles each key once, whoever else is at it`,
			async (store) => {
				const { key, token, client } = await claimed(store.inbox);
				const { rows } = await client.query("SHOW transaction_isolation");
				assert.equal(rows[0].transaction_isolation, isolation);
				await store.inbox.release(key, token);
				await handleAll(store, 60);
			},
			{ isolation },
		);
	}

	test("a database whose transactions are serializable by default does it too", async () => {
		const admin = new pg.Client({ connectionString: server.urls[0] });
		await admin.connect();
		await admin.query("CREATE DATABASE strict");
		await admin.query("ALTER DATABASE strict SET default_transaction_isolation = 'serializable'");
		await admin.end();
		const url = new URL(String(server.urls[0]));
		url.pathname = "/strict";
		const store = await newStore(url.href, { retentionMs: 1 });
		try {
			const { key, token, client } = await claimed(store.inbox);
			assert.equal((await client.query("SHOW transaction_isolation")).rows[0].transaction_isolation, "serializable");
			await store.inbox.release(key, token);
			await handleAll(store, 60);
			const kept = await claimed(store.inbox);
			assert.equal(await store.inbox.keep(kept.key, kept.token, KEPT), true);
			assert.equal(await store.inbox.drop(kept.key), true);
			assert.ok((await store.inbox.prune({ batch: 7 })) >= 60);
		} finally {
			await store.close();
		}
	});

	test("commits wait for the disk, also where a setting of the database says that they need not", async () => {
		for (const [setting, inClaim] of [
			["off", "on"],
			["local", "local"],
			["remote_apply", "remote_apply"],
		]) {
			const store = await newStore(String(server.urls[0]), {}, { options: `-c synchronous_commit=${setting}` });
			const { key, token, client } = await claimed(store.inbox);
			assert.deepEqual((await client.query("SHOW synchronous_commit")).rows, [{ synchronous_commit: inClaim }]);
			assert.equal(await store.inbox.commit(key, token), true);
			assert.deepEqual((await store.pool.query("SHOW synchronous_commit")).rows, [{ synchronous_commit: setting }]);
			await store.close();
		}
	});

	onStore("a machine that vanishes frees its key when the lease ends, and is told so when it is back", async (store) => {
		const proxy = await startProxy(String(server.urls[0]));
		const pool = newPool(proxy.url);
		const { postgresInbox } = await import("powens-users/receiver/postgres");
		const inbox = postgresInbox(pool, { table: store.table });
		const { key, token, client } = await claimed(inbox, { leaseMs: 700 });
		await effect(client, store.table, key);
		proxy.hold(true);
		assert.equal((await store.inbox.claim(key, HASH, newText(), LONG)).state, "busy");
		await sleep(900);
		assert.equal((await claimed(store.inbox, { key })).attempt, 2);
		proxy.hold(false);
		await assert.rejects(async () => effect(client, store.table, "late"));
		assert.equal(await inbox.commit(key, token), false);
		proxy.close();
		await pool.crash();
		assert.deepEqual(await store.effects(), []);
	});

	onStore("renewals keep a claim that is idle for longer than its lease, also with the handler at work", async (store) => {
		const { key, token, client } = await claimed(store.inbox, { leaseMs: 600 });
		await effect(client, store.table, "a");
		const slow = client.query("SELECT pg_sleep(1)");
		for (let count = 0; count < 8; count += 1) {
			const before = performance.now();
			assert.equal(await store.inbox.renew(key, token, 600), true);
			assert.ok(performance.now() - before < 500, "no renewal waits for the handler's statement");
			await sleep(200);
		}
		await slow;
		await sleep(300);
		await effect(client, store.table, "b");
		assert.equal(await store.inbox.commit(key, token), true);
		assert.deepEqual(await store.effects(), ["a", "b"]);
	});
});

/**
 * Two processes that both handle all of so many keys, again where the database refuses.
 *
 * @param {Store} store
 * @param {number} count
 */
async function handleAll(store, count) {
	const keys = Array.from({ length: count }, () => newText());
	const handle = async (/** @type {PostgresInbox} */ inbox, /** @type {string} */ key) => {
		for (;;) {
			const token = newText();
			const claim = await inbox.claim(key, HASH, token, LONG);
			if (claim.state === "done") return;
			if (claim.state !== "claimed" || claim.context === undefined) await sleep(2);
			else {
				await effect(claim.context.client, store.table, key);
				// A transaction that the database refuses for the sake of the others is undone as a whole.
				await inbox.commit(key, token).catch((error) => assert.equal(error.code, "40001"));
			}
		}
	};
	const loops = [store.inbox, store.inbox2].flatMap((inbox) =>
		Array.from({ length: 6 }, async (_, from) => {
			for (let index = from; index < keys.length; index += 6) await handle(inbox, String(keys[index]));
		}),
	);
	await Promise.all(loops);
	assert.deepEqual(await store.effects(), [...keys].sort());
}

describe("a PostgreSQL that is stopped at once", { skip: missing }, () => {
	test("in the middle of claims: none of them is committed, all are claimed again, what was done is done", async () => {
		const server = await startPostgres();
		const store = await newStore(server.url);
		try {
			const done = await claimed(store.inbox);
			await effect(done.client, store.table, "done");
			assert.equal(await store.inbox.commit(done.key, done.token), true);
			const kept = await claimed(store.inbox);
			assert.equal(await store.inbox.keep(kept.key, kept.token, KEPT), true);
			const open = await Promise.all(Array.from({ length: 5 }, () => claimed(store.inbox)));
			for (const { client, key } of open) await effect(client, store.table, key);
			const committing = store.inbox.commit(String(open[0]?.key), String(open[0]?.token)).catch(() => "unknown");
			await server.stopImmediate();
			const isFirstDone = await committing;
			await assert.rejects(store.inbox.claim(newText(), HASH, newText(), LONG), { code: "ECONNREFUSED" });
			for (const { key, token } of open.slice(1)) {
				assert.equal(await store.inbox.renew(key, token, LONG), false);
				await assert.rejects(store.inbox.commit(key, token), "nobody can say that it is not committed");
				await store.inbox.release(key, token);
			}
			assert.deepEqual(store.inbox.stats?.(), { claims: 0, maxClaims: 9 });
			await server.restart();
			assert.equal((await store.inbox.claim(done.key, HASH, newText(), LONG)).state, "done");
			assert.deepEqual((await store.inbox.read(kept.key))?.body, KEPT.body);
			for (const { key, token } of open.slice(1)) {
				assert.equal(await store.inbox.commit(key, token), false);
				assert.equal((await claimed(store.inbox, { key })).attempt, 2);
			}
			const isFirstThere = (await store.effects()).includes(String(open[0]?.key));
			if (isFirstDone !== "unknown") assert.equal(isFirstThere, isFirstDone);
			assert.equal(await store.inbox.commit(String(open[0]?.key), String(open[0]?.token)), isFirstThere);
		} finally {
			await store.close();
			await server.stop();
		}
	});
});
