// @ts-check
// What faults do to the state and to those who wait: late work, callers who give up, and ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inWorld, isThere, requestsOf, see, TRANSPORTS } from "./faults.mjs";
import { open, runScript } from "./helpers.mjs";

const TOKEN = "sandbox-user-token-1";
const LATE_FAULTS = /** @type {const} */ (["latency", "reset", "reset_in_body", "html_503", "endless_body"]);

/** @param {import("powens-users/sandbox").Sandbox} sandbox */
const firstOf = async (sandbox) => {
	const [entry] = await requestsOf(sandbox);
	assert.ok(entry !== undefined);
	return entry;
};

/**
 * Asks to delete user 1, and gives up once the request has arrived, however long that takes.
 *
 * @param {Parameters<Parameters<typeof inWorld>[2]>[0]} world
 */
async function giveUp({ ask, sandbox }) {
	const caller = new AbortController();
	const asked = assert.rejects(ask("DELETE", "/2.0/users/1", TOKEN, { signal: caller.signal }), { name: "AbortError" });
	await until(() => sandbox.record().some(({ kind }) => kind === "request"));
	// Work that is done before the wait is done in the same turn; a little more for a busy machine.
	await sleep(20);
	caller.abort();
	await asked;
}

/** @param {() => boolean} isSo */
async function until(isSo) {
	for (let round = 0; round < 1_000 && !isSo(); round += 1) await sleep(10);
	assert.ok(isSo());
}

for (const transport of TRANSPORTS) {
	test(`a delete whose caller gave up is done all the same, ${transport}`, async () => {
		const rules = [/** @type {const} */ ({ fault: "latency", ms: 1_500, performs: "after" })];
		await inWorld(transport, { faults: { rules } }, async (world) => {
			const { sandbox } = world;
			await giveUp(world);
			const entry = await firstOf(sandbox);
			assert.deepEqual([entry.ended, entry.status, entry.performed, entry.changes], ["abandoned", null, false, []]);
			assert.equal(isThere(sandbox, 1), true);
			await until(() => !isThere(sandbox, 1));
			const later = await firstOf(sandbox);
			assert.deepEqual(later.changes, [{ type: "user_deleted", userId: 1 }]);
			assert.deepEqual([later.ended, later.status, later.performed], ["abandoned", null, true]);
			assert.equal(isThere(sandbox, 1), false);
		});
	});

	test(`one that was done before the wait is done, whoever gives up, ${transport}`, async () => {
		const rules = [/** @type {const} */ ({ fault: "latency", ms: 60_000, performs: "before" })];
		await inWorld(transport, { faults: { rules } }, async (world) => {
			await giveUp(world);
			const entry = await firstOf(world.sandbox);
			assert.deepEqual(entry.changes, [{ type: "user_deleted", userId: 1 }]);
			assert.deepEqual([entry.ended, entry.status, entry.performed], ["abandoned", null, true]);
		});
	});

	test(`a late answer takes its time, ${transport}`, async () => {
		for (const performs of /** @type {const} */ (["before", "after"])) {
			await inWorld(transport, { faults: { rules: [{ fault: "latency", ms: 120, performs }] } }, async ({ ask }) => {
				const started = performance.now();
				assert.equal((await ask("GET", "/2.0/users/1", TOKEN)).status, 200);
				const elapsed = performance.now() - started;
				assert.ok(elapsed >= 115 && elapsed < 1_000, `${elapsed} ms`);
			});
		}
	});

	test(`who stops reading a body has abandoned it, ${transport}`, async () => {
		for (const fault of /** @type {const} */ (["huge_body", "endless_body"])) {
			await inWorld(transport, { faults: { rules: [{ fault }] } }, async ({ ask, sandbox }) => {
				const controller = new AbortController();
				const response = await ask("GET", "/2.0/users/1", TOKEN, { signal: controller.signal });
				const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
				await reader.read();
				const reason = new Error("enough");
				controller.abort(reason);
				await assert.rejects(
					async () => {
						while (!(await reader.read()).done);
					},
					transport === "in-process" ? (error) => error === reason : Error,
				);
				assert.equal((await firstOf(sandbox)).ended, "abandoned");
				assert.equal((await firstOf(sandbox)).status, 200);
			});
		}
	});

	test(`late work of a POST has the body of its caller who has gone, ${transport}`, async () => {
		const rules = [/** @type {const} */ ({ fault: "reset", performs: "after", on: "POST /auth/init" })];
		await inWorld(transport, { faults: { rules } }, async ({ ask, sandbox }) => {
			const body = JSON.stringify({ client_id: sandbox.clientId, client_secret: sandbox.clientSecret });
			const headers = { "Content-Type": "application/json" };
			assert.equal((await see(ask("POST", "/2.0/auth/init", undefined, { headers, body }))).end, "ECONNRESET");
			await sleep(100);
			const [created] = (await firstOf(sandbox)).changes;
			assert.ok(created?.type === "user_created" && created.permanent, JSON.stringify(created));
		});
	});
}

test("a caller's abort rejects with its reason while a fault holds the answer back", async () => {
	for (const performs of /** @type {const} */ (["before", "after"])) {
		for (const reason of [new Error("enough"), "enough"]) {
			const { ask, sandbox } = open({ users: 2, faults: { rules: [{ fault: "latency", ms: 60_000, performs }] } });
			const controller = new AbortController();
			const asked = sandbox.fetch("/2.0/users/1", { headers: { Authorization: `Bearer ${TOKEN}` }, signal: controller.signal });
			setTimeout(() => controller.abort(reason), 10);
			await assert.rejects(asked, (error) => error === reason);
			assert.equal(typeof ask, "function");
			sandbox.close();
		}
	}
});

test("a refused and a reset connection reject as Node's fetch does", async () => {
	for (const [fault, code] of /** @type {const} */ ([
		["refused", "ECONNREFUSED"],
		["reset", "ECONNRESET"],
	])) {
		const { ask } = open({ users: 2, faults: { rules: [{ fault, performs: "never" }] } });
		await assert.rejects(ask("GET", "/2.0/users"), (/** @type {any} */ error) => {
			assert.ok(error instanceof TypeError);
			assert.equal(error.message, "fetch failed");
			assert.ok(/** @type {any} */ (error.cause) instanceof Error);
			return /** @type {any} */ (error.cause).code === code;
		});
	}
});

test("a huge body is made while it is read", async () => {
	const { ask, sandbox } = open({ users: 2, faults: { rules: [{ fault: "huge_body", bytes: 2 ** 40 }] } });
	const response = await ask("GET", "/2.0/users/1", { token: TOKEN });
	const before = process.memoryUsage().arrayBuffers;
	const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
	let length = 0;
	while (length < 50_000_000) length += (await reader.read()).value?.length ?? Number.NaN;
	await sleep(20);
	assert.ok(process.memoryUsage().arrayBuffers - before < 60_000_000);
	await reader.cancel();
	assert.equal((await firstOf(sandbox)).ended, "abandoned");
});

test("an endless body that nobody reads makes nothing", async () => {
	const { ask, sandbox } = open({ users: 2, faults: { rules: [{ fault: "endless_body" }] } });
	const bodies = [];
	for (let index = 0; index < 50; index += 1) bodies.push(await ask("GET", `/2.0/users?limit=${index + 1}`));
	await sleep(100);
	const cpu = process.cpuUsage();
	await sleep(300);
	const { user, system } = process.cpuUsage(cpu);
	assert.ok(user + system < 150_000, `${(user + system) / 1000} ms`);
	await Promise.all(bodies.map((response) => response.body?.cancel()));
	assert.ok((await requestsOf(sandbox)).every(({ ended }) => ended === "abandoned"));
});

test("a body that breaks does so, read or not", async () => {
	const { ask, sandbox } = open({ users: 2, faults: { rules: [{ fault: "reset_in_body" }] } });
	const response = await ask("GET", "/2.0/users/1", { token: TOKEN });
	await sleep(100);
	assert.equal((await firstOf(sandbox)).ended, "broken-off");
	await assert.rejects(response.text(), (/** @type {any} */ error) => error.cause?.code === "ECONNRESET");
});

for (const [name, end] of /** @type {[string, (sandbox: import("powens-users/sandbox").Sandbox, snapshot: any) => void][]} */ ([
	["a reset", (sandbox) => sandbox.reset()],
	["a restore", (sandbox, snapshot) => sandbox.restore(snapshot)],
	["a close", (sandbox) => sandbox.close()],
])) {
	test(`${name} ends what faults hold back, and nothing is done late`, async () => {
		const { ask, sandbox } = open({ users: 2 });
		const snapshot = sandbox.snapshot();
		/** @type {Promise<any>[]} */
		const asked = [];
		for (const fault of LATE_FAULTS) {
			sandbox.setFaults({ rules: [{ fault, performs: "after", ...(fault === "latency" && { ms: 60 }) }] });
			asked.push(see(ask("DELETE", "/2.0/users/1", { token: TOKEN })));
		}
		await sleep(5);
		end(sandbox, snapshot);
		const ends = (await Promise.all(asked)).map((seen) => seen.end);
		assert.deepEqual(ends, ["ECONNRESET", "ECONNRESET", "breaks", "whole", "breaks"]);
		await sleep(120);
		const entries = await requestsOf(sandbox);
		assert.deepEqual(
			entries.map(({ ended }) => ended),
			["unanswered", "unanswered", "broken-off", "answered", "broken-off"],
		);
		assert.ok(entries.every(({ performed, changes }) => !performed && changes.length === 0));
		assert.equal(isThere(sandbox, 1), true);
	});
}

test("nothing keeps a program running", async () => {
	const script = (/** @type {string} */ body) => `
		import { createSandbox } from "powens-users/sandbox";
		const ask = (sandbox, signal) => sandbox.fetch("/2.0/users", { signal }).then((response) => response.body?.cancel(), () => {});
		const of = (rule) => createSandbox({ users: 1, faults: { rules: [rule] } });
		${body}
		console.log("ends");`;
	for (const body of [
		'for (const performs of ["before", "after"]) { const sandbox = of({ fault: "latency", ms: 600_000, performs }); const asked = ask(sandbox); sandbox.close(); await asked; }',
		'await ask(of({ fault: "latency", ms: 600_000, performs: "before" }), AbortSignal.timeout(10));',
		'for (const fault of ["reset", "reset_in_body", "huge_body", "endless_body"]) await ask(of({ fault }));',
	]) {
		const { code, stdout, stderr } = await runScript(script(body));
		assert.deepEqual([code, stdout], [0, "ends\n"], stderr);
	}
});
