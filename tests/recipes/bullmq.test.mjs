// @ts-check
// examples/receiver-bullmq.mjs against a real Redis: one delivery is one job, also where a process dies between the two.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createClient } from "redis";
import { startReceiver, startWorker } from "../../examples/receiver-bullmq.mjs";
import { secretKey, serverOrReason, signed, until } from "./helpers.mjs";

const server = await serverOrReason("POWENS_TEST_REDIS");
const connection = { url: server.url };
const path = "/powens/user-created";
const DAYS_30 = 30 * 86_400;

/** An own delivery for each test. */
let last = Date.now();
const payloadOf = () => ({ id: 42, signin: "2026-06-01 12:00:00", note: "people's data", id_webhook_data: ++last });

describe("the recipe for BullMQ", { skip: server.skip }, () => {
	/** @type {any} */
	let client;
	/** @type {ReturnType<typeof startReceiver>} */
	let started;
	/** @type {import("bullmq").Worker | undefined} */
	let worker;
	/** What workers did. @type {[userId: number, job: string][]} */
	const done = [];
	/** @type {any[]} */
	const outcomes = [];

	before(async () => {
		client = await createClient({ url: server.url }).connect();
		started = startReceiver({
			client,
			connection,
			secretKey,
			leaseMs: 300,
			onOutcome: (/** @type {unknown} */ outcome) => outcomes.push(outcome),
		});
		await started.queue.waitUntilReady();
	});
	after(async () => {
		await worker?.close();
		await started?.queue.obliterate({ force: true });
		await started?.stop();
		await client?.close();
		await server.stop();
	});
	const startOne = () => {
		const work = async (/** @type {any} */ event, /** @type {string} */ job) => done.push([event.user.id, job]);
		worker = startWorker({ connection, work });
	};
	/** Jobs of all states. */
	const jobs = () => started.queue.getJobs();

	test("what is sent twice is one job", async () => {
		const payload = payloadOf();
		assert.deepEqual(
			(await Promise.all([1, 2].map(() => started.receiver.fetch(signed(path, payload))))).map(statusOf),
			[204, 204],
		);
		assert.equal(statusOf(await started.receiver.fetch(signed(path, payload))), 204);
		const [job, ...others] = await jobs();
		assert.equal(others.length, 0);
		assert.match(job?.id ?? "", /^[0-9a-f]{64}$/);
		assert.equal(job?.name, "USER_CREATED");
		assert.equal(JSON.parse(job?.data.body).note, "people's data");
	});

	test("a process that dies between the job and the note of it adds none when it is sent again", {
		timeout: 60_000,
	}, async () => {
		const payload = payloadOf();
		await diesAfterJob(payload);
		assert.equal((await jobs()).length, 2);
		outcomes.length = 0;
		await until("the delivery is accepted", async () => statusOf(await started.receiver.fetch(signed(path, payload))) === 204);
		const { kind, attempt } = outcomes.at(-1);
		// The handler ran once more, and added the same job.
		assert.deepEqual([kind, attempt], ["accepted", 2]);
		assert.equal((await jobs()).length, 2);
	});

	test("workers do each job once, and leave nothing of it but its id, for as long as the inbox remembers", async () => {
		startOne();
		await until("both jobs are done", async () => (await started.queue.getCompletedCount()) === 2);
		assert.deepEqual(
			done.map(([user]) => user),
			[42, 42],
		);
		assert.equal(new Set(done.map(([, id]) => id)).size, 2);
		for (const job of await jobs()) {
			assert.deepEqual(job.data, { body: null });
			assert.deepEqual([job.opts.removeOnComplete, job.opts.removeOnFail], [{ age: DAYS_30 }, { age: DAYS_30 }]);
		}
	});

	test("nor does it add one when the job has ended meanwhile", { timeout: 60_000 }, async () => {
		const payload = payloadOf();
		await diesAfterJob(payload);
		await until("the job is done", async () => (await started.queue.getCompletedCount()) === 3);
		outcomes.length = 0;
		await until("the delivery is accepted", async () => statusOf(await started.receiver.fetch(signed(path, payload))) === 204);
		assert.equal(outcomes.at(-1).attempt, 2);
		await until("nothing waits", async () => (await started.queue.getJobCountByTypes("waiting", "active", "delayed")) === 0);
		assert.equal(done.length, 3);
	});
});

const statusOf = (/** @type {{ status: number }} */ { status }) => status;

/** @param {object} payload */
async function diesAfterJob(payload) {
	const script = fileURLToPath(new URL("children/dies-after-job.mjs", import.meta.url));
	const child = spawn(process.execPath, [script, server.url, JSON.stringify(payload)], { stdio: "inherit" });
	const [, signal] = await once(child, "exit");
	assert.equal(signal, "SIGKILL");
}
