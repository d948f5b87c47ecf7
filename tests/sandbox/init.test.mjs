// @ts-check
// POST /2.0/auth/init: a new user, for a while or for good. And what makes a temporary one permanent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertError, open } from "./helpers.mjs";

const INIT = "/2.0/auth/init";
const ME = "/2.0/users/me";
const MINUTE = 60_000;
const START = Date.UTC(2026, 6, 2, 8);
const frozen = () => open({ users: 20, clock: { frozenAt: START } });

test("without a client: a temporary user, with a token of that user", async (t) => {
	/** @type {Record<string, Record<string, unknown> | undefined>} */
	const bodies = { "no body": undefined, "an empty object": {}, "the client's id alone": { client_id: "sandbox-client-id" } };
	bodies["the secret alone"] = { client_secret: "sandbox-client-secret" };
	for (const [name, body] of Object.entries(bodies)) {
		await t.test(name, async () => {
			const { sandbox, ask, init, list } = frozen();
			const last = (await list()).at(-1).id;
			const response = await init(body);
			assert.equal(response.status, 200);
			const answer = await response.json();
			assert.deepEqual(Object.keys(answer), ["auth_token", "type", "id_user", "expires_in"]);
			assert.equal(answer.type, "temporary");
			assert.equal(answer.expires_in, 1800);
			assert.ok(answer.id_user > last);
			const user = await (await ask("GET", ME, { token: answer.auth_token })).json();
			assert.deepEqual(user, { id: answer.id_user, signin: "2026-07-02 08:00:00", platform: "web" });
			assert.deepEqual((await list()).at(-1), user);
			const entry = sandbox.record().find((each) => each.kind === "request" && each.route === "POST /auth/init");
			assert.deepEqual(entry?.changes, [
				{ type: "user_created", userId: user.id, permanent: false },
				{ type: "token_issued", userId: user.id, permanent: false },
			]);
		});
	}
});

test("with client_id and client_secret: a permanent user; as JSON and as a form", async (t) => {
	const credentials = { client_id: "sandbox-client-id", client_secret: "sandbox-client-secret" };
	/** @type {Record<string, { headers?: Record<string, string>, body: BodyInit }>} */
	const requests = {
		JSON: { headers: { "Content-Type": "application/json" }, body: JSON.stringify(credentials) },
		form: { body: new URLSearchParams(credentials) },
	};
	for (const [name, request] of Object.entries(requests)) {
		await t.test(name, async () => {
			const { sandbox, ask } = frozen();
			const answer = await (await ask("POST", INIT, request)).json();
			assert.equal(answer.type, "permanent");
			assert.equal(answer.expires_in, null);
			await sandbox.clock.advance(365 * 24 * 60 * MINUTE);
			assert.equal((await ask("GET", ME, { token: answer.auth_token })).status, 200);
		});
	}
});

test("403 for a wrong client, and nobody is made", async (t) => {
	const { init, list } = frozen();
	const right = { client_id: "sandbox-client-id", client_secret: "sandbox-client-secret" };
	for (const changes of [
		{ client_id: "other" },
		{ client_secret: "other" },
		{ client_secret: undefined, client_id: "other" },
		{ client_id: undefined, client_secret: "x" },
	]) {
		await t.test(JSON.stringify(changes), async () => {
			await assertError(await init({ ...right, ...changes }), 403, "forbidden");
		});
	}
	assert.equal((await list()).length, 20);
});

test("400 for parameters that cannot be, and nobody is made", async (t) => {
	const { ask, init, list } = frozen();
	for (const value of [null, ""]) {
		await t.test(`client_id: ${JSON.stringify(value)}`, async () => {
			await assertError(await init({ client_id: value }), 400, "missingParameter");
		});
	}
	for (const value of [1, true, [], {}]) {
		await t.test(`client_id: ${JSON.stringify(value)}`, async () => {
			await assertError(await init({ client_id: value }), 400, "invalidValue");
		});
	}
	for (const body of ["[]", "{", "null", '"x"']) {
		const headers = { "Content-Type": "application/json" };
		await t.test(body, async () => {
			await assertError(await ask("POST", INIT, { headers, body }), 400, "invalidValue");
		});
	}
	assert.equal((await list()).length, 20);
});

test("a temporary user ends after 30 minutes of the clock, with token and place in the list", async () => {
	const { sandbox, ask, init, list } = frozen();
	const { auth_token: token, id_user: userId } = await (await init()).json();
	await sandbox.clock.advance(30 * MINUTE - 1);
	assert.equal((await ask("GET", ME, { token })).status, 200);
	assert.equal((await list()).length, 21);
	await sandbox.clock.advance(1);
	await assertError(await ask("GET", ME, { token }), 401, "unauthorized");
	assert.equal((await list()).length, 20);
	assert.throws(() => sandbox.userToken(userId), RangeError);
	const expired = sandbox.record().filter(({ changes }) => changes.some(({ type }) => type === "user_expired"));
	assert.deepEqual(
		expired.map((entry) => [entry.kind === "control" && entry.action, entry.at, entry.changes]),
		[["expire", START + 30 * MINUTE, [{ type: "user_expired", userId }]]],
	);
});

test("each temporary user ends at the own moment, also when the clock leaps over several", async () => {
	const { sandbox, init } = frozen();
	/** @type {number[]} */
	const ids = [];
	for (let round = 0; round < 3; round += 1) {
		ids.push((await (await init()).json()).id_user);
		await sandbox.clock.advance(MINUTE);
	}
	await sandbox.clock.advance(60 * MINUTE);
	const ends = sandbox
		.record()
		.flatMap(({ at, changes }) => changes.filter(({ type }) => type === "user_expired").map((change) => [at, change]));
	assert.deepEqual(
		ends,
		ids.map((userId, index) => [START + (30 + index) * MINUTE, { type: "user_expired", userId }]),
	);
});

test("renew makes a temporary user permanent", async () => {
	const { sandbox, ask, init, renew } = frozen();
	const { auth_token: first, id_user: userId } = await (await init()).json();
	const { access_token: second } = await (await renew({ id_user: userId })).json();
	await sandbox.clock.advance(90 * MINUTE);
	for (const token of [first, second]) assert.equal((await (await ask("GET", ME, { token })).json()).id, userId);
	const changes = sandbox.record().flatMap((entry) => entry.changes.map(({ type }) => type));
	assert.deepEqual(changes, ["user_created", "token_issued", "token_issued", "user_became_permanent"]);
});

test("renew without id_user makes a permanent user", async () => {
	const { sandbox, ask, renew, list } = frozen();
	const last = (await list()).at(-1).id;
	const response = await renew({ id_user: undefined });
	assert.equal(response.status, 200);
	const body = await response.json();
	assert.deepEqual(Object.keys(body), ["access_token", "token_type"]);
	await sandbox.clock.advance(90 * MINUTE);
	assert.ok((await (await ask("GET", ME, { token: body.access_token })).json()).id > last);
	assert.equal((await list()).length, 21);
});

test("ids are never given twice", async () => {
	const { sandbox, ask, list } = frozen();
	const seen = new Set((await list()).map((/** @type {{ id: number }} */ { id }) => id));
	for (let round = 0; round < 5; round += 1) {
		const { id, token } = sandbox.createUser();
		assert.ok(!seen.has(id));
		seen.add(id);
		assert.equal((await ask("DELETE", ME, { token })).status, 204);
	}
});

test("createUser does what the call does", async () => {
	const { sandbox, ask } = frozen();
	const permanent = sandbox.createUser();
	const temporary = sandbox.createUser({ permanent: false });
	for (const { id, token } of [permanent, temporary]) assert.equal((await (await ask("GET", ME, { token })).json()).id, id);
	await sandbox.clock.advance(31 * MINUTE);
	assert.equal((await ask("GET", ME, { token: permanent.token })).status, 200);
	await assertError(await ask("GET", ME, { token: temporary.token }), 401, "unauthorized");
	assert.throws(() => sandbox.createUser({ permanent: /** @type {any} */ ("yes") }), {
		name: "RangeError",
		message: /^permanent: /,
	});
});
