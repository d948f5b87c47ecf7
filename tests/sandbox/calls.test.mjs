// @ts-check
// The three calls on users: who may do what, and what is answered to whom may not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertError, DEMO_USER, open } from "./helpers.mjs";

const LIST = "/2.0/users";
const ME = "/2.0/users/me";

test("gets the user of a token, by id and as me", async () => {
	const { sandbox, ask, list } = open();
	const [first] = await list();
	for (const path of [`${LIST}/${DEMO_USER}`, ME]) {
		const response = await ask("GET", path, { token: sandbox.userToken(DEMO_USER) });
		assert.equal(response.status, 200);
		assert.deepEqual(await response.json(), first);
	}
});

test("every answer has a request id of its own, is not stored, and is not sniffed", async () => {
	const { sandbox, ask } = open();
	const ids = new Set();
	for (const token of [sandbox.usersToken, sandbox.usersToken, "nobody"]) {
		const { headers } = await ask("GET", LIST, { token });
		assert.equal(headers.get("cache-control"), "no-store");
		assert.equal(headers.get("x-content-type-options"), "nosniff");
		ids.add(headers.get("x-request-id"));
	}
	assert.equal(ids.size, 3);
});

test("HEAD is a GET without a body", async () => {
	const { sandbox, ask } = open();
	const response = await ask("HEAD", ME, { token: sandbox.userToken(DEMO_USER) });
	assert.equal(response.status, 200);
	assert.equal(await response.text(), "");
});

test("401 for what is no valid token", async (t) => {
	const { sandbox, ask } = open();
	const users = sandbox.usersToken;
	/** @type {Record<string, Record<string, string>>} */
	const cases = {
		"no header": {},
		"an empty header": { Authorization: "" },
		"the scheme alone": { Authorization: "Bearer" },
		"no scheme": { Authorization: users },
		"another scheme": { Authorization: `Basic ${users}` },
		"the scheme glued to the token": { Authorization: `Bearer${users}` },
		"two tokens": { Authorization: `Bearer ${users} ${users}` },
		"a list": { Authorization: `Bearer ${users}, Bearer ${users}` },
		"a token that is not ASCII": { Authorization: `Bearer ${users}\u00e9` },
		"an unknown token": { Authorization: "Bearer nobody" },
		"a token in another case": { Authorization: `Bearer ${users.toUpperCase()}` },
		"more after the token": { Authorization: `Bearer ${users}2` },
		"a demo token of nobody": { Authorization: "Bearer sandbox-user-token-999999" },
		"a demo token of user 0": { Authorization: "Bearer sandbox-user-token-0" },
		"a demo token with a zero in front": { Authorization: "Bearer sandbox-user-token-01" },
		"a demo token beyond 2^53": { Authorization: "Bearer sandbox-user-token-9007199254740993" },
		"a demo token without an id": { Authorization: "Bearer sandbox-user-token-" },
		"a demo token of all": { Authorization: "Bearer sandbox-user-token-all" },
	};
	for (const [name, headers] of Object.entries(cases)) {
		await t.test(name, async () => {
			for (const method of ["GET", "DELETE"]) {
				const response = await ask(method, ME, { headers });
				assert.equal(response.headers.get("www-authenticate"), "Bearer");
				await assertError(response, 401, "unauthorized");
			}
		});
	}
	for (const name of ["no header", "an unknown token", "another scheme", "no scheme"]) {
		await t.test(`list: ${name}`, async () => {
			await assertError(await ask("GET", LIST, { headers: cases[name] }), 401, "unauthorized");
		});
	}
});

test("the scheme is read in any case", async () => {
	const { sandbox, ask } = open();
	assert.equal((await ask("GET", LIST, { headers: { Authorization: `bearer ${sandbox.usersToken}` } })).status, 200);
});

test("403 for a token of the other kind, and nothing happens", async () => {
	const { sandbox, ask, list } = open();
	const token = sandbox.userToken(DEMO_USER);
	await assertError(await ask("GET", LIST, { token }), 403, "forbidden");
	for (const path of [ME, `${LIST}/${DEMO_USER}`, `${LIST}/all`]) {
		await assertError(await ask("GET", path, { token: sandbox.usersToken }), 403, "forbidden");
		await assertError(await ask("DELETE", path, { token: sandbox.usersToken }), 403, "forbidden");
	}
	assert.equal((await list()).length, 20);
});

test("404 for an id that is not the token's own, there or not", async () => {
	const { sandbox, ask, list } = open();
	const [own, other] = await list();
	for (const id of [other.id, 999_999, Number.MAX_SAFE_INTEGER]) {
		for (const method of ["GET", "DELETE"]) {
			await assertError(await ask(method, `${LIST}/${id}`, { token: sandbox.userToken(own.id) }), 404, "notFound");
		}
	}
	assert.equal((await list()).length, 20);
});

test("400 for what is neither a positive integer nor me; nothing is deleted, with all above all", async (t) => {
	const { sandbox, ask, list } = open();
	const token = sandbox.userToken(DEMO_USER);
	const refused = [
		"all",
		"ALL",
		"Me",
		"0",
		"-1",
		"01",
		"1.5",
		"1.0",
		"1e0",
		"+1",
		"NaN",
		"null",
		"%201",
		"1%20",
		"1,2",
		"*",
		"%ff",
		"0x1",
	];
	refused.push("9007199254740993", "1%2F..%2Fall", "%61ll", "%D9%A1", "1%00");
	for (const id of refused) {
		await t.test(id, async () => {
			for (const method of ["GET", "DELETE"]) {
				await assertError(await ask(method, `${LIST}/${id}`, { token }), 400, "invalidValue");
			}
		});
	}
	// What a URL parser makes of dots: the path of all, not of user 1.
	await assertError(await ask("DELETE", `${LIST}/1/../all`, { token }), 400, "invalidValue");
	assert.equal((await list()).length, 20);
});

test("a deleted user is gone, with all tokens, and nobody else is", async () => {
	const { sandbox, ask, renew, list } = open();
	const [first, second] = await list();
	const demo = sandbox.userToken(first.id);
	const renewed = (await (await renew({ id_user: first.id })).json()).access_token;

	const response = await ask("DELETE", `${LIST}/${first.id}`, { token: renewed });
	assert.equal(response.status, 204);
	assert.equal(await response.text(), "");
	assert.equal(response.headers.get("content-type"), null);
	assert.match(response.headers.get("x-request-id") ?? "", /^[0-9a-f]{32}$/);

	for (const token of [demo, renewed]) {
		for (const method of ["GET", "DELETE"]) {
			await assertError(await ask(method, ME, { token }), 401, "unauthorized");
			await assertError(await ask(method, `${LIST}/${first.id}`, { token }), 401, "unauthorized");
		}
	}
	assert.throws(() => sandbox.userToken(first.id), RangeError);
	await assertError(await renew({ id_user: first.id }), 404, "notFound");
	await assertError(await ask("GET", `${LIST}/${first.id}`, { token: sandbox.userToken(second.id) }), 404, "notFound");

	const left = await list();
	assert.equal(left.length, 19);
	assert.ok(!left.some((/** @type {{ id: number }} */ { id }) => id === first.id));
	const survivor = await ask("GET", ME, { token: sandbox.userToken(second.id) });
	assert.deepEqual(await survivor.json(), second);
});

test("deletes me, until nobody is left", async () => {
	const { sandbox, ask, list } = open({ users: 5 });
	for (const { id } of await list()) {
		assert.equal((await ask("DELETE", ME, { token: sandbox.userToken(id) })).status, 204);
	}
	assert.deepEqual(await list(), []);
});

test("of two deletes at once, one succeeds", async () => {
	const { sandbox, ask, list } = open();
	const token = sandbox.userToken(DEMO_USER);
	const statuses = (await Promise.all([ask("DELETE", ME, { token }), ask("DELETE", ME, { token })])).map(({ status }) => status);
	assert.deepEqual(statuses.sort(), [204, 401]);
	assert.equal((await list()).length, 19);
});

test("405 for another method, naming those that are allowed", async (t) => {
	const { sandbox, ask, list } = open();
	/** @type {[string, string[], string][]} */
	const cases = [
		[LIST, ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"], "GET, HEAD"],
		[ME, ["POST", "PUT", "PATCH", "OPTIONS"], "GET, HEAD, DELETE"],
		["/2.0/auth/renew", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"], "POST"],
	];
	for (const [path, methods, allow] of cases) {
		for (const method of methods) {
			await t.test(`${method} ${path}`, async () => {
				const response = await ask(method, path, { token: sandbox.usersToken });
				assert.equal(response.headers.get("allow"), allow);
				await assertError(response, 405, "methodNotAllowed");
			});
		}
	}
	assert.equal((await list()).length, 20);
});

test("404 for other paths", async (t) => {
	const { sandbox, ask } = open();
	const paths = ["/", "/2.0", "/2.0/", "/2.0/users/", "/2.0/users/1/connections", "/2.0//users", "/3.0/users", "/users"];
	paths.push("/2.0/Users", "/2.0/auth", "/2.0/auth/renew/", "/2.0/users%2F1", "/2.0/users/1/", "/2.0/users/..");
	for (const path of paths) {
		await t.test(path, async () => {
			for (const method of ["GET", "DELETE"]) {
				await assertError(await ask(method, path, { token: sandbox.userToken(DEMO_USER) }), 404, "notFound");
			}
		});
	}
});

test("no error repeats a token or an id of the request", async () => {
	const { ask } = open();
	const token = "secret-token-of-a-test";
	for (const path of [LIST, ME, `${LIST}/secret-id`, "/2.0/secret-path"]) {
		const text = await (await ask("GET", path, { token })).text();
		assert.ok(!text.includes("secret"), text);
	}
});
