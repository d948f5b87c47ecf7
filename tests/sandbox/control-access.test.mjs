// @ts-check
// Who may control a sandbox over HTTP: who carries the token, on this machine, and nobody else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";
import { controlled, raw, TOKEN } from "./control.mjs";
import { assertError } from "./helpers.mjs";

/** Every route, and a request to it that would be answered. @type {[method: string, path: string, body?: unknown][]} */
const ROUTES = [
	["GET", "/state"],
	["POST", "/clock", { freeze: true }],
	["POST", "/reset"],
	["POST", "/snapshots"],
	["POST", "/snapshots/1/restore"],
	["GET", "/record?after=0"],
	["PUT", "/faults", null],
	["POST", "/users"],
	["POST", "/users/1/sync"],
	["GET", "/webhooks"],
	["POST", "/webhooks", { event: "USER_CREATED", url: "http://127.0.0.1:9/" }],
	["DELETE", "/webhooks/1"],
	["POST", "/webhooks/1/test"],
	["POST", "/flush"],
	["GET", "/deliveries"],
	["GET", "/deliveries/1/request"],
	["POST", "/deliveries/1/replay"],
	["GET", "/events"],
];
const OUTSIDE = ["/", "/nothing", "/health/", "/webhooks/", "/events/1"];

/** @type {[string, Record<string, string>][]} */
const STRANGERS = [
	["no token", {}],
	["an empty token", { Authorization: "Bearer " }],
	["another token", { Authorization: "Bearer control-token-of-the-TESTS" }],
	["the beginning of the token", { Authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
	["more than the token", { Authorization: `Bearer ${TOKEN}x` }],
	["another scheme", { Authorization: `Basic ${TOKEN}` }],
	["the token alone", { Authorization: TOKEN }],
	["a token of the API", { Authorization: "Bearer sandbox-users-token" }],
	["the token in a cookie", { Cookie: `control=${TOKEN}` }],
];

test("who does not carry the token is answered by 401 whatever is asked, and nothing happens", async (t) => {
	const { sandbox, ask } = await controlled(t);
	const before = sandbox.snapshot();
	for (const [name, headers] of STRANGERS) {
		await t.test(name, async () => {
			const asked = [...ROUTES, ...OUTSIDE.map((path) => ["GET", path])];
			for (const [method = "", path = "", body] of /** @type {typeof ROUTES} */ (asked)) {
				const response = await ask(method, path, body, headers);
				const { description } = await assertError(response, 401, "unauthorized");
				assert.match(description, /control token/);
				assert.equal(response.headers.get("www-authenticate"), "Bearer");
			}
			const queried = await ask("GET", `/state?token=${TOKEN}&access_token=${TOKEN}`, undefined, headers);
			await assertError(queried, 401, "unauthorized");
		});
	}
	assert.deepEqual(sandbox.snapshot(), before);
	assert.deepEqual(sandbox.record(), [], "no request to the API, and nothing done by hand");
});

test("who carries it is refused nowhere", async (t) => {
	const { ask } = await controlled(t, { users: 5, deliver: "manual" });
	for (const [method, path, body] of ROUTES) {
		const response = await ask(method, path, body);
		// Some ask for what is not there.
		assert.ok([200, 204, 404].includes(response.status), `${method} ${path}: ${response.status}`);
		await response.body?.cancel();
	}
	const lower = await ask("GET", "/state", undefined, { authorization: `bearer  ${TOKEN}` });
	assert.equal(lower.status, 200, "a scheme is read in any case");
});

test("health says that it is there, and nothing else, to anybody", async (t) => {
	const { ask, server } = await controlled(t);
	/** @type {Record<string, string>[]} */
	const askers = [{}, { Authorization: "Bearer wrong" }, { Authorization: `Bearer ${TOKEN}` }];
	for (const headers of askers) {
		const response = await ask("GET", "/health", undefined, headers);
		assert.equal(response.status, 200);
		assert.equal(await response.text(), '{"status":"ok"}');
		assert.equal(response.headers.get("cache-control"), "no-store");
	}
	await assertError(await fetch(`${server.controlUrl}/health`, { method: "POST" }), 405, "methodNotAllowed");
});

test("no answer has a CORS header: a page of another origin may read none, and is told so before it asks", async (t) => {
	const { server, sandbox } = await controlled(t, { users: 5, allowedOrigins: ["https://console.example"] });
	for (const origin of ["https://evil.example", "http://localhost:3000", "https://console.example", "null"]) {
		for (const [method, path] of [...ROUTES, ["GET", "/health"], ["POST", "/inbox/USER_CREATED"], ["GET", "/nothing"]]) {
			const preflight = await raw(server.port, `/_sandbox${path}`, {
				method: "OPTIONS",
				headers: {
					Origin: origin,
					"Access-Control-Request-Method": method ?? "",
					"Access-Control-Request-Headers": "authorization",
				},
			});
			assert.ok(preflight.status === 401 || preflight.status === 405, `${path}: ${preflight.status}`);
			const plain = await raw(server.port, `/_sandbox${path}`, { headers: { Origin: origin } });
			for (const { headers } of [preflight, plain]) {
				const cors = Object.keys(headers).filter((name) => name.startsWith("access-control"));
				assert.deepEqual(cors, [], `${path} for ${origin}`);
			}
		}
	}
	assert.deepEqual(sandbox.record(), []);
});

test("a Host that is not this machine is refused, token or not", async (t) => {
	const { server } = await controlled(t);
	for (const host of ["evil.example", "localhost.example.com", "127.0.0.1.nip.io", "192.168.0.1"]) {
		for (const path of ["/_sandbox/health", "/_sandbox/state", "/_sandbox/events", "/_sandbox/inbox/USER_CREATED"]) {
			const { status, text } = await raw(server.port, path, { headers: { Host: host, Authorization: `Bearer ${TOKEN}` } });
			assert.equal(status, 403, `${host} ${path}`);
			assert.ok(!text.includes("ok"));
		}
	}
	const here = await raw(server.port, "/_sandbox/state", { headers: { Host: "localhost:1", Authorization: `Bearer ${TOKEN}` } });
	assert.equal(here.status, 200);
});

test("off, as it is by default, the path is one that the API does not have", async (t) => {
	for (const serving of [{}, { control: false }]) {
		const { server } = await controlled(t, { users: 1 }, serving);
		assert.deepEqual([server.controlToken, server.controlUrl], [null, null]);
		for (const path of ["/_sandbox", "/_sandbox/", "/_sandbox/health", "/_sandbox/state"])
			await assertError(await fetch(server.url + path, { headers: { Authorization: `Bearer ${TOKEN}` } }), 404, "notFound");
	}
});

test("each server has a token of its own, unless one is given", async (t) => {
	const [one, other] = [await controlled(t, {}, { control: true }), await controlled(t, {}, { control: {} })];
	const tokens = [one, other].map(({ server }) => server.controlToken ?? "");
	assert.match(tokens[0] ?? "", /^[\w-]{32}$/);
	assert.notEqual(tokens[0], tokens[1]);
	const headers = { Authorization: `Bearer ${tokens[0]}` };
	assert.equal((await fetch(`${one.server.controlUrl}/state`, { headers })).status, 200);
	assert.equal((await fetch(`${other.server.controlUrl}/state`, { headers })).status, 401);
	assert.equal(one.server.controlUrl, `${one.server.url}/_sandbox`);
	const given = await controlled(t);
	assert.equal(given.server.controlToken, TOKEN);
});

test("refuses tokens that guard nothing or that no header can carry, and does not listen", async () => {
	/** @type {any[]} */
	const cases = [
		{ token: "" },
		{ token: "fifteen-letters" },
		{ token: "with a blank in it" },
		{ token: "a-line\nbreak-in-it" },
		{ token: "ein-Zeichen-für-sich" },
		{ token: 1234567890123456 },
		{ token: null },
		null,
		"true",
		1,
	];
	for (const control of cases) {
		await assert.rejects(listen(createSandbox({ users: 1 }), { port: 0, control }), { name: "RangeError", message: /^control/ });
	}
});
