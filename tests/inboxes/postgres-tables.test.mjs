// @ts-check
// The tables of the inbox on PostgreSQL: made when asked, checked, pruned.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isPowensError } from "powens-users";
import { postgresInbox, postgresInboxMigration } from "powens-users/receiver/postgres";
import { sharedServer } from "../receiver/servers/shared.mjs";
import { claimed, HASH, KEPT, LONG, missing, newPool, newStore, newTable, newText } from "./postgres-store.mjs";

describe("the migration as text", () => {
	test("names the tables that it is told to", () => {
		const text = postgresInboxMigration();
		assert.match(text, /CREATE TABLE IF NOT EXISTS "public"\."powens_inbox" \(/);
		assert.match(text, /CREATE TABLE IF NOT EXISTS "public"\."powens_inbox_kept" \(/);
		assert.doesNotMatch(text, /CREATE SCHEMA|DROP|ALTER/);
		const other = postgresInboxMigration({ schema: "hooks", table: "in" });
		assert.match(other, /^CREATE SCHEMA IF NOT EXISTS "hooks";/);
		assert.equal(
			other.replaceAll('"hooks".', '"public".').replaceAll('"in', '"powens_inbox'),
			`CREATE SCHEMA IF NOT EXISTS "hooks";\n\n${text}`,
		);
	});

	test("refuses names that cannot be", () => {
		for (const options of [null, { table: "" }, { table: "x".repeat(49) }, { schema: 7 }, { table: "a\0b" }]) {
			assert.throws(
				() => postgresInboxMigration(/** @type {any} */ (options)),
				(error) => isPowensError(error) && error.code === "invalid_argument",
			);
		}
	});
});

describe("the tables", { skip: missing, concurrency: 4 }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	/** @type {ReturnType<typeof newPool>} */
	let pool;
	before(async () => {
		server = await sharedServer("POWENS_TEST_POSTGRES");
		pool = newPool(String(server.urls[0]), { max: 8 });
	});
	after(async () => {
		await pool.end();
		await server.stop();
	});

	/** What the inbox does with a table by its claims. */
	async function works(/** @type {import("./postgres-store.mjs").PostgresInboxOptions} */ options) {
		const inbox = postgresInbox(pool, options);
		const { key, token } = await claimed(inbox);
		assert.equal(await inbox.commit(key, token), true);
		const kept = await claimed(inbox);
		assert.equal(await inbox.keep(kept.key, kept.token, KEPT), true);
		assert.equal((await inbox.list()).length, 1);
		assert.equal(await inbox.drop(kept.key), true);
	}

	test("are made by the text, and by migrate, as often as one likes and by many at once", async () => {
		const table = newTable();
		await pool.query(postgresInboxMigration({ table }));
		await pool.query(`BEGIN; ${postgresInboxMigration({ table })} COMMIT`);
		await works({ table });
		const second = newTable();
		await Promise.all(Array.from({ length: 6 }, () => postgresInbox(pool, { table: second }).migrate()));
		await works({ table: second });
		const { rows } = await pool.query(`SELECT count(*)::int AS n FROM "${second}"`);
		assert.equal(rows[0].n, 2);
		await postgresInbox(pool, { table: second }).migrate();
		assert.deepEqual((await pool.query(`SELECT count(*)::int AS n FROM "${second}"`)).rows, rows, "nothing is lost by it");
	});

	for (const [schema, table] of [
		["Hooks", "Big Inbox"],
		['x"; DROP TABLE y; --', 'it\'s; $1 \\ %s "q"'],
		["a'b", "-- "],
	]) {
		test(`may have any names of ASCII: ${schema}, ${table}`, async () => {
			await postgresInbox(pool, { schema, table }).migrate();
			await works({ schema, table });
			await sleep(10);
			assert.equal(await postgresInbox(pool, { schema, table, retentionMs: 1 }).prune(), 2);
		});
	}

	test("are found whatever the search path, and with strings of the old kind", async () => {
		const table = newTable();
		const strange = newPool(String(server.urls[0]), { options: "-c search_path=pg_temp -c standard_conforming_strings=off" });
		const inbox = postgresInbox(strange, { table });
		await inbox.migrate();
		const key = `${newText()}\\'"\n\u{1f600}`;
		const { token } = await claimed(inbox, { key });
		assert.equal(await inbox.commit(key, token), true);
		await works({ table });
		await strange.end();
	});

	/** @type {[string, (table: string) => string, RegExp][]} */
	const unfit = [
		["that are not there", () => "", /^The table "public"\."[^"]+" is not there\. The tables of the inbox/],
		["of which one is missing", (table) => `DROP TABLE "${table}_kept"`, /_kept" is not there\./],
		[
			"of an older version",
			(table) => `COMMENT ON TABLE "${table}" IS 'powens-users inbox, version 0'`,
			/The comment on the table .* is not 'powens-users inbox, version 1'\./,
		],
		["that nobody says the version of", (table) => `COMMENT ON TABLE "${table}" IS NULL`, /The comment on the table/],
		["without a column", (table) => `ALTER TABLE "${table}" DROP COLUMN backend`, /lacks: backend integer\./],
		["with a column of another type", (table) => `ALTER TABLE "${table}_kept" ALTER body TYPE text`, /lacks: body bytea\./],
		["of somebody else's", (table) => `DROP TABLE "${table}"; CREATE TABLE "${table}" (id int)`, /lacks: key text, body_hash/],
	];
	for (const [name, change, message] of unfit) {
		test(`${name}: the first claim says what to do, and check and migrate do; none is made or changed unasked`, async () => {
			const table = newTable();
			if (change(table) !== "") {
				await postgresInbox(pool, { table }).migrate();
				await pool.query(change(table));
			}
			const columns = () =>
				pool.query("SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attrelid::regclass::text LIKE $1", [
					`%${table}%`,
				]);
			const before = (await columns()).rows;
			const inbox = postgresInbox(pool, { table });
			for (const call of [() => inbox.claim(newText(), HASH, newText(), LONG), () => inbox.check()]) {
				await assert.rejects(call, { code: "tables_unfit", message });
				await assert.rejects(call, /postgresInboxMigration\(\) gives, with the same options, or `await inbox\.migrate\(\)`/);
			}
			assert.deepEqual((await columns()).rows, before);
			assert.deepEqual(inbox.stats?.().claims, 0);
		});
	}

	test("that are made after a claim failed are found by the next one", async () => {
		const table = newTable();
		const inbox = postgresInbox(pool, { table });
		await assert.rejects(inbox.claim(newText(), HASH, newText(), LONG), { code: "tables_unfit" });
		await pool.query(postgresInboxMigration({ table }));
		await claimed(inbox).then(({ key, token }) => inbox.commit(key, token));
	});

	test("may have columns of your own", async () => {
		const table = newTable();
		await postgresInbox(pool, { table }).migrate();
		await pool.query(`ALTER TABLE "${table}" ADD tenant text DEFAULT 'a'`);
		await works({ table });
	});

	test("need no more rights than those of a service: SELECT, INSERT, UPDATE, DELETE", async () => {
		const table = newTable();
		await postgresInbox(pool, { table }).migrate();
		await pool.query(`CREATE ROLE "${table}" LOGIN PASSWORD 'service'`);
		await pool.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON "${table}", "${table}_kept" TO "${table}"`);
		const url = new URL(String(server.urls[0]));
		url.username = table;
		url.password = "service";
		const service = newPool(url.href);
		const inbox = postgresInbox(service, { table, retentionMs: 1 });
		const { key, token } = await claimed(inbox);
		assert.equal(await inbox.commit(key, token), true);
		await sleep(10);
		assert.equal(await inbox.prune(), 1);
		await service.end();
	});
});

describe("prune", { skip: missing, concurrency: 4 }, () => {
	/** @type {import("../receiver/servers/shared.mjs").Shared} */
	let server;
	before(async () => {
		server = await sharedServer("POWENS_TEST_POSTGRES");
	});
	after(() => server.stop());

	/**
	 * @param {Awaited<ReturnType<typeof newStore>>} store
	 * @param {number} count
	 * @param {string} claimedAt and doneAt, as SQL
	 * @param {string} doneAt
	 */
	async function fill({ admin, table }, count, claimedAt, doneAt) {
		const { rows } = await admin.query(
			`INSERT INTO "${table}" (key, body_hash, attempts, claimed_at, done_at)` +
				` SELECT 'old-' || gen_random_uuid(), sha256('x'), 1, ${claimedAt}, ${doneAt} FROM generate_series(1, ${count}) RETURNING key`,
		);
		return rows.map(({ key }) => key);
	}

	test("forgets what is older than the retention, in batches, and nothing else", async () => {
		const store = await newStore(String(server.urls[0]));
		const { inbox, admin, table } = store;
		const day = (/** @type {number} */ days) => `now() - interval '${days} days'`;
		await fill(store, 2_500, day(31), day(30.01));
		const failed = await fill(store, 1, day(31), "NULL");
		const slow = await fill(store, 1, day(31), day(29));
		const young = await fill(store, 40, day(29.99), day(29.98));
		const kept = await claimed(inbox);
		await inbox.keep(kept.key, kept.token, KEPT);
		const open = await claimed(inbox);
		await admin.query(`UPDATE "${table}" SET claimed_at = ${day(400)}, done_at = ${day(400)} WHERE key = $1`, [kept.key]);
		const statements = await countDeletes(store, () => inbox.prune({ batch: 1_000 }));
		assert.deepEqual(statements, { result: 2_501, batches: [1_000, 1_000, 501] });
		const { rows } = await admin.query(`SELECT key FROM "${table}"`);
		assert.deepEqual(rows.map(({ key }) => key).sort(), [...slow, ...young, kept.key, open.key].sort());
		assert.equal(
			rows.some(({ key }) => failed.includes(key)),
			false,
		);
		assert.deepEqual((await inbox.read(kept.key))?.body, KEPT.body);
		assert.equal((await inbox.claim(kept.key, HASH, newText(), LONG)).state, "done");
		assert.equal(await inbox.commit(open.key, open.token), true);
		assert.equal(await inbox.prune(), 0);
		await store.close();
	});

	test("may be run by several processes at once, while keys come in", async () => {
		const store = await newStore(String(server.urls[0]));
		await fill(store, 3_000, "now() - interval '40 days'", "now() - interval '40 days'");
		const keys = Array.from({ length: 40 }, () => newText());
		const handling = Promise.all(
			keys.map(async (key, index) => {
				await sleep(index * 3);
				for (;;) {
					const token = newText();
					const { state } = await store.inbox.claim(key, HASH, token, LONG);
					if (state === "claimed") return assert.equal(await store.inbox.commit(key, token), true);
					// No place just now.
					assert.equal(state, "busy");
					await sleep(5);
				}
			}),
		);
		const counts = await Promise.all([store.inbox.prune({ batch: 50 }), store.inbox2.prune({ batch: 70 })]);
		await handling;
		const rest = await store.inbox.prune();
		assert.equal(Number(counts[0]) + Number(counts[1]) + rest, 3_000);
		const { rows } = await store.admin.query(`SELECT key FROM "${store.table}"`);
		assert.deepEqual(rows.map(({ key }) => key).sort(), [...keys].sort());
		await store.close();
	});

	test("finds what is old by an index", async () => {
		const store = await newStore(String(server.urls[0]));
		await fill(store, 20_000, "now()", "now()");
		await fill(store, 10, "now() - interval '40 days'", "now() - interval '40 days'");
		await store.admin.query(`ANALYZE "${store.table}"`);
		await store.admin.query("SELECT pg_stat_reset()");
		assert.equal(await store.inbox.prune(), 10);
		const { rows } = await store.admin.query(
			`EXPLAIN SELECT key FROM "${store.table}" WHERE claimed_at < now() - interval '30 days' AND NOT is_kept` +
				" AND (done_at IS NULL OR done_at < now() - interval '30 days') ORDER BY claimed_at LIMIT 1000",
		);
		assert.match(JSON.stringify(rows), /Index Scan using .*_claimed_at/);
		await store.close();
	});

	test("refuses batches that are none", async () => {
		const inbox = postgresInbox({ options: { max: 2 }, connect: () => Promise.reject(new Error("not asked")) });
		for (const options of [{ batch: 0 }, { batch: 100_001 }, { batch: 1.5 }, null]) {
			await assert.rejects(
				inbox.prune(/** @type {any} */ (options)),
				(error) => isPowensError(error) && error.code === "invalid_argument",
			);
		}
	});
});

/**
 * How many rows each statement deleted, by a trigger.
 *
 * @template Result
 * @param {Awaited<ReturnType<typeof newStore>>} store
 * @param {() => Promise<Result>} run
 */
async function countDeletes({ admin, table }, run) {
	await admin.query(`
		CREATE TABLE "${table}_batches" (at bigserial, rows bigint);
		CREATE FUNCTION "${table}_count"() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN INSERT INTO "${table}_batches" (rows) SELECT count(*) FROM gone; RETURN NULL; END $$;
		CREATE TRIGGER count AFTER DELETE ON "${table}" REFERENCING OLD TABLE AS gone
		FOR EACH STATEMENT EXECUTE FUNCTION "${table}_count"()`);
	const result = await run();
	const { rows } = await admin.query(`SELECT rows::int FROM "${table}_batches" ORDER BY at`);
	return { result, batches: rows.map(({ rows: count }) => count) };
}
