// @ts-check
// The clock of a sandbox.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createSandbox } from "powens-users/sandbox";
import { runScript } from "./helpers.mjs";

const AT = Date.UTC(2026, 0, 1);

test("runs with the platform's, and stands where it is frozen", async () => {
	const { clock } = createSandbox({ users: 1 });
	assert.equal(clock.isFrozen, false);
	assert.ok(Math.abs(clock.now() - Date.now()) < 50);
	await clock.freeze();
	assert.equal(clock.isFrozen, true);
	const stood = clock.now();
	await sleep(20);
	assert.equal(clock.now(), stood);
	await clock.advance(1000);
	assert.equal(clock.now(), stood + 1000);
	clock.resume();
	assert.equal(clock.isFrozen, false);
	await sleep(20);
	assert.ok(clock.now() > stood + 1000 && clock.now() < stood + 1500);
});

test("is frozen at a moment, later or earlier, and from the start by an option", async () => {
	const { clock } = createSandbox({ users: 1, clock: { frozenAt: AT } });
	assert.equal(clock.isFrozen, true);
	assert.equal(clock.now(), AT);
	for (const moment of [AT + 5, AT - 5, 0]) {
		await clock.freeze(moment);
		assert.equal(clock.now(), moment);
	}
});

test("a move takes effect at once, waited for or not; moves add up", async () => {
	const { clock } = createSandbox({ users: 1, clock: { frozenAt: AT } });
	const moves = [clock.advance(10), clock.advance(20), clock.advance(0)];
	assert.equal(clock.now(), AT + 30);
	await Promise.all(moves);
	assert.equal(clock.now(), AT + 30);
});

test("moves add up also while one has something to do", async () => {
	const sandbox = createSandbox({ users: 1, clock: { frozenAt: AT } });
	sandbox.createUser({ permanent: false });
	await Promise.all([sandbox.clock.advance(31 * 60_000), sandbox.clock.advance(60_000)]);
	assert.equal(sandbox.clock.now(), AT + 32 * 60_000);
});

test("moves on while it runs", async () => {
	const { clock } = createSandbox({ users: 1 });
	await clock.advance(3_600_000);
	assert.equal(clock.isFrozen, false);
	const ahead = clock.now() - Date.now();
	assert.ok(Math.abs(ahead - 3_600_000) < 50, `${ahead}`);
});

test("a running clock ends temporary users by itself", async () => {
	const sandbox = createSandbox({ users: 1 });
	sandbox.createUser({ permanent: false });
	await sandbox.clock.advance(30 * 60_000 - 30);
	const ended = new Promise((resolve) => sandbox.subscribe(resolve));
	// The sandbox's own timer keeps no process alive, this one does.
	const [entry] = await Promise.all([ended, sleep(200)]);
	assert.deepEqual(
		entry.changes.map((/** @type {{ type: string }} */ { type }) => type),
		["user_expired"],
	);
});

test("a sandbox with something planned keeps no process alive", async () => {
	const { code, stdout } = await runScript(`
		import { createSandbox } from "powens-users/sandbox";
		createSandbox().createUser({ permanent: false });
		console.log("end");
	`);
	assert.deepEqual([code, stdout], [0, "end\n"]);
});

test("after close nothing rings", async () => {
	const sandbox = createSandbox({ users: 1 });
	sandbox.createUser({ permanent: false });
	await sandbox.clock.advance(30 * 60_000 - 20);
	const before = sandbox.record().length;
	sandbox.close();
	await sleep(60);
	assert.equal(sandbox.record().length, before);
});

test("refuses moments and moves that cannot be, and stands where it was", async () => {
	const { clock } = createSandbox({ users: 1, clock: { frozenAt: AT } });
	for (const value of [
		-1,
		1.5,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		2 ** 53,
		/** @type {any} */ ("1"),
		/** @type {any} */ (null),
	]) {
		await assert.rejects(clock.advance(value), { name: "RangeError", message: /^ms: / });
		if (value !== null) await assert.rejects(clock.freeze(value), { name: "RangeError", message: /^atMs: / });
		assert.throws(() => createSandbox({ clock: { frozenAt: value } }), { name: "RangeError", message: /^clock\.frozenAt: / });
	}
	assert.equal(clock.now(), AT);
});
