// @ts-check
// How long a sandbox takes to start.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";

const USERS = 100_000;
const ROUNDS = 7;

/** @param {() => unknown} work */
function fastest(work) {
	let least = Number.POSITIVE_INFINITY;
	for (let round = 0; round < ROUNDS; round += 1) {
		const started = performance.now();
		work();
		least = Math.min(least, performance.now() - started);
	}
	return least;
}

test("100,000 users start within ten times what reading their list takes", { timeout: 60_000 }, async () => {
	const sandbox = createSandbox({ users: USERS });
	const response = await sandbox.fetch("/2.0/users", { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
	const text = await response.text();
	const parse = fastest(() => JSON.parse(text));
	const start = fastest(() => createSandbox({ users: USERS }));
	assert.ok(
		start < 10 * parse,
		`${start.toFixed(1)} ms to start, ${parse.toFixed(1)} ms to read: ${(start / parse).toFixed(1)} times`,
	);
});
