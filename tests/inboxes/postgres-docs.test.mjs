// @ts-check
// What docs/receiving-postgres.md says: its migration is that of the code, its program runs, its options are those that there are.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { postgresInboxMigration } from "powens-users/receiver/postgres";
import { cache, inProject } from "../../scripts/lib/paths.mjs";
import { startPostgres } from "../receiver/servers/postgres.mjs";
import { claimed, missing, newPool, newStore } from "./postgres-store.mjs";
import { sendOne } from "./send-one.mjs";

const path = inProject("docs/receiving-postgres.md");
const page = readFileSync(path, "utf8");
const [first = "", second = ""] = [...page.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql]) => sql);
const [, program = ""] = /```js\n(.*?)```/s.exec(page) ?? [];

test("its migration is that of the code", () => {
	const migration = postgresInboxMigration();
	if (process.env.UPDATE === "1")
		writeFileSync(
			path,
			page.replace(first, () => migration),
		);
	else assert.equal(first, migration);
});

test("its options are those of postgresInbox, with their defaults", () => {
	const source = ["options", "migration"]
		.map((name) => readFileSync(inProject(`js/receiver/inbox/postgres/${name}.ts`), "utf8"))
		.map((text) => /export interface Postgres(?:Inbox|Table)Options[^{]*\{\n(.*?)\n\}/s.exec(text)?.[1])
		.join("\n");
	const names = [...source.matchAll(/^\treadonly (\w+)\?:/gm)].map(([, name]) => name);
	const [, table = ""] = /^(\| option \|.*?)\n\n/ms.exec(page) ?? [];
	const told = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
	assert.deepEqual(told, names);
	for (const value of ["2592000000 \\(30 days\\)", "2000", '`"public"`', '`"powens_inbox"`']) {
		assert.match(source, new RegExp(`@defaultValue ${value}`));
	}
	for (const value of ["30 days", "2,000", '`"public"`', '`"powens_inbox"`']) assert.ok(table.includes(value));
});

test("each code of its errors is one of them, and each is told", () => {
	const source = readFileSync(inProject("js/receiver/inbox/postgres/errors.ts"), "utf8");
	const codes = [...source.matchAll(/^\t(\w+):/gm)].map(([, code]) => code);
	const untold = codes.filter((code) => !page.includes(`\`${code}\``));
	// What the commit's own lost answer, or a pool that others have used up, is told as.
	assert.deepEqual(untold, ["commit_unknown", "no_connection"]);
});

describe("on a server", { skip: missing }, () => {
	/** @type {import("../receiver/servers/postgres.mjs").PostgresServer} */
	let server;
	before(async () => {
		server = await startPostgres();
	});
	after(() => server.stop());

	test("its program runs on its own tables", async () => {
		const pool = newPool(server.url);
		await pool.query(first);
		await pool.query("CREATE TABLE users (powens_id bigint)");
		mkdirSync(cache, { recursive: true });
		// Inside the project, where the packages are found.
		const folder = mkdtempSync(join(cache, "docs-"));
		try {
			const file = join(folder, "program.mjs");
			const sent = `await ${String(sendOne)}(receiver);\nawait receiver.stop();`;
			writeFileSync(file, program.replace("await receiver.stop();", sent));
			const { stderr } = await promisify(execFile)(process.execPath, [file], {
				env: { ...process.env, DATABASE_URL: server.url },
			});
			assert.equal(stderr, "");
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
		assert.equal((await pool.query("SELECT powens_id FROM users")).rows.length, 1);
		assert.deepEqual((await pool.query("SELECT attempts, done_at IS NOT NULL AS is_done FROM powens_inbox")).rows, [
			{ attempts: 1, is_done: true },
		]);
		await pool.end();
	});

	test("the statement for pg_cron forgets what prune does", async () => {
		const store = await newStore(server.url);
		const [old, young] = [await claimed(store.inbox), await claimed(store.inbox)];
		for (const { key, token } of [old, young]) assert.equal(await store.inbox.commit(key, token), true);
		await store.admin.query(
			`UPDATE "${store.table}" SET claimed_at = claimed_at - interval '31 days', done_at = done_at - interval '31 days' WHERE key = $1`,
			[old.key],
		);
		assert.match(second, /^DELETE FROM powens_inbox\n/);
		await store.admin.query(second.replace("powens_inbox", `"${store.table}"`));
		const { rows } = await store.admin.query(`SELECT key FROM "${store.table}"`);
		assert.deepEqual(rows, [{ key: young.key }]);
		await store.close();
	});
});
