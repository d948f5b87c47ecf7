// @ts-check
// How many requests a domain answers in a minute.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { assertError, open } from "./helpers.mjs";

const START = Date.UTC(2026, 6, 2);
const limited = (callsPerMinute = 3) => open({ users: 3, callsPerMinute, clock: { frozenAt: START } });

test("off by default", async () => {
	const { sandbox, ask } = open();
	for (let round = 0; round < 100; round += 1)
		assert.equal((await ask("GET", "/2.0/users", { token: sandbox.usersToken })).status, 200);
});

test("429 above the limit, with the seconds to wait; then it goes on", async () => {
	const { sandbox, ask, list } = limited();
	const token = sandbox.userToken(1);
	await list();
	await sandbox.clock.advance(15_500);
	await list();
	await list();
	const refused = await ask("DELETE", "/2.0/users/me", { token });
	assert.equal(refused.headers.get("retry-after"), "45");
	await assertError(refused, 429, "tooManyRequests");

	await sandbox.clock.advance(44_499);
	const again = await ask("DELETE", "/2.0/users/me", { token });
	assert.equal(again.headers.get("retry-after"), "1");
	assert.equal(again.status, 429);
	await sandbox.clock.advance(1);
	assert.equal((await list()).length, 3, "nobody was deleted");
	assert.equal((await ask("GET", "/2.0/users", { token: sandbox.usersToken })).status, 429);
});

test("requests with and without a token count, whatever they are answered; preflights and refused ones do not", async () => {
	const { ask } = limited(2);
	const headers = { Origin: "http://localhost", "Access-Control-Request-Method": "GET" };
	for (let round = 0; round < 5; round += 1) assert.equal((await ask("OPTIONS", "/2.0/users", { headers })).status, 204);
	const statuses = [];
	for (const path of ["/2.0/users", "/nowhere", "/2.0/users", "/nowhere"]) statuses.push((await ask("GET", path)).status);
	assert.deepEqual(statuses, [401, 404, 429, 429]);
});

test("a page may read how long to wait", async () => {
	const { ask } = limited(1);
	await ask("GET", "/2.0/users");
	const response = await ask("GET", "/2.0/users", { headers: { Origin: "http://localhost" } });
	assert.equal(response.status, 429);
	assert.match(response.headers.get("access-control-expose-headers") ?? "", /\bRetry-After\b/);
});

test("is set back with the state", async () => {
	const { sandbox, ask } = limited(1);
	const snapshot = sandbox.snapshot();
	await ask("GET", "/2.0/users");
	assert.equal((await ask("GET", "/2.0/users")).status, 429);
	sandbox.restore(snapshot);
	assert.equal((await ask("GET", "/2.0/users")).status, 401);
	sandbox.reset();
	assert.equal((await ask("GET", "/2.0/users")).status, 401);
});

test("refuses limits that cannot be", () => {
	for (const callsPerMinute of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, /** @type {any} */ ("30")]) {
		assert.throws(() => createSandbox({ callsPerMinute }), { name: "RangeError", message: /^callsPerMinute: / });
	}
	createSandbox({ callsPerMinute: null });
});
