// @ts-check
// What each kind of token may do, and DELETE /2.0/auth/token.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertError, DEMO_USER, open } from "./helpers.mjs";

const TOKEN = "/2.0/auth/token";
const ME = "/2.0/users/me";

test("scopes: each kind of token is good for its own calls, 403 elsewhere", async (t) => {
	/** @type {[string, string, ("users" | "configuration" | "user")][]} */
	const calls = [
		["GET", "/2.0/users", "users"],
		["GET", ME, "user"],
		["DELETE", ME, "user"],
		["DELETE", TOKEN, "user"],
		["GET", "/webhooks/auth", "configuration"],
		["GET", "/2.0/webhooks/auth", "configuration"],
	];
	for (const [method, path, scope] of calls) {
		for (const kind of /** @type {const} */ (["users", "configuration", "user", "temporary"])) {
			await t.test(`${method} ${path} with a token: ${kind}`, async () => {
				const { sandbox, ask } = open();
				const tokens = {
					users: sandbox.usersToken,
					configuration: sandbox.configurationToken,
					user: sandbox.userToken(DEMO_USER),
					temporary: sandbox.createUser({ permanent: false }).token,
				};
				const response = await ask(method, path, { token: tokens[kind] });
				if (kind === scope || (kind === "temporary" && scope === "user")) assert.ok(response.status < 300, `${response.status}`);
				else await assertError(response, 403, "forbidden");
			});
		}
		await t.test(`${method} ${path} without a token`, async () => {
			await assertError(await open().ask(method, path), 401, "unauthorized");
		});
	}
});

test("a revoked token is unknown; the others of the user stay good", async () => {
	const { sandbox, ask, renew } = open();
	const demo = sandbox.userToken(DEMO_USER);
	const renewed = (await (await renew()).json()).access_token;
	for (const [gone, left] of [
		[demo, renewed],
		[renewed, undefined],
	]) {
		const response = await ask("DELETE", TOKEN, { token: gone });
		assert.equal(response.status, 204);
		assert.equal(await response.text(), "");
		await assertError(await ask("GET", ME, { token: gone }), 401, "unauthorized");
		await assertError(await ask("DELETE", TOKEN, { token: gone }), 401, "unauthorized");
		if (left !== undefined) assert.equal((await ask("GET", ME, { token: left })).status, 200);
	}
	const again = sandbox.userToken(DEMO_USER);
	assert.ok(again !== demo && again !== renewed, "a revoked token never comes back");
	assert.equal((await ask("GET", ME, { token: again })).status, 200);
});
