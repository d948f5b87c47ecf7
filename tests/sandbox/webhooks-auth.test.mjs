// @ts-check
// /webhooks/auth: the authentication providers of webhooks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertError, open } from "./helpers.mjs";

const OAUTH = {
	type: "oauth",
	name: "ours",
	config: {
		url: "https://console.example.com/token",
		client_id: "powens",
		client_secret: "very-secret",
		grant_type: "client_credentials",
	},
};

/** @param {string} prefix */
function providers(prefix) {
	const { sandbox, ask } = open();
	const token = sandbox.configurationToken;
	const path = `${prefix}/webhooks/auth`;
	return {
		list: async () => (await ask("GET", path, { token })).json(),
		/** @param {unknown} body */
		create: (body) => ask("POST", path, { token, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
		/** @param {string | number} id */
		remove: (id) => ask("DELETE", `${path}/${id}`, { token }),
	};
}

for (const prefix of ["", "/2.0"]) {
	test(`${prefix}/webhooks/auth: made, listed, removed`, async () => {
		const { list, create, remove } = providers(prefix);
		assert.deepEqual(await list(), { authproviders: [] });

		const response = await create({ type: "hmac_signature", name: "signed" });
		assert.equal(response.status, 200);
		const made = await response.json();
		assert.deepEqual(Object.keys(made), ["id", "type", "name", "config"]);
		assert.deepEqual(Object.keys(made.config), ["secret_key"]);
		assert.ok(made.config.secret_key.length >= 32);
		assert.deepEqual(await (await create(OAUTH)).json(), { id: 2, type: "oauth", name: "ours" }, "no secret comes back");
		assert.notEqual(
			(await (await create({ type: "hmac_signature", name: "signed" })).json()).config.secret_key,
			made.config.secret_key,
		);

		assert.deepEqual(await list(), {
			authproviders: [
				{ id: 1, type: "hmac_signature", name: "signed" },
				{ id: 2, type: "oauth", name: "ours" },
				{ id: 3, type: "hmac_signature", name: "signed" },
			],
		});
		assert.equal((await remove(3)).status, 204);
		await assertError(await remove(3), 404, "notFound");
		assert.equal((await (await create(OAUTH)).json()).id, 4, "an id is never given twice");
	});
}

test("400 for what cannot be a provider, and none is made", async (t) => {
	const { list, create } = providers("");
	const { config } = OAUTH;
	/** @type {[unknown, string][]} */
	const cases = [
		[{ name: "x" }, "missingParameter"],
		[{ type: "basic", name: "x" }, "invalidValue"],
		[{ type: "hmac_signature" }, "missingParameter"],
		[{ type: "hmac_signature", name: 7 }, "invalidValue"],
		[{ ...OAUTH, config: undefined }, "missingParameter"],
		[{ ...OAUTH, config: "x" }, "invalidValue"],
		[{ ...OAUTH, config: { ...config, url: undefined } }, "missingParameter"],
		[{ ...OAUTH, config: { ...config, url: "console" } }, "invalidValue"],
		[{ ...OAUTH, config: { ...config, url: "ftp://console.example.com" } }, "invalidValue"],
		[{ ...OAUTH, config: { ...config, client_id: undefined } }, "missingParameter"],
		[{ ...OAUTH, config: { ...config, client_secret: "" } }, "missingParameter"],
		[{ ...OAUTH, config: { ...config, grant_type: "password" } }, "invalidValue"],
		[[], "invalidValue"],
	];
	for (const [body, code] of cases) {
		await t.test(JSON.stringify(body), async () => {
			const { description } = await assertError(await create(body), 400, code);
			assert.ok(!description.includes("very-secret"));
		});
	}
	assert.deepEqual(await list(), { authproviders: [] });
});

test("404 for an id that is none", async () => {
	const { remove } = providers("");
	for (const id of [0, 1, -1, "x", "01", "all", "1.0", 2 ** 60]) await assertError(await remove(id), 404, "notFound");
});

test("405 for other methods", async () => {
	const { sandbox, ask } = open();
	const token = sandbox.configurationToken;
	for (const prefix of ["", "/2.0"]) {
		for (const method of ["PUT", "DELETE"]) {
			const response = await ask(method, `${prefix}/webhooks/auth`, { token });
			assert.equal(response.headers.get("allow"), "GET, HEAD, POST");
			await assertError(response, 405, "methodNotAllowed");
		}
		await assertError(await ask("GET", `${prefix}/webhooks/auth/1`, { token }), 405, "methodNotAllowed");
	}
});
