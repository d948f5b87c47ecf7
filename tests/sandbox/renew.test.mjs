// @ts-check
// POST /2.0/auth/renew: a user token for those who have the client secret.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertError, DEMO_USER, open } from "./helpers.mjs";

const RENEW = "/2.0/auth/renew";
const ME = "/2.0/users/me";

test("gives a token of the user that was asked for", async () => {
	const { ask, renew, list } = open();
	for (const { id } of (await list()).slice(0, 5)) {
		const response = await renew({ id_user: id });
		assert.equal(response.status, 200);
		const body = await response.json();
		assert.deepEqual(Object.keys(body), ["access_token", "token_type"]);
		assert.equal(body.token_type, "Bearer");
		assert.equal((await (await ask("GET", ME, { token: body.access_token })).json()).id, id);
	}
});

test("tokens are all different, and hold what base64 holds", async () => {
	const { ask, renew } = open();
	const tokens = new Set();
	for (let round = 0; round < 100; round += 1) tokens.add((await (await renew()).json()).access_token);
	assert.equal(tokens.size, 100);
	const text = [...tokens].join("");
	for (const character of "+/=") assert.ok(text.includes(character), character);
	for (const token of tokens) {
		assert.match(token, /^[\x21-\x7e]+$/);
		assert.equal((await ask("GET", ME, { token })).status, 200);
	}
});

test("an injected random makes tokens repeatable, and still no two users share one", async () => {
	const tokensOf = async () => {
		const { renew, list } = open({ users: 5, random: () => 0.5 });
		const tokens = [];
		for (const { id } of await list()) tokens.push((await (await renew({ id_user: id })).json()).access_token);
		return tokens;
	};
	const tokens = await tokensOf();
	assert.deepEqual(tokens, await tokensOf());
	assert.equal(new Set(tokens).size, 5);
});

test("reads a form too", async () => {
	const { sandbox, ask } = open();
	const form = {
		grant_type: "client_credentials",
		client_id: sandbox.clientId,
		client_secret: sandbox.clientSecret,
		id_user: "1",
	};
	const response = await ask("POST", RENEW, { body: new URLSearchParams({ ...form, revoke_previous: "true" }) });
	assert.equal(response.status, 200);
	await assertError(await ask("GET", ME, { token: "sandbox-user-token-1" }), 401, "unauthorized");
	assert.equal((await ask("GET", ME, { token: (await response.json()).access_token })).status, 200);
});

test("earlier tokens stay good, unless they are to be revoked", async (t) => {
	for (const revoke of [undefined, null, false, "false"]) {
		await t.test(`revoke_previous: ${revoke}`, async () => {
			const { sandbox, ask, renew } = open();
			const earlier = (await (await renew()).json()).access_token;
			await renew({ revoke_previous: revoke });
			assert.equal((await ask("GET", ME, { token: earlier })).status, 200);
			assert.equal((await ask("GET", ME, { token: sandbox.userToken(DEMO_USER) })).status, 200);
		});
	}
	for (const revoke of [true, "true"]) {
		await t.test(`revoke_previous: ${JSON.stringify(revoke)}`, async () => {
			const { sandbox, ask, renew, list } = open();
			const [, other] = await list();
			const demo = sandbox.userToken(DEMO_USER);
			const earlier = (await (await renew()).json()).access_token;
			const fresh = (await (await renew({ revoke_previous: revoke })).json()).access_token;
			for (const token of [demo, earlier]) await assertError(await ask("GET", ME, { token }), 401, "unauthorized");
			assert.equal((await ask("GET", ME, { token: fresh })).status, 200);
			assert.equal((await ask("GET", ME, { token: sandbox.userToken(other.id) })).status, 200, "only that user's");
			const again = sandbox.userToken(DEMO_USER);
			assert.notEqual(again, demo, "a revoked token never comes back");
			assert.equal((await ask("GET", ME, { token: again })).status, 200);
		});
	}
});

test("the readable token is what userToken gives", () => {
	const { sandbox } = open();
	assert.equal(sandbox.usersToken, "sandbox-users-token");
	assert.equal(sandbox.userToken(DEMO_USER), "sandbox-user-token-1");
	for (const id of [0, -1, 1.5, Number.NaN, 999_999]) assert.throws(() => sandbox.userToken(id), RangeError);
});

test("400 missingParameter names the parameter", async (t) => {
	const { renew } = open();
	for (const name of ["grant_type", "client_id", "client_secret", "id_user"]) {
		// Without id_user a new user is made, as documented.
		for (const value of name === "id_user" ? [null, ""] : [undefined, null, ""]) {
			await t.test(`${name}: ${JSON.stringify(value)}`, async () => {
				const { description } = await assertError(await renew({ [name]: value }), 400, "missingParameter");
				assert.match(description, new RegExp(`\\b${name}\\b`));
			});
		}
	}
});

test("400 invalidValue for values that are not allowed", async (t) => {
	const { renew } = open();
	/** @type {Record<string, unknown[]>} */
	const cases = {
		grant_type: ["password", "CLIENT_CREDENTIALS", 1, ["client_credentials"]],
		client_id: [1, {}, true],
		client_secret: [1, {}, false],
		id_user: [0, -1, 1.5, "me", "all", "1.5", "01", "-1", " 1", true, [1], {}, 2 ** 53, "9007199254740993"],
		revoke_previous: ["yes", 1, 0, [], {}],
	};
	for (const [name, values] of Object.entries(cases)) {
		for (const value of values) {
			await t.test(`${name}: ${JSON.stringify(value)}`, async () => {
				const { description } = await assertError(await renew({ [name]: value }), 400, "invalidValue");
				assert.match(description, new RegExp(`^${name}\\b`));
			});
		}
	}
});

test("400 invalidValue for bodies that cannot be read", async (t) => {
	const { ask } = open();
	const json = "application/json";
	/** @type {[string, Record<string, string>, string][]} */
	const cases = [
		["truncated JSON", { "Content-Type": json }, '{"grant_type":'],
		["an empty body", { "Content-Type": json }, ""],
		["an array", { "Content-Type": json }, "[]"],
		["null", { "Content-Type": json }, "null"],
		["text", { "Content-Type": json }, '"client_credentials"'],
		["JSON without its type", { "Content-Type": "text/plain" }, "{}"],
		["multipart", { "Content-Type": "multipart/form-data; boundary=x" }, "--x--"],
		["a huge body", { "Content-Type": json }, `{"grant_type":"${"x".repeat(70_000)}"}`],
		["a huge body that tells its length", { "Content-Type": json, "Content-Length": "999999" }, "{}"],
	];
	for (const [name, headers, body] of cases) {
		await t.test(name, async () => {
			await assertError(await ask("POST", RENEW, { headers, body }), 400, "invalidValue");
		});
	}
});

test("keys that every object inherits are no parameters", async () => {
	const { ask } = open();
	const body = '{"__proto__":{"grant_type":"client_credentials"}}';
	await assertError(await ask("POST", RENEW, { headers: { "Content-Type": "application/json" }, body }), 400, "missingParameter");
});

test("403 for a wrong client, before anything is said of users", async (t) => {
	const { sandbox, ask, renew } = open();
	for (const changes of [{ client_id: "other" }, { client_secret: "other" }, { client_secret: `${sandbox.clientSecret} ` }]) {
		await t.test(JSON.stringify(changes), async () => {
			await assertError(await renew({ ...changes, revoke_previous: true }), 403, "forbidden");
			await assertError(await renew({ ...changes, id_user: 999_999 }), 403, "forbidden");
		});
	}
	assert.equal((await ask("GET", ME, { token: "sandbox-user-token-1" })).status, 200, "nothing was revoked");
});

test("404 for a user that is not there", async () => {
	const { renew } = open();
	await assertError(await renew({ id_user: 999_999 }), 404, "notFound");
});
