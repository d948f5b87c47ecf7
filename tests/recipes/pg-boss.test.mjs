// @ts-check
// examples/receiver-pg-boss.mjs against a real PostgreSQL: a delivery is a job, neither a second nor a lost one, whatever dies.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import pg from "pg";
import PgBoss from "pg-boss";
import { postgresInbox } from "powens-users/receiver/postgres";
import { jobIdOf, startReceiver, startWorker } from "../../examples/receiver-pg-boss.mjs";
import { secretKey, serverOrReason, signed, until } from "./helpers.mjs";

const server = await serverOrReason("POWENS_TEST_POSTGRES");
const path = "/powens/user-created";

/** An own delivery for each test. */
let last = Date.now();
const payloadOf = () => ({ id: 42, signin: "2026-06-01 12:00:00", note: "people's data", id_webhook_data: ++last });
const keyOf = (/** @type {{ id_webhook_data: number }} */ { id_webhook_data: id }) => `${path}\ndefault\n${id}`;
const statusOf = (/** @type {{ status: number }} */ { status }) => status;

test("the id of a job is a UUID of version 5, and that of its key alone", () => {
	const ids = ["a", "b", "a"].map(jobIdOf);
	for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	assert.equal(ids[0], ids[2]);
	assert.notEqual(ids[0], ids[1]);
});

describe("the recipe for pg-boss", { skip: server.skip }, () => {
	/** @type {pg.Pool} */
	let pool;
	/** @type {PgBoss} */
	let boss;
	/** @type {Awaited<ReturnType<typeof startReceiver>>} */
	let receiver;
	/** @type {any[]} */
	const outcomes = [];

	before(async () => {
		pool = new pg.Pool({ connectionString: server.url, max: 5 });
		pool.on("error", () => {});
		await postgresInbox(pool).migrate();
		boss = new PgBoss({ connectionString: server.url });
		boss.on("error", (error) => console.error(error));
		await boss.start();
		receiver = await startReceiver({ pool, boss, secretKey, onOutcome: (/** @type {unknown} */ told) => outcomes.push(told) });
	});
	after(async () => {
		await receiver?.stop();
		await boss?.stop({ graceful: false });
		await pool?.end();
		await server.stop();
	});

	/** The jobs of a delivery, in each state. @param {ReturnType<typeof payloadOf>} payload */
	const jobsOf = async (payload) =>
		(await pool.query("SELECT id, state, data FROM pgboss.job WHERE data->>'body' LIKE $1", [`%${payload.id_webhook_data}%`]))
			.rows;

	test("what is sent twice is one job", async () => {
		const payload = payloadOf();
		const both = await Promise.all([1, 2].map(() => receiver.fetch(signed(path, payload))));
		assert.deepEqual(both.map(statusOf), [204, 204]);
		assert.equal(statusOf(await receiver.fetch(signed(path, payload))), 204);
		const [job, ...others] = await jobsOf(payload);
		assert.equal(others.length, 0);
		assert.equal(job.id, jobIdOf(keyOf(payload)));
		assert.equal(JSON.parse(job.data.body).note, "people's data");
	});

	test("a process that dies before the commit leaves no job, and the next attempt makes it", { timeout: 60_000 }, async () => {
		const payload = payloadOf();
		await diesInTransaction(payload, "before");
		assert.deepEqual(await jobsOf(payload), []);
		await until("the delivery is accepted", async () => statusOf(await receiver.fetch(signed(path, payload))) === 204);
		const { kind, attempt } = outcomes.at(-1);
		assert.deepEqual([kind, attempt], ["accepted", 2]);
		assert.equal((await jobsOf(payload)).length, 1);
	});

	test("a process that dies behind the commit leaves the one job, and what comes again is a duplicate", {
		timeout: 60_000,
	}, async () => {
		const payload = payloadOf();
		await diesInTransaction(payload, "after");
		assert.equal((await jobsOf(payload)).length, 1);
		assert.equal(statusOf(await receiver.fetch(signed(path, payload))), 204);
		assert.equal(outcomes.at(-1).kind, "duplicate");
		assert.equal((await jobsOf(payload)).length, 1);
	});

	test("a job that cannot be sent is an attempt that failed, and leaves nothing", async () => {
		const payload = payloadOf();
		await pool.query("ALTER TABLE pgboss.job ADD CONSTRAINT refuse CHECK (data->>'body' NOT LIKE '%refused%') NOT VALID");
		const refused = { ...payload, note: "refused" };
		assert.equal(statusOf(await receiver.fetch(signed(path, refused))), 503);
		assert.equal(outcomes.at(-1).code, "handler_failed");
		assert.deepEqual(await jobsOf(payload), []);
		await pool.query("ALTER TABLE pgboss.job DROP CONSTRAINT refuse");
		assert.equal(statusOf(await receiver.fetch(signed(path, refused))), 204);
		assert.equal((await jobsOf(payload)).length, 1);
	});

	test("a job that is there already is none more", async () => {
		const payload = payloadOf();
		await pool.query("INSERT INTO pgboss.job (id, name, data) VALUES ($1, 'powens', $2)", [
			jobIdOf(keyOf(payload)),
			{ type: "USER_CREATED", body: JSON.stringify(payload) },
		]);
		assert.equal(statusOf(await receiver.fetch(signed(path, payload))), 204);
		assert.equal((await jobsOf(payload)).length, 1);
	});

	test("workers do each job", { timeout: 60_000 }, async () => {
		/** @type {[number, string][]} */
		const done = [];
		await startWorker({
			boss,
			work: async (event, job) => {
				done.push([event.user.id, job]);
			},
		});
		await until("all jobs are done", async () => done.length >= 5);
		assert.deepEqual(
			done.map(([user]) => user),
			[42, 42, 42, 42, 42],
		);
		assert.equal(new Set(done.map(([, id]) => id)).size, 5);
	});

	test("without its queue no delivery is accepted, since its job would be lost", async () => {
		await boss.offWork("powens");
		await pool.query("DELETE FROM pgboss.job WHERE name = 'powens'");
		await boss.deleteQueue("powens");
		const payload = payloadOf();
		assert.equal(statusOf(await receiver.fetch(signed(path, payload))), 503);
		assert.match(outcomes.at(-1).error.message, /no queue powens/);
		await boss.createQueue("powens");
		assert.equal(statusOf(await receiver.fetch(signed(path, payload))), 204);
		assert.equal((await jobsOf(payload)).length, 1);
	});
});

/**
 * @param {object} payload
 * @param {"before" | "after"} when
 */
async function diesInTransaction(payload, when) {
	const script = fileURLToPath(new URL("children/dies-in-transaction.mjs", import.meta.url));
	const child = spawn(process.execPath, [script, server.url, JSON.stringify(payload), when], { stdio: "inherit" });
	const [, signal] = await once(child, "exit");
	assert.equal(signal, "SIGKILL");
}
