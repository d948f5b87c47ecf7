// @ts-check
// What comes from another realm (an iframe, a vm context) is as good as what comes from this one.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { loadEntry, outcome } from "./packed-entry.mjs";

const { UsersApi, isPowensError } = await loadEntry();
const realm = vm.createContext({});
const LIST = JSON.stringify({ users: [{ id: 42, signin: null, name: "é" }] });
const BYTES = JSON.stringify([...new TextEncoder().encode(LIST)]);

/** @param {string} source @returns {never} whatever it is, made in the other realm */
const foreign = (source) => /** @type {never} */ (vm.runInContext(`(${source})`, realm));

/** @param {object} options */
const api = (options) => new UsersApi({ domain: "acme", usersToken: "users-token", timeoutMs: 1000, maxRetries: 0, ...options });

test("the other realm has classes of its own", () => {
	for (const source of ["new Uint8Array(1)", "new ArrayBuffer(1)", "new Error('x')", "Promise.resolve()"]) {
		assert.ok(!(vm.runInContext(source, realm) instanceof Object), source);
	}
});

describe("an answer of another realm is read", () => {
	const stream = (/** @type {string} */ chunk) =>
		`{ getReader() { let n = 0; return { read: async () => n++ === 0 ? { done: false, value: ${chunk} } : { done: true }, cancel() {} } } }`;
	const answers = {
		"json()": `json: async () => (${LIST})`,
		"text()": `text: async () => '${LIST}'`,
		"arrayBuffer()": `arrayBuffer: async () => new Uint8Array(${BYTES}).buffer`,
		"arrayBuffer() that gives a part of a buffer": `arrayBuffer: async () => new Uint8Array([9, 9, ...${BYTES}, 9]).subarray(2, -1)`,
		"a Uint8Array": `body: new Uint8Array(${BYTES})`,
		"an ArrayBuffer": `body: new Uint8Array(${BYTES}).buffer`,
		"a DataView": `body: new DataView(new Uint8Array(${BYTES}).buffer)`,
		"a stream of Uint8Array": `body: ${stream(`new Uint8Array(${BYTES})`)}`,
		"a stream of ArrayBuffer": `body: ${stream(`new Uint8Array(${BYTES}).buffer`)}`,
	};
	for (const [name, body] of Object.entries(answers)) {
		test(name, async () => {
			const answer = foreign(`async () => ({ status: 200, headers: new Map([["x-request-id", "r"]]), ${body} })`);
			assert.deepEqual(await api({ fetch: answer }).list(), { ...JSON.parse(LIST), complete: true });
		});
	}
});

test("options, headers, token functions and their promises may be of another realm", async () => {
	/** @type {Record<string, string>[]} */
	const sent = [];
	const seen = async (/** @type {string} */ _url, /** @type {{ headers: Record<string, string> }} */ { headers }) => {
		sent.push(headers);
		return { status: 200, text: async () => LIST };
	};
	const options = foreign(`(fetch) => ({
		domain: "acme", usersToken: async () => "users-token", headers: async () => ({ "X-A": "b" }), fetch,
	})`);
	const made = new UsersApi(/** @type {(fetch: unknown) => never} */ (options)(seen));
	await made.list(foreign("{ limit: 5, timeoutMs: 900 }"));
	assert.equal(sent[0]?.Authorization, "Bearer users-token");
	assert.equal(sent[0]?.["X-A"], "b");
});

describe("a look-alike of an AbortSignal of another realm", () => {
	test("aborted before: the call rejects with its reason", async () => {
		const signal = foreign("{ aborted: true, reason: { why: 'mine' }, addEventListener() {}, removeEventListener() {} }");
		const { reason } = /** @type {{ reason: unknown }} */ (signal);
		assert.deepEqual(await outcome(api({ fetch: () => assert.fail("sent") }).list({ signal })), { error: reason });
	});

	test("aborted later: the call rejects with its very reason", async () => {
		const signal = foreign(`{
			aborted: false, reason: undefined, listeners: [],
			addEventListener(type, listener) { this.listeners.push(listener) },
			removeEventListener(type, listener) { this.listeners = this.listeners.filter((other) => other !== listener) },
			abort(reason) { this.aborted = true; this.reason = reason; for (const listener of this.listeners) listener() },
		}`);
		const { abort } = /** @type {{ abort: (reason: unknown) => void }} */ (signal);
		const reason = /** @type {unknown} */ (foreign("new Error('mine')"));
		const call = outcome(api({ fetch: () => new Promise(() => {}) }).list({ signal }));
		setImmediate(() => abort.call(signal, reason));
		const ended = await call;
		assert.ok("error" in ended && ended.error === reason);
		assert.equal(/** @type {{ listeners: unknown[] }} */ (signal).listeners.length, 0, "and its listeners are gone");
	});
});

describe("an error of another realm becomes a cause of this one", () => {
	const thrown =
		"Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) })";
	const copy = {
		name: "TypeError",
		code: null,
		message: "fetch failed",
		cause: { name: "Error", code: "ECONNREFUSED", message: "connect" },
	};
	const where = {
		network: { fetch: foreign(`async () => { throw ${thrown} }`) },
		token_unavailable: { usersToken: foreign(`() => { throw ${thrown} }`) },
		headers_unavailable: { headers: foreign(`() => Promise.reject(${thrown})`) },
	};
	for (const [code, options] of Object.entries(where)) {
		test(code, async () => {
			const ended = await outcome(api(options).list());
			const error = "error" in ended && isPowensError(ended.error) ? ended.error : assert.fail("no PowensError");
			assert.equal(error.code, code);
			assert.deepEqual(JSON.parse(JSON.stringify(error.cause)), copy);
			assert.ok(error.cause instanceof Object, "a plain object of this realm");
		});
	}

	test("the first of several errors", async () => {
		const fetch = foreign("async () => { throw new AggregateError([new Error('IPv6'), new Error('IPv4')], 'all') }");
		const ended = await outcome(api({ fetch }).list());
		assert.ok("error" in ended && isPowensError(ended.error));
		assert.equal(ended.error.cause?.cause?.message, "IPv6");
	});
});

test("isPowensError knows the errors of another copy of the package", async () => {
	const copies = [await loadEntry("node.cjs"), await loadEntry("default.js")];
	for (const [maker, judge] of [copies, [...copies].reverse()]) {
		assert.ok(maker && judge && maker.PowensError !== judge.PowensError, "two copies");
		const made = new maker.UsersApi({ domain: "acme", usersToken: "t", fetch: async () => ({ status: 404 }) });
		const ended = await outcome(made.list());
		assert.ok("error" in ended && ended.error instanceof maker.PowensError);
		assert.ok(!(ended.error instanceof judge.PowensError));
		assert.ok(judge.isPowensError(ended.error));
		assert.ok(!judge.isPowensError(new Error("x")));
	}
});
