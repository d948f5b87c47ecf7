// @ts-check
// README's first example of the receiver, as a program of its own on a real PostgreSQL.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { postgresInbox } from "powens-users/receiver/postgres";
import { freePort } from "../receiver/servers/temporary.mjs";
import { secretKey, serverOrReason, signed, until } from "./helpers.mjs";

const server = await serverOrReason("POWENS_TEST_POSTGRES");
const database = `first_example_${process.pid}`;
const path = "/powens/user-created";

describe("README's first example", { skip: server.skip }, () => {
	/** @type {pg.Pool} */
	let pool;
	/** @type {import("node:child_process").ChildProcess} */
	let child;
	let origin = "";
	let printed = "";

	before(async () => {
		const whole = new pg.Client({ connectionString: server.url });
		await whole.connect();
		await whole.query(`CREATE DATABASE ${database}`);
		await whole.end();
		const { host, port, user, password } = whole;
		pool = new pg.Pool({ host, port, user, password: password ?? undefined, database });
		await postgresInbox(pool).migrate();
		await pool.query("CREATE TABLE customers (powens_id bigint NOT NULL)");
		const own = await freePort();
		origin = `http://127.0.0.1:${own}`;
		child = spawn(process.execPath, [fileURLToPath(new URL("../../examples/receiver.mjs", import.meta.url))], {
			env: {
				...process.env,
				PGHOST: host,
				PGPORT: String(port),
				PGUSER: user,
				PGDATABASE: database,
				...(password && { PGPASSWORD: password }),
				POWENS_WEBHOOK_SECRET: secretKey,
				PORT: String(own),
			},
			stdio: ["ignore", "pipe", "inherit"],
		});
		child.stdout?.setEncoding("utf8").on("data", (text) => {
			printed += text;
		});
		await until("it listens", () => fetch(origin).then(Boolean, () => false));
	});
	after(async () => {
		child?.kill("SIGKILL");
		await pool?.end();
		await server.stop();
	});
	const customers = async () =>
		(await pool.query("SELECT powens_id FROM customers ORDER BY 1")).rows.map((row) => Number(row.powens_id));
	/** @param {number} id @param {number} webhook */
	const send = async (id, webhook) =>
		(await fetch(signed(path, { id, signin: "2026-06-01 12:00:00", id_webhook_data: webhook }, origin))).status;

	test("what is sent twice, one after the other and at once, is written once", async () => {
		assert.deepEqual([await send(42, 1), await send(42, 1)], [204, 204]);
		assert.deepEqual(await Promise.all([1, 2, 3].map(() => send(43, 2))), [204, 204, 204]);
		assert.deepEqual(await customers(), [42, 43]);
		await until("it has told", () => printed.split("duplicate null /powens/user-created").length === 4);
		assert.match(printed, /^refused not_found null *$/m);
		assert.equal(printed.match(/^accepted null \/powens\/user-created *$/gm)?.length, 2);
	});

	test("it ends at SIGTERM", { timeout: 20_000 }, async () => {
		const ended = once(child, "exit");
		child.kill("SIGTERM");
		assert.deepEqual(await ended, [0, null]);
	});
});
