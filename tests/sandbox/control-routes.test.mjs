// @ts-check
// What each route of the control does, and what it refuses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { controlled, receiver, TOKEN, until } from "./control.mjs";
import { assertError } from "./helpers.mjs";

const NOON = Date.UTC(2026, 6, 1, 12);
const EVENTS = ["USER_CREATED", "USER_DELETED", "USER_SYNCED", "CONNECTION_SYNCED", "CONNECTION_DELETED"];

test("state: how many users there are, and the clock", async (t) => {
	const { sandbox, get } = await controlled(t, { users: 5, clock: { frozenAt: NOON } });
	assert.deepEqual(await get("GET", "/state"), { users: 5, permanent: 5, clock: { now: NOON, isFrozen: true } });
	sandbox.createUser({ permanent: false });
	assert.deepEqual(await get("GET", "/state"), { users: 6, permanent: 5, clock: { now: NOON, isFrozen: true } });
	assert.deepEqual(sandbox.countUsers(), { users: 6, permanent: 5 });
	await sandbox.clock.advance(31 * 60_000);
	assert.equal((await get("GET", "/state")).users, 5);
});

test("clock: freezes, advances and resumes, in this order", async (t) => {
	const { sandbox, get } = await controlled(t);
	assert.equal((await get("POST", "/clock", { freeze: true })).isFrozen, true);
	assert.deepEqual(await get("POST", "/clock", { freeze: NOON }), { now: NOON, isFrozen: true });
	assert.deepEqual(await get("POST", "/clock", { advanceMs: 60_000 }), { now: NOON + 60_000, isFrozen: true });
	assert.deepEqual(await get("POST", "/clock", { freeze: 0 }), { now: 0, isFrozen: true });
	assert.deepEqual(await get("POST", "/clock", { freeze: NOON, advanceMs: 1 }), { now: NOON + 1, isFrozen: true });
	const resumed = await get("POST", "/clock", { freeze: NOON, advanceMs: 5000, resume: true });
	assert.equal(resumed.isFrozen, false);
	assert.ok(resumed.now >= NOON + 5000 && resumed.now < NOON + 15_000);
	assert.equal(sandbox.clock.isFrozen, false);
});

test("clock: what is due happens before the answer", async (t) => {
	const { sandbox, get } = await controlled(t, { users: 1, clock: { frozenAt: NOON } });
	const { id } = sandbox.createUser({ permanent: false });
	await get("POST", "/clock", { advanceMs: 1_800_000 });
	assert.throws(() => sandbox.userToken(id), { name: "RangeError" });
});

test("reset puts everything back; snapshots come back by their ids", async (t) => {
	const { sandbox, ask, get } = await controlled(t, { users: 2 });
	const { id: first } = await get("POST", "/snapshots");
	const { id: user } = await get("POST", "/users");
	const { id: second } = await get("POST", "/snapshots");
	assert.deepEqual([first, second], [1, 2]);
	for (const [path, users] of /** @type {[string, number][]} */ ([
		["/snapshots/1/restore", 2],
		["/snapshots/2/restore", 3],
		["/reset", 2],
		["/snapshots/2/restore", 3],
	])) {
		const response = await ask("POST", path);
		assert.deepEqual([response.status, await response.text()], [204, ""]);
		assert.equal(sandbox.countUsers().users, users, path);
	}
	assert.ok(sandbox.userToken(user));
	for (const id of [3, 99]) await assertError(await ask("POST", `/snapshots/${id}/restore`), 404, "notFound");
});

test("of snapshots the last hundred are kept", async (t) => {
	const { ask, get } = await controlled(t, { users: 1 });
	for (let id = 1; id <= 101; id++) assert.deepEqual(await get("POST", "/snapshots"), { id });
	await assertError(await ask("POST", "/snapshots/1/restore"), 404, "notFound");
	assert.equal((await ask("POST", "/snapshots/2/restore")).status, 204);
});

test("record: the entries, those after a sequence, and none for the control itself", async (t) => {
	const { sandbox, server, get } = await controlled(t);
	await fetch(`${server.url}/2.0/users/me`, { headers: { Authorization: `Bearer ${sandbox.userToken(1)}` } });
	await get("POST", "/users");
	const { entries } = await get("GET", "/record");
	assert.deepEqual(entries, JSON.parse(JSON.stringify(sandbox.record())));
	assert.deepEqual(
		entries.map((/** @type {any} */ { kind, route, action }) => [kind, route ?? action]),
		[
			["request", "GET /users/{id}"],
			["control", "createUser"],
		],
	);
	assert.deepEqual((await get("GET", "/record?after=1")).entries, entries.slice(1));
	assert.deepEqual((await get("GET", "/record?after=2")).entries, []);
});

test("faults: a plan is set and taken away", async (t) => {
	const { ask, sandbox } = await controlled(t);
	const plan = { seed: 7, rules: [{ fault: "error_500", on: "GET /users", probability: 1 }] };
	for (const body of [plan, { rules: [] }, null]) {
		const response = await ask("PUT", "/faults", body);
		assert.deepEqual([response.status, await response.text()], [204, ""]);
	}
	const actions = sandbox.record().map((entry) => entry.kind === "control" && entry.action);
	assert.deepEqual(actions, ["setFaults", "setFaults", "setFaults"]);
});

test("users: permanent unless the body says otherwise, with a token that works", async (t) => {
	const { sandbox, server, get } = await controlled(t);
	for (const [body, permanent] of /** @type {[unknown, number][]} */ ([
		[undefined, 6],
		[{}, 7],
		[{ permanent: true }, 8],
		[{ permanent: false }, 8],
		[{ permanent: null }, 9],
	])) {
		const made = await get("POST", "/users", body);
		assert.deepEqual(Object.keys(made), ["id", "token"]);
		assert.equal(sandbox.countUsers().permanent, permanent);
		const me = await fetch(`${server.url}/2.0/users/me`, { headers: { Authorization: `Bearer ${made.token}` } });
		assert.equal((await me.json()).id, made.id);
	}
});

test("sync: how many connections and transactions there were, of all or of one", async (t) => {
	const { sandbox, ask, get } = await controlled(t);
	const connections = sandbox.connections(1);
	assert.ok(connections.length > 0);
	const { connections: number, transactions } = await get("POST", "/users/1/sync");
	assert.equal(number, connections.length);
	assert.ok(transactions > 0);
	const one = await get("POST", "/users/1/sync", { connectionId: connections[0]?.id });
	assert.equal(one.connections, 1);
	await assertError(await ask("POST", "/users/1/sync", { connectionId: 999_999_999 }), 400, "invalidValue");
	await assertError(await ask("POST", "/users/999999/sync"), 404, "notFound");
});

test("webhooks: registered by each mechanism, listed with secret and health, removed", async (t) => {
	const { ask, get, sandbox } = await controlled(t);
	const url = "http://127.0.0.1:9/hook";
	const oauth = { type: "oauth", url: "http://localhost:9/token", clientId: "powens", clientSecret: "very-secret" };
	for (const [body, mechanism, secretKey] of /** @type {[object, object, string | null][]} */ ([
		[{ event: "USER_CREATED", url, secretKey: "key" }, { type: "hmac_signature", secretKey: "key" }, "key"],
		[
			{ event: "USER_SYNCED", url, mechanism: { type: "hmac_signature", secretKey: "k2" } },
			{ type: "hmac_signature", secretKey: "k2" },
			"k2",
		],
		[{ event: "USER_DELETED", url, mechanism: { type: "user_token" } }, { type: "user_token" }, null],
		[{ event: "USER_DELETED", url, secretKey: null }, { type: "user_token" }, null],
		[{ event: "USER_DELETED", url, mechanism: oauth }, oauth, null],
	])) {
		const made = await get("POST", "/webhooks", body);
		assert.deepEqual([made.mechanism, made.secretKey, made.url], [mechanism, secretKey, url]);
		assert.deepEqual(made.health, sandbox.webhooks.health(made.id));
	}
	const { webhooks } = await get("GET", "/webhooks");
	assert.deepEqual(
		webhooks.map((/** @type {any} */ { id }) => id),
		[1, 2, 3, 4, 5],
	);
	assert.equal((await ask("DELETE", "/webhooks/2")).status, 204);
	assert.equal((await get("GET", "/webhooks")).webhooks.length, 4);
	await assertError(await ask("DELETE", "/webhooks/2"), 404, "notFound");
});

test("400 for webhooks that cannot be, naming what is wrong, and none is registered", async (t) => {
	const { ask, sandbox } = await controlled(t);
	const url = "http://127.0.0.1:9/";
	for (const [body, message] of /** @type {[object, RegExp][]} */ ([
		[{ url }, /event.*USER_CREATED/],
		[{ event: "USER_SYNCED" }, /url/],
		[{ event: "CONNECTION_CREATED", url }, /event.*USER_CREATED.*CONNECTION_DELETED/],
		[{ event: 1, url }, /event/],
		[{ event: "USER_SYNCED", url: "ftp://127.0.0.1/" }, /url/],
		[{ event: "USER_SYNCED", url: "https://example.com/" }, /example\.com/],
		[{ event: "USER_SYNCED", url: [url] }, /url/],
		[{ event: "USER_SYNCED", url, secretKey: "" }, /secretKey/],
		[{ event: "USER_SYNCED", url, secretKey: 1 }, /secretKey/],
		[{ event: "USER_SYNCED", url, mechanism: "oauth" }, /mechanism/],
		[{ event: "USER_SYNCED", url, mechanism: { type: "none" } }, /mechanism/],
		[{ event: "USER_SYNCED", url, providerId: 99 }, /provider/],
		[{ event: "USER_SYNCED", url, handler: "x" }, /handler/],
		[{ event: "USER_SYNCED", url, secret: "x" }, /"secret".*secretKey/],
	])) {
		const { description } = await assertError(await ask("POST", "/webhooks", body), 400, "invalidValue");
		assert.match(description, message);
	}
	assert.deepEqual(sandbox.webhooks.list(), []);
});

test("test, flush, deliveries, request and replay: what was sent, byte for byte, and once more", async (t) => {
	/** @type {string[]} */
	const bodies = [];
	const { url } = await receiver(t, async (request) => {
		let text = "";
		for await (const chunk of request.setEncoding("utf8")) text += chunk;
		bodies.push(text);
	});
	const { ask, get } = await controlled(t, { users: 3, deliver: "manual" });
	const { id } = await get("POST", "/webhooks", { event: "USER_CREATED", url: `${url}/hook`, secretKey: "key" });
	await get("POST", "/users");
	assert.deepEqual((await get("GET", "/deliveries")).deliveries, [], "nothing is sent by itself");
	assert.equal((await get("GET", "/webhooks")).webhooks[0].health.waiting, 1);
	const { deliveries } = await get("POST", "/flush");
	assert.deepEqual(
		deliveries.map((/** @type {any} */ { event, outcome, reason }) => [event, outcome, reason]),
		[["USER_CREATED", "accepted", "event"]],
	);
	assert.equal((await get("POST", `/webhooks/${id}/test`)).reason, "test");
	const again = await get("POST", `/deliveries/${deliveries[0].id}/replay`);
	assert.deepEqual([again.reason, again.webhookDataId], ["replay", deliveries[0].webhookDataId]);
	const all = (await get("GET", "/deliveries")).deliveries;
	assert.deepEqual(
		all.map((/** @type {any} */ { reason }) => reason),
		["event", "test", "replay"],
	);
	assert.deepEqual((await get("GET", `/deliveries?after=${all[1].id}`)).deliveries, [all[2]]);
	const sent = await get("GET", `/deliveries/${deliveries[0].id}/request`);
	assert.equal(sent.url, `${url}/hook`);
	assert.ok("bi-signature" in sent.headers);
	assert.equal(Buffer.from(sent.body, "base64").toString(), bodies[0]);
	assert.equal(bodies.length, 3);
	for (const [method, path] of [
		["POST", "/webhooks/99/test"],
		["POST", "/deliveries/99/replay"],
		["GET", "/deliveries/99/request"],
	]) {
		await assertError(await ask(method ?? "", path ?? ""), 404, "notFound");
	}
});

test("inbox: takes what is sent, without a token, and keeps nothing", async (t) => {
	const { sandbox, server, ask } = await controlled(t);
	const before = sandbox.snapshot();
	for (const event of EVENTS) {
		for (const body of ["", "{}", "x".repeat(3_000_000)]) {
			const response = await ask("POST", `/inbox/${event}`, body, {});
			assert.deepEqual([response.status, await response.text()], [204, ""]);
		}
		await assertError(await ask("GET", `/inbox/${event}`, undefined, {}), 405, "methodNotAllowed");
	}
	await assertError(await ask("POST", "/inbox/CONNECTION_CREATED", "{}", {}), 404, "notFound");
	assert.deepEqual([sandbox.snapshot(), sandbox.record()], [before, []]);
	for (const event of EVENTS) {
		const url = `${server.controlUrl}/inbox/${event}`;
		sandbox.webhooks.register({ event: /** @type {"USER_CREATED"} */ (event), url, secretKey: "key" });
	}
	sandbox.createUser();
	sandbox.sync(1);
	await until(() => sandbox.webhooks.deliveries().length >= 2 + sandbox.connections(1).length);
	await sandbox.webhooks.settled();
	assert.ok(sandbox.webhooks.deliveries().every(({ outcome }) => outcome === "accepted"));
});

test("400 for bodies and parameters that cannot be, naming them, and nothing changes", async (t) => {
	const { sandbox, ask } = await controlled(t);
	const before = sandbox.snapshot();
	/** @type {[string, string, unknown, RegExp][]} */
	const cases = [
		["POST", "/clock", undefined, /JSON object/],
		["POST", "/clock", {}, /freeze, advanceMs or resume/],
		["POST", "/clock", { resume: false }, /freeze, advanceMs or resume/],
		["POST", "/clock", { freeze: "now" }, /freeze/],
		["POST", "/clock", { freeze: false }, /freeze/],
		["POST", "/clock", { freeze: -1 }, /0 to/],
		["POST", "/clock", { freeze: 1e300 }, /freeze/],
		["POST", "/clock", { advanceMs: 1.5 }, /advanceMs/],
		["POST", "/clock", { advanceMs: "1" }, /advanceMs/],
		["POST", "/clock", { advanceMs: -1 }, /0/],
		["POST", "/clock", { resume: "yes" }, /resume/],
		["POST", "/clock", { advance: 1 }, /"advance".*advanceMs/],
		["POST", "/users", "{", /JSON/],
		["POST", "/users", [], /JSON object/],
		["POST", "/users", '"x"', /JSON object/],
		["POST", "/users", { permanent: "no" }, /permanent/],
		["POST", "/users", { admin: true }, /"admin"/],
		["POST", "/users", '{"__proto__":1}', /__proto__/],
		["POST", "/users/0/sync", undefined, /id/],
		["POST", "/users/me/sync", undefined, /id/],
		["POST", "/users/-1/sync", undefined, /id/],
		["POST", "/users/1e3/sync", undefined, /id/],
		["POST", "/users/9999999999999999/sync", undefined, /id/],
		["POST", "/users/1/sync", { connectionId: "1" }, /connectionId/],
		["POST", "/snapshots/x/restore", undefined, /id/],
		["DELETE", "/webhooks/x", undefined, /id/],
		["GET", "/record?after=-1", undefined, /after/],
		["GET", "/record?after=", undefined, /after/],
		["GET", "/deliveries?after=x", undefined, /after/],
		["PUT", "/faults", undefined, /JSON object/],
		["PUT", "/faults", [], /JSON object/],
		["PUT", "/faults", {}, /rules/],
		["PUT", "/faults", { rules: {} }, /rules/],
		["PUT", "/faults", { rules: [], sed: 1 }, /"sed"/],
		["PUT", "/faults", { rules: [], seed: "1" }, /seed/],
		["POST", "/users", " ".repeat(65_537), /65536 bytes/],
	];
	for (const [method, path, body, message] of cases) {
		await t.test(`${method} ${path} ${JSON.stringify(body)?.slice(0, 40)}`, async () => {
			const { description } = await assertError(await ask(method, path, body), 400, "invalidValue");
			assert.match(description, message);
		});
	}
	const headers = { Authorization: `Bearer ${TOKEN}`, "Last-Event-ID": "latest" };
	await assertError(await ask("GET", "/events", undefined, headers), 400, "invalidValue");
	assert.deepEqual(sandbox.snapshot(), before);
});

test("a body whose length is not announced is limited too", async (t) => {
	const { server } = await controlled(t);
	let sent = 0;
	const body = new ReadableStream({
		pull(controller) {
			sent += 16_384;
			controller.enqueue(new Uint8Array(16_384).fill(32));
			if (sent > 10_000_000) controller.close();
		},
	});
	const options = { method: "POST", headers: { Authorization: `Bearer ${TOKEN}` }, body, duplex: "half" };
	const asked = fetch(`${server.controlUrl}/users`, /** @type {RequestInit} */ (options));
	// The connection may be closed while there is more to send.
	const response = await asked.catch(() => null);
	if (response !== null) await assertError(response, 400, "invalidValue");
	assert.ok(sent < 10_000_000);
});

test("404 beyond the routes, 405 for other methods, naming those that are allowed", async (t) => {
	const { ask } = await controlled(t);
	for (const path of ["", "/", "/nothing", "/users/1", "/health/more", "/deliveries/1"])
		await assertError(await ask("GET", path), 404, "notFound");
	for (const [method, path, allow] of [
		["DELETE", "/state", "GET"],
		["GET", "/clock", "POST"],
		["GET", "/reset", "POST"],
		["PUT", "/webhooks", "GET, POST"],
		["GET", "/webhooks/1", "DELETE"],
		["POST", "/faults", "PUT"],
		["POST", "/events", "GET"],
	]) {
		const response = await ask(method ?? "", path ?? "");
		await assertError(response, 405, "methodNotAllowed");
		assert.equal(response.headers.get("allow"), allow);
	}
});
