// @ts-check
// Which pages may call the API from a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { assertError, open } from "./helpers.mjs";

const LISTED = "https://console.example.com";

const LOOPBACK = ["http://localhost", "https://localhost", "http://localhost:5173", "http://127.0.0.1:8787", "https://127.0.0.1"];
LOOPBACK.push("http://127.8.9.10:1", "http://[::1]:3000", "https://[::1]", "http://app.localhost:3000", "http://a.b.localhost");

const FOREIGN = [
	"https://example.com",
	"http://localhost.example.com",
	"http://127.0.0.1.nip.io",
	"http://notlocalhost",
	"null",
	"*",
];
FOREIGN.push(
	"http://evil-localhost:80",
	"http://128.0.0.1",
	"http://0.0.0.0:8787",
	"http://192.168.1.2",
	"http://[::2]",
	"file://",
);
FOREIGN.push(
	"ftp://localhost",
	"chrome-extension://localhost",
	"http://localhost/",
	"http://localhost:5173/page",
	"http://user@localhost",
);
FOREIGN.push(
	"http://localhost:5173, http://evil.example",
	"http://LOCALHOST",
	"localhost",
	"",
	"http://127.1",
	"http://localhost.",
);

/** @param {Headers} headers */
const corsNames = (headers) => [...headers.keys()].filter((name) => name.startsWith("access-control-"));

/** @param {string} origin @param {string} [requested] */
const preflight = (origin, requested) => ({
	Origin: origin,
	"Access-Control-Request-Method": "DELETE",
	...(requested === undefined ? {} : { "Access-Control-Request-Headers": requested }),
});

/** @type {[string, import("powens-users/sandbox").SandboxOptions["allowedOrigins"], string[], string[]][]} */
const SETTINGS = [
	["the default", undefined, LOOPBACK, [LISTED, ...FOREIGN]],
	["loopback", "loopback", LOOPBACK, [LISTED, ...FOREIGN]],
	[
		"a list",
		[LISTED, "http://localhost:5173"],
		[LISTED, "http://localhost:5173"],
		["http://localhost", "http://console.example.com", ...FOREIGN],
	],
	["an empty list", [], [], [LISTED, ...LOOPBACK, ...FOREIGN]],
];

for (const [name, allowedOrigins, allowed, refused] of SETTINGS) {
	test(`${name}: allowed origins`, async (t) => {
		const { sandbox, ask } = open({ users: 3, allowedOrigins });
		for (const origin of allowed) {
			await t.test(origin, async () => {
				const got = await ask("GET", "/2.0/users", { token: sandbox.usersToken, headers: { Origin: origin } });
				assert.equal(got.status, 200);
				assert.equal(got.headers.get("access-control-allow-origin"), origin);
				assert.match(got.headers.get("access-control-expose-headers") ?? "", /\bX-Request-Id\b/);
				assert.match(got.headers.get("vary") ?? "", /\bOrigin\b/);

				const asked = await ask("OPTIONS", "/2.0/users/1", { headers: preflight(origin, "authorization") });
				assert.equal(asked.status, 204);
				assert.equal(asked.headers.get("access-control-allow-origin"), origin);
			});
		}
	});

	test(`${name}: refused origins`, async (t) => {
		const { sandbox, ask, list } = open({ users: 3, allowedOrigins });
		for (const origin of refused) {
			await t.test(origin || "(empty)", async () => {
				const got = await ask("GET", "/2.0/users", { token: sandbox.usersToken, headers: { Origin: origin } });
				assert.deepEqual(corsNames(got.headers), []);
				assert.match(got.headers.get("vary") ?? "", /\bOrigin\b/);

				const asked = await ask("OPTIONS", "/2.0/users/1", { headers: preflight(origin, "authorization") });
				assert.deepEqual(corsNames(asked.headers), []);
				assert.match(asked.headers.get("vary") ?? "", /\bOrigin\b/);
				await assertError(asked, 403, "forbidden");
			});
		}
		assert.equal((await list()).length, 3);
	});
}

test("as recorded: any origin, whatever was asked for, and nothing exposed", async () => {
	const { sandbox, ask } = open({ users: 3, allowedOrigins: "recorded" });
	const recorded = {
		"access-control-allow-origin": "*",
		"access-control-allow-methods": "GET, POST, OPTIONS, DELETE, PUT",
		"access-control-allow-headers": "Origin, X-Requested-With, Content-Type, Accept, Authorization",
	};
	for (const origin of [LISTED, "http://localhost", "null", undefined]) {
		/** @type {Record<string, string>} */
		const headers = origin === undefined ? {} : { Origin: origin };
		for (const token of [sandbox.usersToken, "nobody"]) {
			const response = await ask("GET", "/2.0/users", { token, headers });
			for (const [name, value] of Object.entries(recorded)) assert.equal(response.headers.get(name), value);
			assert.deepEqual(corsNames(response.headers).sort(), Object.keys(recorded).sort());
		}
	}
	const asked = await ask("OPTIONS", "/2.0/users", { headers: preflight(LISTED, "x-csrf-token") });
	assert.equal(asked.status, 204);
	assert.equal(
		asked.headers.get("access-control-allow-headers"),
		recorded["access-control-allow-headers"],
		"x-csrf-token is not allowed",
	);
});

test("a preflight is told what the API allows, without a token", async () => {
	const { ask } = open();
	for (const path of ["/2.0/users", "/2.0/users/me", "/2.0/auth/renew", "/2.0/elsewhere"]) {
		const { status, headers } = await ask("OPTIONS", path, {
			headers: preflight("http://localhost:5173", "authorization,x-csrf-token"),
		});
		assert.equal(status, 204);
		assert.equal(headers.get("access-control-allow-methods"), "GET, POST, DELETE");
		assert.equal(headers.get("access-control-allow-headers"), "Authorization, Content-Type, x-csrf-token");
		assert.equal(headers.get("access-control-max-age"), "600");
		assert.equal(headers.get("access-control-allow-credentials"), null);
		assert.match(headers.get("vary") ?? "", /\bOrigin\b.*\bAccess-Control-Request-Headers\b/);
	}
});

test("a preflight is told the headers it asked for, where they are names", async (t) => {
	const { ask } = open();
	/** @type {[string | undefined, string][]} */
	const cases = [
		[undefined, "Authorization, Content-Type"],
		["", "Authorization, Content-Type"],
		["AUTHORIZATION, content-type", "Authorization, Content-Type"],
		["x-a , x-b", "Authorization, Content-Type, x-a, x-b"],
		["x a, x(b), ,, x-c", "Authorization, Content-Type, x-c"],
	];
	for (const [requested, expected] of cases) {
		await t.test(String(requested), async () => {
			const { headers } = await ask("OPTIONS", "/2.0/users", { headers: preflight("http://localhost", requested) });
			assert.equal(headers.get("access-control-allow-headers"), expected);
		});
	}
});

test("errors can be read by allowed pages too", async () => {
	const { ask } = open();
	const headers = { Origin: "http://localhost:5173" };
	for (const [method, path] of [
		["GET", "/2.0/users"],
		["PUT", "/2.0/users"],
		["GET", "/nowhere"],
		["POST", "/2.0/auth/renew"],
	]) {
		const response = await ask(method ?? "", path ?? "", { headers });
		assert.ok(response.status >= 400);
		assert.equal(response.headers.get("access-control-allow-origin"), "http://localhost:5173");
		assert.match(response.headers.get("access-control-expose-headers") ?? "", /\bX-Request-Id\b/);
	}
});

test("a 204 can be read by allowed pages too", async () => {
	const { sandbox, ask } = open();
	const response = await ask("DELETE", "/2.0/users/me", { token: sandbox.userToken(1), headers: { Origin: "http://localhost" } });
	assert.equal(response.status, 204);
	assert.equal(response.headers.get("access-control-allow-origin"), "http://localhost");
});

test("a request without an origin is served, without CORS headers", async () => {
	const { sandbox, ask } = open();
	const response = await ask("GET", "/2.0/users", { token: sandbox.usersToken });
	assert.equal(response.status, 200);
	assert.deepEqual(corsNames(response.headers), []);
	assert.equal(response.headers.get("vary"), "Origin");
});

test("refuses entries that are no origin", () => {
	for (const origin of [
		"*",
		"",
		"null",
		"example.com",
		"https://example.com/",
		"https://Example.com",
		"ftp://example.com",
		"https://*.example.com/x",
	]) {
		assert.throws(
			() => createSandbox({ allowedOrigins: [LISTED, origin] }),
			{ name: "RangeError", message: /^allowedOrigins: / },
			origin,
		);
	}
});

test("refuses what is no list of origins", () => {
	for (const allowedOrigins of /** @type {any[]} */ (["*", "https://console.example.com", 7, {}])) {
		assert.throws(() => createSandbox({ allowedOrigins }), { name: "RangeError", message: /^allowedOrigins: / });
	}
});
