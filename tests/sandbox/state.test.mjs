// @ts-check
// reset, snapshot, restore; and that sandboxes share nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { open } from "./helpers.mjs";

const AT = Date.UTC(2026, 6, 3, 12);
const OPTIONS = { users: 12, clock: { frozenAt: AT }, deliver: /** @type {const} */ ("manual") };

/** @param {number} seed */
function randomFrom(seed) {
	let state = seed;
	return (/** @type {number} */ below) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return (state >>> 8) % below;
	};
}

/**
 * Does something at random that may change the state.
 *
 * @param {ReturnType<typeof open>} opened
 * @param {(below: number) => number} random
 */
async function act({ sandbox, ask, renew, init, list }, random) {
	const users = await list();
	const { id } = users[random(users.length)] ?? { id: sandbox.createUser().id };
	const json = { "Content-Type": "application/json" };
	const acts = [
		() => ask("DELETE", "/2.0/users/me", { token: sandbox.userToken(id) }),
		() => ask("DELETE", "/2.0/auth/token", { token: sandbox.userToken(id) }),
		() => init(),
		() => init(),
		() => init({ client_id: sandbox.clientId, client_secret: sandbox.clientSecret }),
		() => renew({ id_user: id }),
		() => renew({ id_user: id, revoke_previous: true }),
		() => renew({ id_user: undefined }),
		() =>
			ask("POST", "/webhooks/auth", {
				token: sandbox.configurationToken,
				headers: json,
				body: JSON.stringify({ type: "hmac_signature", name: "x" }),
			}),
		() => ask("DELETE", `/webhooks/auth/${1 + random(3)}`, { token: sandbox.configurationToken }),
		() => sandbox.sync(id),
		() => {
			const [connection] = sandbox.connections(id);
			if (connection !== undefined) sandbox.deleteConnection(id, connection.id);
		},
		() => sandbox.clock.advance(random(20) * 60_000),
	];
	await acts[random(acts.length)]?.();
}

/**
 * All that can be seen of a state, as it is told over HTTP and by methods, without what is random in each answer. Changes nothing.
 *
 * @param {ReturnType<typeof open>} opened
 * @param {readonly string[]} tokens
 */
async function seen({ sandbox, ask, list }, tokens) {
	const users = await list();
	const ids = users.map((/** @type {{ id: number }} */ { id }) => id);
	const answers = [];
	for (const token of tokens) {
		const response = await ask("GET", "/2.0/users/me", { token });
		answers.push([response.status, response.status === 200 ? await response.text() : ""]);
	}
	return JSON.stringify({
		list: await (await ask("GET", "/2.0/users", { token: sandbox.usersToken })).text(),
		providers: await (await ask("GET", "/webhooks/auth", { token: sandbox.configurationToken })).text(),
		connections: ids.map((/** @type {number} */ id) => sandbox.connections(id)),
		answers,
		now: sandbox.clock.now(),
		webhooks: sandbox.webhooks.list(),
	});
}

/** Tokens that a snapshot knows, and the readable ones. @param {string} state */
const tokensIn = (state) => [
	...new Set([...state.matchAll(/"token":"([^"]+)"/g)].map(([, token]) => token ?? "")),
	...Array.from({ length: 30 }, (_, index) => `sandbox-user-token-${index + 1}`),
];

for (let seed = 1; seed <= 25; seed += 1) {
	test(`after any calls, restore and reset bring back what was: seed ${seed}`, async () => {
		const random = randomFrom(seed);
		const opened = open(OPTIONS);
		const { sandbox } = opened;
		const start = sandbox.snapshot();
		for (let round = 0; round < 15; round += 1) await act(opened, random);
		const snapshot = sandbox.snapshot();
		const tokens = tokensIn(snapshot.state);
		const before = await seen(opened, tokens);
		assert.deepEqual(sandbox.snapshot(), snapshot, "looking changes nothing");

		for (let round = 0; round < 15; round += 1) await act(opened, random);
		sandbox.restore(JSON.parse(JSON.stringify(snapshot)));
		assert.equal(await seen(opened, tokens), before);
		assert.deepEqual(sandbox.snapshot(), snapshot);

		const other = open(OPTIONS);
		other.sandbox.restore(snapshot);
		assert.equal(await seen(other, tokens), before, "in another sandbox too");

		sandbox.reset();
		assert.deepEqual(sandbox.snapshot(), start);
		assert.equal(await seen(opened, tokens), await seen(open(OPTIONS), tokens));
	});
}

test("temporary users of a snapshot end when they would have", async () => {
	const { sandbox, list } = open(OPTIONS);
	sandbox.createUser({ permanent: false });
	await sandbox.clock.advance(10 * 60_000);
	const snapshot = sandbox.snapshot();
	await sandbox.clock.advance(60 * 60_000);
	assert.equal((await list()).length, 12);
	sandbox.restore(snapshot);
	assert.equal((await list()).length, 13);
	await sandbox.clock.advance(20 * 60_000 - 1);
	assert.equal((await list()).length, 13);
	await sandbox.clock.advance(1);
	assert.equal((await list()).length, 12);
});

test("a running clock goes on as far off the platform's as it was", async () => {
	const { sandbox } = open({ users: 3 });
	const snapshot = sandbox.snapshot();
	await sandbox.clock.advance(3_600_000);
	const later = sandbox.snapshot();
	sandbox.restore(snapshot);
	assert.ok(Math.abs(sandbox.clock.now() - Date.now()) < 50);
	sandbox.restore(later);
	assert.ok(Math.abs(sandbox.clock.now() - Date.now() - 3_600_000) < 50);
});

test("refuses what is no snapshot of such a sandbox, and stays as it was", async (t) => {
	const { sandbox, ask, list } = open({ users: 3 });
	await ask("DELETE", "/2.0/users/me", { token: sandbox.userToken(1) });
	const wrong = [
		null,
		undefined,
		{},
		[],
		"x",
		{ version: 2 },
		{ ...sandbox.snapshot(), version: 2 },
		{ ...sandbox.snapshot(), state: {} },
	];
	wrong.push(createSandbox({ users: 4 }).snapshot(), createSandbox({ users: 3, seed: 2 }).snapshot());
	const whole = sandbox.snapshot();
	for (const state of ["", "{", "{}", whole.state.replace('"plan":null', '"plan":{"rules":5}')]) {
		assert.notEqual(state, whole.state);
		wrong.push({ ...whole, state });
	}
	for (const [index, snapshot] of wrong.entries()) {
		await t.test(`${index}`, () => {
			assert.throws(() => sandbox.restore(/** @type {any} */ (snapshot)), { name: "RangeError", message: /^snapshot: / });
		});
	}
	assert.equal((await list()).length, 2);
});

test("two sandboxes share nothing", async () => {
	const [one, two] = [open(OPTIONS), open(OPTIONS)];
	const before = two.sandbox.snapshot();
	const { token } = one.sandbox.createUser();
	await one.ask("DELETE", "/2.0/users/me", { token: one.sandbox.userToken(1) });
	await one.ask("DELETE", "/2.0/auth/token", { token: one.sandbox.userToken(2) });
	one.sandbox.sync(2);
	await one.sandbox.clock.advance(60_000);
	assert.deepEqual(two.sandbox.snapshot(), before);
	assert.deepEqual(two.sandbox.record(), []);
	assert.equal((await two.ask("GET", "/2.0/users/me", { token })).status, 401);
	assert.equal((await two.ask("GET", "/2.0/users/me", { token: "sandbox-user-token-1" })).status, 200);
});
