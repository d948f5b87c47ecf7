// @ts-check
// The record: what really happened, whatever was answered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { DEMO_USER, ORIGIN, open } from "./helpers.mjs";

const AT = Date.UTC(2026, 6, 4);
const frozen = (options = {}) => open({ users: 20, clock: { frozenAt: AT }, ...options });

test("an entry for each request: what it was, whose, and what it changed", async () => {
	const { sandbox, ask } = frozen();
	const token = sandbox.userToken(DEMO_USER);
	const got = await ask("GET", "/2.0/users?limit=2", { token: sandbox.usersToken });
	const [entry] = sandbox.record();
	assert.deepEqual(entry, {
		kind: "request",
		sequence: 1,
		at: AT,
		changes: [],
		method: "GET",
		path: "/2.0/users?limit=2",
		route: "GET /users",
		userId: null,
		headers: {},
		fault: null,
		performed: true,
		status: 200,
		ended: "answered",
		requestId: got.headers.get("x-request-id"),
	});
	await ask("DELETE", "/2.0/users/me", { token });
	await ask("DELETE", "/2.0/users/me", { token });
	await ask("DELETE", `/2.0/users/${DEMO_USER}`);
	assert.deepEqual(
		sandbox
			.record()
			.slice(1)
			.map((each) => each.kind === "request" && [each.userId, each.status, each.changes]),
		[
			[DEMO_USER, 204, [{ type: "user_deleted", userId: DEMO_USER }]],
			[null, 401, []],
			[null, 401, []],
		],
	);
});

test("counts the tokens that a call revokes", async () => {
	const { sandbox, renew } = frozen();
	await renew();
	for (let round = 0; round < 2; round += 1) await renew({ revoke_previous: true });
	const counts = sandbox
		.record()
		.flatMap(({ changes }) => changes.flatMap((each) => (each.type === "tokens_revoked" ? each.count : [])));
	assert.deepEqual(counts, [2, 1], "the readable one and one that was renewed; then the one that took their place");
});

test("what the record says of changes is how the state changed", async () => {
	const { sandbox, ask, renew, list } = frozen();
	const users = (await list()).map((/** @type {{ id: number }} */ { id }) => id);
	for (const id of users.slice(0, 10)) await ask("DELETE", `/2.0/users/${id}`, { token: `sandbox-user-token-${id}` });
	for (const id of users.slice(5, 15)) await ask("DELETE", `/2.0/users/${id + 1}`, { token: `sandbox-user-token-${id}` });
	for (let round = 0; round < 3; round += 1) await renew({ id_user: undefined });
	const expected = new Set(users);
	for (const { changes } of sandbox.record()) {
		for (const change of changes) {
			if (change.type === "user_created") expected.add(change.userId);
			if (change.type === "user_deleted") expected.delete(change.userId);
		}
	}
	assert.deepEqual(
		(await list()).map((/** @type {{ id: number }} */ { id }) => id),
		[...expected],
	);
});

test("routes by name, whatever was answered; null for what the API does not have", async (t) => {
	/** @type {[string, string, string | null][]} */
	const cases = [
		["GET", "/2.0/users", "GET /users"],
		["HEAD", "/2.0/users", "GET /users"],
		["GET", "/2.0/users/me", "GET /users/{id}"],
		["DELETE", "/2.0/users/all", "DELETE /users/{id}"],
		["POST", "/2.0/auth/init", "POST /auth/init"],
		["POST", "/2.0/auth/renew", "POST /auth/renew"],
		["DELETE", "/2.0/auth/token", "DELETE /auth/token"],
		["GET", "/webhooks/auth", "GET /webhooks/auth"],
		["POST", "/2.0/webhooks/auth", "POST /webhooks/auth"],
		["DELETE", "/webhooks/auth/7", "DELETE /webhooks/auth/{id}"],
		["PUT", "/2.0/users", null],
		["GET", "/2.0/users/", null],
		["GET", "/2.0/users/1/connections", null],
		["OPTIONS", "/2.0/users", null],
		["GET", "/", null],
	];
	for (const [method, path, route] of cases) {
		await t.test(`${method} ${path}`, async () => {
			const { sandbox, ask } = frozen();
			await ask(method, path);
			assert.deepEqual(
				sandbox.record().map((entry) => entry.kind === "request" && [entry.method, entry.path, entry.route]),
				[[method, path, route]],
			);
		});
	}
});

test("holds no token, secret or body, and only the headers that are asked for", async () => {
	const { sandbox, ask, renew, init } = frozen({ recordHeaders: ["X-Job", "accept"] });
	const tokens = [sandbox.usersToken, sandbox.userToken(1), sandbox.configurationToken];
	for (const token of tokens)
		await ask("GET", "/2.0/users", { token, headers: { "X-Job": "7", Cookie: "session=cookie-secret" } });
	tokens.push((await (await renew()).json()).access_token, (await (await init()).json()).auth_token, sandbox.createUser().token);
	const body = JSON.stringify({ type: "hmac_signature", name: "a-name" });
	const headers = { "Content-Type": "application/json" };
	const made = await (await ask("POST", "/webhooks/auth", { token: sandbox.configurationToken, headers, body })).json();
	const text = JSON.stringify(sandbox.record());
	for (const secret of [...tokens, made.config.secret_key, sandbox.clientSecret, "cookie-secret", "a-name"]) {
		assert.ok(!text.includes(JSON.stringify(secret).slice(1, -1)), secret);
	}
	const [first] = sandbox.record();
	assert.deepEqual(first?.kind === "request" && first.headers, { "x-job": "7" });
});

test("gives copies", async () => {
	const { sandbox, ask } = frozen();
	await ask("DELETE", "/2.0/users/me", { token: sandbox.userToken(1) });
	const [entry] = /** @type {any[]} */ (sandbox.record());
	const before = JSON.stringify(sandbox.record());
	entry.status = 500;
	entry.changes[0].userId = 9;
	entry.changes.push({});
	entry.headers.x = "y";
	assert.equal(JSON.stringify(sandbox.record()), before);
});

test("sequences have no gaps, over requests and what is done by hand", async () => {
	const { sandbox, ask } = frozen();
	await ask("GET", "/2.0/users");
	const { id } = sandbox.createUser({ permanent: false });
	sandbox.setFaults(null);
	await sandbox.clock.advance(30 * 60_000);
	sandbox.reset();
	await ask("GET", "/2.0/users");
	const record = sandbox.record();
	assert.deepEqual(
		record.map(({ sequence }) => sequence),
		[1, 2, 3, 4, 5, 6, 7],
	);
	assert.deepEqual(
		record.map((entry) => (entry.kind === "control" ? [entry.action, entry.changes.map(({ type }) => type)] : entry.kind)),
		[
			"request",
			["createUser", ["user_created", "token_issued"]],
			["setFaults", []],
			["expire", ["user_expired"]],
			["advance", []],
			["reset", []],
			"request",
		],
	);
	assert.ok(id > 0);
});

test("subscribers are told each entry when it ends, until they end that", async () => {
	const { sandbox, ask } = frozen();
	/** @type {import("powens-users/sandbox").RecordEntry[]} */
	const told = [];
	const throwing = sandbox.subscribe(() => {
		throw new Error("a listener's own");
	});
	const end = sandbox.subscribe((entry) => told.push(entry));
	await ask("DELETE", "/2.0/users/me", { token: sandbox.userToken(1) });
	sandbox.createUser();
	assert.deepEqual(told, sandbox.record());
	end();
	throwing();
	sandbox.createUser();
	assert.equal(told.length, 2);
});

test("a caller who goes away: abandoned, and what was done is told all the same", async () => {
	const { sandbox } = frozen();
	const controller = new AbortController();
	const headers = { Authorization: `Bearer ${sandbox.userToken(1)}` };
	const answer = sandbox.fetch(`${ORIGIN}/2.0/users/me`, { method: "DELETE", headers, signal: controller.signal });
	controller.abort(new Error("enough"));
	await assert.rejects(answer, /enough/);
	const [entry] = sandbox.record();
	assert.equal(entry?.kind === "request" && entry.ended, "abandoned");
	const isGone = (await sandbox.fetch(`${ORIGIN}/2.0/users/me`, { headers })).status === 401;
	assert.equal(sandbox.record()[0]?.changes.length, isGone ? 1 : 0);
});

test("a request that was aborted before it was made did not arrive", async () => {
	const { sandbox } = frozen();
	await assert.rejects(sandbox.fetch(ORIGIN, { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
	await assert.rejects(sandbox.fetch("no url"), TypeError);
	assert.deepEqual(sandbox.record(), []);
});

test("refuses headers that are secrets or none", () => {
	for (const name of ["Authorization", "cookie", "Proxy-Authorization", "", "a b", /** @type {any} */ (7)]) {
		assert.throws(() => createSandbox({ recordHeaders: [name] }), { name: "RangeError", message: /^recordHeaders: / });
	}
	assert.throws(() => createSandbox({ recordHeaders: /** @type {any} */ ("x-job") }), {
		name: "RangeError",
		message: /^recordHeaders: /,
	});
});
