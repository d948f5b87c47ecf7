// @ts-check
// powens-users/web: nothing starts before `init`, which may be called whenever and however often.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { entryUrl } from "./packed-entry.mjs";

/** @typedef {typeof import("powens-users/web")} Web */

const bytes = readFileSync(fileURLToPath(new URL("powens_users.wasm", entryUrl("web.js"))));
const copies = mkdtempSync(join(tmpdir(), "powens-users-web-"));
after(() => rmSync(copies, { recursive: true }));

/**
 * A copy of the modules that nobody has started.
 *
 * @returns {Promise<Web>}
 */
const unstarted = async () => (await unstartedPair()).web;

/** The same, and the entry beside it that starts by itself when it is imported. */
async function unstartedPair() {
	const folder = mkdtempSync(join(copies, "copy-"));
	writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
	for (const name of ["web.js", "bare.js", "default.js", "users-text.js", "webhooks-text.js"])
		copyFileSync(fileURLToPath(new URL(name, entryUrl("web.js"))), join(folder, name));
	/** @type {Web} */
	const web = await import(pathToFileURL(join(folder, "web.js")).href);
	/** @type {() => Promise<typeof import("powens-users")>} */
	const importDefault = () => import(pathToFileURL(join(folder, "default.js")).href);
	return { web, importDefault };
}

/** @param {Web} web */
function assertStarted({ Webhooks, PowensError }) {
	const webhooks = new Webhooks({ secretKey: "secret" });
	const request = { path: "/hooks/user-created", body: '{"id":42,"signin":null}' };
	assert.equal(webhooks.verify("USER_CREATED", { ...request, headers: webhooks.sign(request) }).user.id, 42);
	assert.throws(() => webhooks.verify("USER_CREATED", { ...request, headers: {} }), PowensError);
}

/** The same exports under the name of another build: what a cache may have kept. */
function anotherBuild() {
	const names = WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
	const build = names.find((name) => /^build_[0-9a-f]{8}$/.test(name));
	assert.ok(build !== undefined);
	const text = bytes.toString("latin1").replaceAll(build, "build_01234567");
	return Buffer.from(text, "latin1");
}

/** @param {Record<string, string>} headers */
const answer = (headers) => new Response(bytes, { headers });

describe("before init", async () => {
	const web = await unstarted();
	const uses = {
		"new UsersApi": () => new web.UsersApi({ domain: "acme-sandbox" }),
		"new Webhooks": () => new web.Webhooks({ secretKey: "secret" }),
		checkPayload: () => web.checkPayload("USER_CREATED", "{}"),
		payloadSchemas: () => web.payloadSchemas.USER_SYNCED["~standard"].validate({}),
		readEvent: () => web.readEvent("USER_DELETED", "{}"),
		verifyBearer: () => web.verifyBearer("USER_DELETED", { headers: {}, body: "{}", token: () => "token" }),
	};
	for (const [name, use] of Object.entries(uses)) {
		test(`${name} says what to do`, async () => {
			await assert.rejects(
				async () => use(),
				(error) => web.isPowensError(error) && error.code === "not_initialized" && /await init\(\)/.test(error.message),
			);
		});
	}

	test("what needs no core works", () => {
		assert.ok(web.isKnownConnectionState("wrongpass"));
		assert.ok(!web.isPowensError(new Error("text")));
	});
});

/**
 * A web server with the file, and nothing else.
 *
 * @returns {Promise<{ url: string, close: () => void }>} the file's address
 */
async function serveWasm() {
	const server = createServer((request, response) => {
		if (request.url === "/powens_users.wasm") response.setHeader("Content-Type", "application/wasm").end(bytes);
		else response.writeHead(404).end("no such file");
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return { url: `http://127.0.0.1:${port}/powens_users.wasm`, close: () => server.close() };
}

describe("a source of init", async () => {
	const { url, close } = await serveWasm();
	after(close);

	/** @type {Record<string, () => any>} */
	const sources = {
		"an address": () => url,
		"a URL": () => new URL(url),
		"a Request": () => new Request(url),
		"a Response": () => answer({ "Content-Type": "application/wasm" }),
		"a promise of a Response": () => fetch(url),
		"a Uint8Array": () => new Uint8Array(bytes),
		"an ArrayBuffer": () => new Uint8Array(bytes).buffer,
		"a DataView": () => new DataView(Buffer.concat([Buffer.alloc(8), bytes, Buffer.alloc(8)]).buffer, 8, bytes.length),
		"what is like a URL": () => ({ href: url }),
		"a Response of another realm": () => ({ ok: true, status: 200, arrayBuffer: async () => new Uint8Array(bytes).buffer }),
		"a WebAssembly.Module": () => new WebAssembly.Module(bytes),
	};
	for (const [name, source] of Object.entries(sources)) {
		test(name, async () => {
			const web = await unstarted();
			assert.equal(await web.init(source()), undefined);
			assertStarted(web);
		});
	}

	test("a Response without its media type, with a warning that says so", async (t) => {
		const warn = t.mock.method(console, "warn", () => {});
		const web = await unstarted();
		await web.init(answer({ "Content-Type": "application/octet-stream" }));
		assertStarted(web);
		assert.match(String(warn.mock.calls[0]?.arguments[0]), /application\/wasm/);
	});
});

describe("a source of init that fails", async () => {
	const { url, close } = await serveWasm();
	after(close);

	/** @type {Record<string, { source: () => any, status?: number, cause?: RegExp }>} */
	const failures = {
		"an address that is not there": { source: () => `${url}x`, status: 404 },
		"a Response that is an error": { source: () => new Response("", { status: 503 }), status: 503 },
		"a server that does not answer": { source: () => "http://127.0.0.1:1/", cause: /fetch failed/ },
		"a page instead of the file": { source: () => new TextEncoder().encode("<!doctype html>"), cause: /magic word/ },
		"a promise that rejects": { source: () => Promise.reject(new Error("no network")), cause: /no network/ },
		"the module of another build": { source: anotherBuild, cause: /another version/ },
		"what is no source": { source: () => 42, cause: /./ },
		"what cannot be read": { source: () => Promise.reject(Object.create(null)), cause: /^$/ },
		"an opaque Response": { source: () => Response.error(), status: 0 },
	};
	for (const [name, { source, status = null, cause }] of Object.entries(failures)) {
		test(`${name} is an error of ours, and init may be called again`, async () => {
			const web = await unstarted();
			await assert.rejects(web.init(source()), (error) => {
				assert.ok(web.isPowensError(error), String(error));
				assert.equal(error.code, "not_initialized");
				assert.equal(error.status, status);
				if (cause !== undefined) assert.match(String(error.cause?.message), cause);
				return true;
			});
			assert.throws(() => new web.Webhooks({ secretKey: "secret" }), { code: "not_initialized" });
			await web.init(bytes);
			assertStarted(web);
		});
	}
});

test("another module is an error of ours, and init may be called again", async () => {
	const web = await unstarted();
	const another = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
	await assert.rejects(web.init(another), { code: "not_initialized" });
	assert.throws(() => new web.Webhooks({ secretKey: "secret" }), { code: "not_initialized" });
	await web.init(bytes);
	assertStarted(web);
});

test("calls of init share one promise, whatever they are given", async () => {
	const web = await unstarted();
	// One that is not needed may fail without harm.
	const lost = Promise.reject(new Error("no network"));
	const calls = [web.init(bytes), web.init(), web.init("http://127.0.0.1:1/"), web.init(lost)];
	assert.equal(new Set(calls).size, 1);
	await calls[0];
	assert.equal(web.init(), calls[0]);
	assertStarted(web);
});

test("it and the entry that starts by itself are one core, in either order", async () => {
	for (const isFirst of [true, false]) {
		const { web, importDefault } = await unstartedPair();
		if (isFirst) await web.init(bytes);
		const entry = await importDefault();
		// It is there: nothing is fetched, least of all from there.
		if (!isFirst) await web.init("http://127.0.0.1:1/");
		assert.equal(entry.Webhooks, web.Webhooks);
		assertStarted(web);
	}
});

test("a start in the midst of init does not lose what was made by then", async () => {
	const { web, importDefault } = await unstartedPair();
	const { readable, writable } = new TransformStream();
	const started = web.init(new Response(readable, { headers: { "Content-Type": "application/wasm" } }));
	await setImmediate();
	const { Webhooks } = await importDefault();
	const webhooks = new Webhooks({ secretKey: "secret" });
	const request = { path: "/hooks/user-created", body: '{"id":42,"signin":null}' };
	const headers = webhooks.sign(request);
	const writer = writable.getWriter();
	await Promise.all([writer.write(bytes), writer.close(), started]);
	assert.deepEqual(webhooks.sign({ ...request, date: headers["bi-signature-date"] }), headers);
});

test("two copies have one brand", async () => {
	const [one, other] = [await unstarted(), await unstarted()];
	const error = await one.verifyBearer("USER_CREATED", { headers: {}, body: "", token: () => "" }).catch((thrown) => thrown);
	assert.ok(other.isPowensError(error) && !(error instanceof other.PowensError));
});
