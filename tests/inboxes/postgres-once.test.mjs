// @ts-check
// What a handler writes through `context.client` is committed together with its key, or not at all.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { startProxy } from "./postgres-proxy.mjs";
import { claimed, effect, HASH, KEPT, LONG, missing, newPool, newStore, newText, socketOf } from "./postgres-store.mjs";

/** @typedef {Awaited<ReturnType<typeof newStore>>} Store */

describe("what a handler writes", { skip: missing, concurrency: 8 }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	before(async () => {
		server = await sharedServer("POWENS_TEST_POSTGRES");
	});
	after(() => server.stop());

	/**
	 * @param {string} name
	 * @param {(store: Store) => Promise<void>} run
	 */
	function onStore(name, run) {
		test(name, async () => {
			const store = await newStore(String(server.urls[0]));
			try {
				await run(store);
			} finally {
				await store.close();
			}
		});
	}

	onStore(
		"what ends a claim and is sent twice at once waits for the first one's end",
		async ({ inbox, pool, table, effects }) => {
			pool.once("acquire", (client) => {
				const query = client.query.bind(client);
				client.query = async (/** @type {any[]} */ ...given) => {
					if (given[0] === "COMMIT") await new Promise((resolve) => setTimeout(resolve, 50));
					return /** @type {any} */ (query)(...given);
				};
			});
			const { key, token, client } = await claimed(inbox);
			await effect(client, table, "once");
			assert.deepEqual(await Promise.all([inbox.commit(key, token), inbox.commit(key, token)]), [true, true]);
			assert.deepEqual(await effects(), ["once"]);

			const other = await claimed(inbox);
			const both = [inbox.keep(other.key, other.token, KEPT), inbox.keep(other.key, other.token, KEPT)];
			assert.deepEqual(await Promise.all(both), [true, true]);
		},
	);

	/** @param {Store} store @param {string} key */
	async function isFree({ inbox2 }, key) {
		const token = newText();
		const claim = await inbox2.claim(key, HASH, token, LONG);
		if (claim.state === "claimed") await inbox2.release(key, token, false);
		return claim.state === "claimed";
	}

	onStore("is seen by nobody before the commit, and by all after it", async (store) => {
		const { inbox, table } = store;
		const { key, token, client } = await claimed(inbox);
		await effect(client, table, "a");
		assert.deepEqual(await store.effects(), []);
		assert.equal(await inbox.commit(key, token), true);
		assert.deepEqual(await store.effects(), ["a"]);
		assert.equal(await isFree(store, key), false);
	});

	onStore("is undone by release", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		await store.inbox.release(key, token);
		assert.deepEqual(await store.effects(), []);
		assert.equal(await isFree(store, key), true);
	});

	onStore("is undone by keep, which keeps the body in its place", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		assert.equal(await store.inbox.keep(key, token, KEPT), true);
		assert.deepEqual(await store.effects(), []);
		assert.deepEqual((await store.inbox2.read(key))?.body, KEPT.body);
	});

	onStore("is undone by keep also where a statement of it failed", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		await assert.rejects(client.query("SELECT 1/0"), { code: "22012" });
		assert.equal(await store.inbox.keep(key, token, KEPT), true);
		assert.deepEqual(await store.effects(), []);
	});

	onStore("is committed with a replay, which drops what was kept", async (store) => {
		const first = await claimed(store.inbox);
		await store.inbox.keep(first.key, first.token, KEPT);
		const { key, token, client } = await claimed(store.inbox2, { key: first.key, which: "kept" });
		await effect(client, store.table, "a");
		assert.equal(await store.inbox2.commit(key, token), true);
		assert.deepEqual(await store.effects(), ["a"]);
		assert.equal(await store.inbox.read(key), undefined);
	});

	onStore("is undone when a replay fails, and the body stays kept", async (store) => {
		const first = await claimed(store.inbox);
		await store.inbox.keep(first.key, first.token, KEPT);
		const { key, token, client } = await claimed(store.inbox2, { key: first.key, which: "kept" });
		await effect(client, store.table, "a");
		await store.inbox2.release(key, token);
		assert.deepEqual(await store.effects(), []);
		assert.equal((await store.inbox.read(key))?.attempts, 2);
	});

	onStore("is undone by the end of its process, which frees the key at once", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		assert.equal(await isFree(store, key), false);
		socketOf(client).destroy();
		const until = performance.now() + 900;
		let free = false;
		while (!free && performance.now() < until) free = await isFree(store, key);
		assert.equal(free, true, "in less time than any lease or pause");
		assert.deepEqual(await store.effects(), []);
		assert.equal(await store.inbox.renew(key, token, LONG), false);
		assert.equal(await store.inbox.commit(key, token), false);
		assert.equal(await store.inbox.keep(key, token, KEPT), false, "a claim that counted came after it");
		const next = await claimed(store.inbox2, { key });
		assert.equal(next.attempt, 2, "the attempt that died counts");
	});

	onStore("may be kept after its connection broke, where nobody claimed the key since", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		socketOf(client).destroy();
		await assert.rejects(client.query("SELECT 1"));
		assert.equal(await store.inbox.keep(key, token, KEPT), true);
		assert.deepEqual(await store.effects(), []);
		assert.deepEqual((await store.inbox2.read(key))?.body, KEPT.body);
	});

	for (const ending of ["COMMIT", "ROLLBACK", "COMMIT; BEGIN", "ROLLBACK; BEGIN"]) {
		onStore(`is no claim any more after ${ending} in the handler, which commit and renew tell`, async (store) => {
			const { inbox, table } = store;
			const { key, token, client } = await claimed(inbox);
			await effect(client, table, "a");
			await client.query(ending);
			await effect(client, table, "b");
			assert.equal(await inbox.renew(key, token, LONG), false);
			await assert.rejects(inbox.commit(key, token), { code: "transaction_ended", message: /Leave the transaction open/ });
			assert.equal((await store.row(key)).done_at, null, "the key is never done");
			const isOpen = ending.endsWith("BEGIN");
			const written = [...(ending.startsWith("COMMIT") ? ["a"] : []), ...(isOpen ? [] : ["b"])];
			assert.deepEqual(await store.effects(), written, "what was committed past the inbox");
			assert.equal(await inbox.commit(key, token), false);
			assert.equal(await isFree(store, key), true);
		});
	}

	onStore("may have savepoints of its own", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await client.query("SAVEPOINT mine");
		await assert.rejects(client.query("SELECT 1/0"));
		await client.query("ROLLBACK TO SAVEPOINT mine");
		await effect(client, store.table, "a");
		assert.equal(await store.inbox.renew(key, token, LONG), true);
		assert.equal(await store.inbox.commit(key, token), true);
		assert.deepEqual(await store.effects(), ["a"]);
	});

	onStore("is not committed where a statement failed and the handler went on", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		await assert.rejects(client.query("SELECT 1/0"));
		assert.equal(await store.inbox.renew(key, token, LONG), true, "the transaction is still there");
		await assert.rejects(store.inbox.commit(key, token), (/** @type {any} */ error) => {
			assert.equal(error.code, "transaction_aborted");
			assert.equal(error.cause.code, "25P02");
			return true;
		});
		assert.deepEqual(await store.effects(), []);
		assert.equal(await isFree(store, key), true);
	});

	onStore("is not committed where a constraint fails at the commit; it can be kept then", async (store) => {
		await store.admin.query(`CREATE TABLE "${store.table}_unique" (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED)`);
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		await client.query(`INSERT INTO "${store.table}_unique" VALUES (1), (1)`);
		await assert.rejects(store.inbox.commit(key, token), { code: "23505" });
		assert.deepEqual(await store.effects(), []);
		assert.equal(await store.inbox.commit(key, token), false);
		assert.equal(await store.inbox.keep(key, token, KEPT), true);
	});

	onStore("by a handler that gives its connection back, or ends it, is refused there", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		assert.throws(() => client.release(), /belongs to the receiver/);
		assert.throws(() => client.end(), /belongs to the receiver/);
		await effect(client, store.table, "a");
		assert.equal(await store.inbox.commit(key, token), true);
		assert.deepEqual(await store.effects(), ["a"]);
	});

	for (const end of /** @type {const} */ (["commit", "release", "keep"])) {
		onStore(`behind ${end} is refused, and stands in nobody else's way`, async (store) => {
			const { key, token, client } = await claimed(store.inbox);
			await store.inbox[end](key, token, /** @type {any} */ (end === "keep" ? KEPT : undefined));
			assert.throws(() => client.query("SELECT 1"), /only for the time of the handler/);
			await assert.rejects(async () => effect(client, store.table, "late"), /only for the time of the handler/);
			// The connection itself goes on.
			const next = await claimed(store.inbox);
			await effect(next.client, store.table, "next");
			assert.equal(await store.inbox.commit(next.key, next.token), true);
			assert.deepEqual(await store.effects(), ["next"]);
		});
	}

	onStore("without waiting for its end is committed too", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		void effect(client, store.table, "a");
		client.query(`INSERT INTO "${store.table}_effects" VALUES ('b')`, () => {});
		assert.equal(await store.inbox.commit(key, token), true);
		assert.deepEqual(await store.effects(), ["a", "b"]);
	});

	onStore("is undone with its connection where a statement is still under way at release", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		await effect(client, store.table, "a");
		const slow = assert.rejects(client.query("SELECT pg_sleep(0.7)"));
		const before = performance.now();
		await store.inbox.release(key, token);
		assert.ok(performance.now() - before < 500, "nobody waits for the statement");
		await slow;
		assert.deepEqual(await store.effects(), []);
		assert.equal(await isFree(store, key), false, "the server is still at the statement");
		await new Promise((resolve) => setTimeout(resolve, 1_200));
		assert.equal(await isFree(store, key), true);
		assert.deepEqual(await store.effects(), []);
	});

	onStore("goes through cursors and all else that the connection can do", async (store) => {
		const { key, token, client } = await claimed(store.inbox);
		assert.equal(client.escapeIdentifier('a"b'), '"a""b"');
		assert.equal(
			client.on("notice", () => {}),
			client,
		);
		assert.equal(client.getTransactionStatus(), "T");
		const rows = await client.query({ text: "SELECT $1::int AS n", values: [7], rowMode: "array" });
		assert.deepEqual(rows.rows, [[7]]);
		assert.equal(await store.inbox.commit(key, token), true);
	});

	for (const when of /** @type {const} */ (["before", "after"])) {
		test(`is told as it is where the connection breaks ${when} the server has committed`, async () => {
			const url = String(server.urls[0]);
			const store = await newStore(url);
			const proxy = await startProxy(url);
			const pool = newPool(proxy.url);
			try {
				const { postgresInbox } = await import("powens-users/receiver/postgres");
				const inbox = postgresInbox(pool, { table: store.table });
				const { key, token, client } = await claimed(inbox);
				await effect(client, store.table, "a");
				proxy.breakAt("COMMIT\0", when);
				await assert.rejects(inbox.commit(key, token), /Connection terminated/);
				assert.equal(await inbox.commit(key, token), when === "after", "asked again, it knows");
				assert.equal(await isFree(store, key), when === "before");
				assert.deepEqual(await store.effects(), when === "after" ? ["a"] : []);
			} finally {
				proxy.close();
				await pool.crash();
				await store.close();
			}
		});
	}
});
