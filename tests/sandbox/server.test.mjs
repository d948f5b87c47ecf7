// @ts-check
// The sandbox on a port: page and API on one, for this machine only.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createSandbox } from "powens-users/sandbox";
import { listen } from "powens-users/sandbox/server";
import { assertError } from "./helpers.mjs";

// Taken before any server was started.
const [ownRequest, ownResponse] = [Request, Response];

const INDEX = "<!doctype html><title>é</title>";
/** @type {string} */
let folder;
/** @type {string} */
let page;

before(async () => {
	folder = await mkdtemp(join(tmpdir(), "sandbox-"));
	page = join(folder, "page");
	await mkdir(join(page, "assets"), { recursive: true });
	await writeFile(join(folder, "secret.txt"), "secret");
	await writeFile(join(page, "index.html"), INDEX);
	await writeFile(join(page, "assets", "app.js"), "export {};");
	await writeFile(join(page, "assets", "app.css"), "a{}");
	await writeFile(join(page, "assets", "core.wasm"), new Uint8Array([0, 97, 115, 109]));
	await writeFile(join(page, "assets", "logo.svg"), "<svg/>");
});
after(() => rm(folder, { recursive: true }));

/**
 * Runs a test against a server of its own.
 *
 * @param {Partial<import("powens-users/sandbox/server").ListenOptions>} options
 * @param {(server: import("powens-users/sandbox/server").Listening, sandbox: import("powens-users/sandbox").Sandbox) => Promise<void>} body
 */
async function serving(options, body) {
	const sandbox = createSandbox({ users: 20 });
	const server = await listen(sandbox, { port: 0, ...options });
	try {
		await body(server, sandbox);
	} finally {
		await server.close();
	}
}

/**
 * A request that fetch would not send: any Host, any path.
 *
 * @param {number} port
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @returns {Promise<{ status: number | undefined, headers: import("node:http").IncomingHttpHeaders, text: string }>}
 */
async function raw(port, path, headers = {}) {
	const sent = request({ host: "127.0.0.1", port, path, headers, agent: false }).end();
	const [response] = await once(sent, "response");
	let text = "";
	for await (const chunk of response.setEncoding("utf8")) text += chunk;
	return { status: response.statusCode, headers: response.headers, text };
}

test("serves the API: list, get, delete, renew", async () => {
	await serving({}, async ({ url, port }, sandbox) => {
		assert.equal(url, `http://127.0.0.1:${port}`);
		const bearer = (/** @type {string} */ token) => ({ Authorization: `Bearer ${token}` });
		const list = await fetch(`${url}/2.0/users?limit=3`, { headers: bearer(sandbox.usersToken) });
		const { users, _links } = await list.json();
		assert.equal(users.length, 3);
		assert.equal(_links.next.href, `${url}/2.0/users?limit=3&offset=3`);
		const got = await fetch(`${url}/2.0/users/1`, { headers: bearer(sandbox.userToken(1)) });
		assert.deepEqual(await got.json(), users[0]);
		const body = new URLSearchParams({
			grant_type: "client_credentials",
			client_id: sandbox.clientId,
			client_secret: sandbox.clientSecret,
			id_user: "1",
		});
		const renewed = await (await fetch(`${url}/2.0/auth/renew`, { method: "POST", body })).json();
		const deleted = await fetch(`${url}/2.0/users/me`, { method: "DELETE", headers: bearer(renewed.access_token) });
		assert.equal(deleted.status, 204);
		assert.equal(await deleted.text(), "");
		await assertError(await fetch(`${url}/2.0/users/me`, { headers: bearer(renewed.access_token) }), 401, "unauthorized");
		await assertError(await fetch(`${url}/2.0/users`), 401, "unauthorized");
		await assertError(await fetch(`${url}/2.0/nothing`), 404, "notFound");
		await assertError(await fetch(`${url}/2.0`), 404, "notFound");
	});
});

test("answers preflights, refused ones without CORS headers", async () => {
	await serving({ page }, async ({ url }) => {
		const ask = (/** @type {string} */ origin) =>
			fetch(`${url}/2.0/users`, { method: "OPTIONS", headers: { Origin: origin, "Access-Control-Request-Method": "GET" } });
		const allowed = await ask("http://localhost:5173");
		assert.equal(allowed.status, 204);
		assert.equal(allowed.headers.get("access-control-allow-origin"), "http://localhost:5173");
		const refused = await ask("https://evil.example");
		assert.equal(refused.headers.get("access-control-allow-origin"), null);
		await assertError(refused, 403, "forbidden");
	});
});

test("without a page, everything else is 404", async () => {
	await serving({}, async ({ url }) => {
		for (const path of ["/", "/index.html", "/assets/app.js"]) await assertError(await fetch(url + path), 404, "notFound");
	});
});

test("serves the page: types, policy, and nothing stale", async (t) => {
	/** @type {[string, string, string][]} */
	const cases = [
		["/", "text/html; charset=utf-8", INDEX],
		["/index.html", "text/html; charset=utf-8", INDEX],
		["/assets/app.js", "text/javascript; charset=utf-8", "export {};"],
		["/assets/app.css", "text/css; charset=utf-8", "a{}"],
		["/assets/core.wasm", "application/wasm", "\0asm"],
		["/assets/logo.svg", "image/svg+xml; charset=utf-8", "<svg/>"],
		["/?user=1", "text/html; charset=utf-8", INDEX],
	];
	await serving({ page }, async ({ url }) => {
		for (const [path, type, text] of cases) {
			await t.test(path, async () => {
				const response = await fetch(url + path);
				assert.equal(response.status, 200);
				assert.equal(response.headers.get("content-type"), type);
				assert.equal(await response.text(), text);
				assert.equal(
					response.headers.get("content-security-policy"),
					"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
						"connect-src *; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
				);
				assert.equal(response.headers.get("x-content-type-options"), "nosniff");
				assert.equal(response.headers.get("cache-control"), "no-cache");
				assert.equal(response.headers.get("access-control-allow-origin"), null);
			});
		}
		await t.test("HEAD", async () => {
			const response = await fetch(url, { method: "HEAD" });
			assert.equal(response.status, 200);
			assert.equal(response.headers.get("content-length"), String(Buffer.byteLength(INDEX)));
			assert.equal(await response.text(), "");
		});
		await t.test("other methods", async () => {
			for (const method of ["POST", "PUT", "DELETE"]) await assertError(await fetch(url, { method }), 404, "notFound");
		});
		await t.test("no page for unknown paths", async () => {
			for (const path of ["/users", "/index", "/assets", "/assets/", "/assets/gone.js", "/INDEX.HTML.bak", "/favicon.ico"]) {
				await assertError(await fetch(url + path), 404, "notFound");
			}
		});
	});
});

test("nothing outside of the page's folder is served", async (t) => {
	const paths = [
		"/../secret.txt",
		"/assets/../../secret.txt",
		"/%2e%2e/secret.txt",
		"/..%2fsecret.txt",
		"/..%5csecret.txt",
		"/..\\secret.txt",
	];
	paths.push(
		"//secret.txt",
		"/./../secret.txt",
		"/%252e%252e/secret.txt",
		"/assets/%2e%2e/%2e%2e/secret.txt",
		"/.%00./secret.txt",
	);
	paths.push("/%c0%ae%c0%ae/secret.txt", "/....//secret.txt", "/secret.txt%00.html");
	await serving({ page }, async ({ port }) => {
		paths.push(
			join(folder, "secret.txt"),
			`//${join(folder, "secret.txt")}`,
			`/..${join(folder, "secret.txt")}`,
			`/file:${folder}/secret.txt`,
		);
		for (const path of paths) {
			await t.test(path.replaceAll(folder, "…"), async () => {
				const { status, text } = await raw(port, path);
				assert.ok(status === 404 || status === 400, `${status}`);
				assert.ok(!text.includes("secret"), text);
			});
		}
	});
});

test("a Host of this machine is accepted", async (t) => {
	await serving({ page }, async ({ port }) => {
		for (const host of ["localhost", "LOCALHOST", "app.localhost", "127.0.0.1", "127.5.5.5", "[::1]"]) {
			for (const value of [host, `${host}:${port}`, `${host}:1`]) {
				await t.test(value, async () => {
					assert.equal((await raw(port, "/", { Host: value })).status, 200);
					assert.equal((await raw(port, "/2.0/users", { Host: value })).status, 401);
				});
			}
		}
	});
});

test("another Host is refused, for the page and for the API, whatever the token", async (t) => {
	const hosts = [
		"evil.example",
		"evil.example:8787",
		"localhost.evil.example",
		"127.0.0.1.nip.io",
		"0.0.0.0",
		"192.168.0.1",
		"[::2]",
	];
	hosts.push(
		"evil-localhost",
		"localhost@evil.example",
		"localhost.",
		"evil.example#localhost",
		"evil.example/localhost",
		"[::1].evil.example",
	);
	await serving({ page }, async ({ port }, sandbox) => {
		for (const host of hosts) {
			await t.test(host, async () => {
				for (const path of ["/", "/assets/app.js", "/2.0/users", "/2.0/nothing"]) {
					const { status, headers, text } = await raw(port, path, { Host: host, Authorization: `Bearer ${sandbox.usersToken}` });
					// 400 for a header that is no host at all.
					assert.ok(status === 403 || (status === 400 && /[@#/\]]/.test(host)), `${status}`);
					assert.ok(!text.includes("signin") && !text.includes("doctype"));
					assert.equal(headers["access-control-allow-origin"], undefined);
					if (status === 403) assert.equal(JSON.parse(text).code, "forbidden");
				}
			});
		}
		await t.test("an allowed Origin does not help", async () => {
			const { status, headers } = await raw(port, "/2.0/users", { Host: "evil.example", Origin: "http://localhost" });
			assert.equal(status, 403);
			assert.equal(headers["access-control-allow-origin"], undefined);
		});
	});
});

test("no Host, or an absolute target with a foreign one, is refused", async () => {
	await serving({ page }, async ({ port }) => {
		for (const head of [
			"GET / HTTP/1.0\r\n\r\n",
			"GET / HTTP/1.1\r\n\r\n",
			"GET / HTTP/1.1\r\nHost:\r\n\r\n",
			"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		]) {
			const socket = connect(port, "127.0.0.1").setEncoding("latin1");
			socket.end(head);
			let text = "";
			for await (const chunk of socket) text += chunk;
			assert.match(text, /^HTTP\/1\.1 40[03] /);
			assert.ok(!text.includes("doctype"));
		}
	});
});

test("a taken port is a clear error", async () => {
	await serving({}, async ({ port, url }) => {
		await assert.rejects(listen(createSandbox({ users: 1 }), { port }), (/** @type {Error} */ error) => {
			assert.ok(!(error instanceof RangeError));
			assert.match(error.message, new RegExp(`\\b${port}\\b.*taken.*--port`));
			assert.equal(/** @type {NodeJS.ErrnoException} */ (error.cause).code, "EADDRINUSE");
			return true;
		});
		assert.equal((await fetch(`${url}/2.0/users`)).status, 401, "who had the port still has it");
	});
});

test("refuses options that cannot be", async (t) => {
	/** @type {[string, Partial<import("powens-users/sandbox/server").ListenOptions>, RegExp][]} */
	const cases = [
		["a negative port", { port: -1 }, /^port: /],
		["a port that is too large", { port: 65_536 }, /^port: /],
		["half a port", { port: 80.5 }, /^port: /],
		["no port", { port: Number.NaN }, /^port: /],
		["all addresses", { host: "0.0.0.0" }, /^host: /],
		["all addresses of IPv6", { host: "::" }, /^host: /],
		["no host", { host: "" }, /^host: /],
		["an address of a network", { host: "192.168.0.1" }, /^host: /],
		["a name elsewhere", { host: "example.com" }, /^host: /],
		["a folder that is not there", { page: "/nowhere/at/all" }, /^page: /],
		["a folder without a page", { page: "assets" }, /^page: /],
	];
	for (const [name, options, message] of cases) {
		await t.test(name, async () => {
			const where = options.page === "assets" ? { page: join(page, "assets") } : options;
			await assert.rejects(listen(createSandbox({ users: 1 }), { port: 0, ...where }), { name: "RangeError", message });
		});
	}
});

test("closes: the port is free again, idle connections do not hold it, and twice is fine", { timeout: 10_000 }, async () => {
	const sandbox = createSandbox({ users: 1 });
	const server = await listen(sandbox, { port: 0 });
	await (await fetch(`${server.url}/2.0/users`)).text();
	const idle = connect(server.port, "127.0.0.1").on("error", () => {});
	await once(idle, "connect");
	await Promise.all([server.close(), server.close()]);
	await assert.rejects(fetch(`${server.url}/2.0/users`));
	const again = await listen(sandbox, { port: server.port });
	assert.equal(again.port, server.port);
	await again.close();
	idle.destroy();
});

test("leaves the globals of the program alone", async () => {
	await serving({}, async () => {});
	assert.ok(Request === ownRequest && Response === ownResponse);
});

test("lists 100,000 users over HTTP in reasonable time", { timeout: 30_000 }, async () => {
	const sandbox = createSandbox({ users: 100_000 });
	const server = await listen(sandbox, { port: 0 });
	const started = performance.now();
	const response = await fetch(`${server.url}/2.0/users`, { headers: { Authorization: `Bearer ${sandbox.usersToken}` } });
	assert.equal((await response.json()).users.length, 100_000);
	assert.ok(performance.now() - started < 5_000);
	await server.close();
});
