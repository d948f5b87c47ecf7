// @ts-check
// No token and no header's value is ever in an error, whoever sends it back; and no error grows with what a server sends.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { loadEntry, outcome } from "./packed-entry.mjs";

const { UsersApi, isPowensError } = await loadEntry();

const TOKENS = {
	"a long token": "eyJhbGciOiJIUzI1NiJ9.a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6A7b8C9d0E1f2G3.Zk9sQ2wVbnTr4xYp",
	"a token with / + ~": "Qm9uam91ckxlTW9uZGU/c2VjcmV0VG9rZW5Pbg+eVVzZXJzVG9rZW4~ZmluYWxQYXJ0T2ZJdA/d2hhdEVsc2U",
};
const HEADER = "csrf-W7nPq2LmX4vRt8KsZb1YcD5f";
/** Any part of a secret of this length would betray it. */
const PART = 12;

/** @param {string} text @param {string} secret @returns {string | undefined} */
const partIn = (text, secret) =>
	Array.from({ length: secret.length - PART + 1 }, (_, at) => secret.slice(at, at + PART)).find((part) => text.includes(part));

/** All that logs may show of an error. @param {unknown} error */
function shown(error) {
	assert.ok(error instanceof Error);
	/** @type {WeakSet<object>} */
	const seen = new WeakSet();
	const values = (/** @type {unknown} */ value) => {
		if (typeof value !== "object" || value === null) return [String(value)];
		if (seen.has(value)) return [];
		seen.add(value);
		/** @type {string[]} */
		const texts = Reflect.ownKeys(value).flatMap((key) => [String(key), ...values(Reflect.get(value, key))]);
		return texts;
	};
	const inspected = inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true, maxStringLength: null });
	return [inspected, String(error), error.stack, JSON.stringify(error), ...values(error)].join("\n");
}

/** @param {unknown} error @param {readonly string[]} secrets */
function assertHolds(error, secrets) {
	assert.ok(isPowensError(error), String(error));
	const text = shown(error);
	for (const secret of secrets) {
		const part = partIn(text, secret);
		assert.equal(part, undefined, part && `…${text.slice(Math.max(0, text.indexOf(part) - 100), text.indexOf(part) + 40)}…`);
	}
	assert.ok(error.message.length < 1000, `the message has ${error.message.length} characters`);
	assert.doesNotMatch(error.message, /[\n\r\u2028\u2029]/);
}

/** @typedef {(secret: string) => unknown} Echo what fetch gives or throws */

const get = (/** @type {Record<string, string>} */ headers) => ({
	get: (/** @type {string} */ name) => headers[name.toLowerCase()] ?? null,
});
const body = (/** @type {string} */ text, status = 200) => ({ status, text: async () => text });
const key = (/** @type {string} */ secret) => JSON.stringify(secret);
/** @type {Record<string, Echo>} */
const echoes = {
	"Content-Type, no JSON": (s) => ({ ...body("nope"), headers: get({ "content-type": `text/${s}` }) }),
	"Content-Type, no body": (s) => ({ status: 200, headers: get({ "content-type": s }) }),
	"Content-Type of an error": (s) => ({ ...body("nope", 500), headers: get({ "content-type": s }) }),
	"X-Request-Id": (s) => ({ status: 500, headers: get({ "x-request-id": s }) }),
	request_id: (s) => body(`{"code":"x","request_id":${key(s)}}`, 400),
	"code, description, message": (s) => body(`{"code":${key(s)},"description":${key(`d ${s} d`)},"message":${key(s)}}`, 400),
	"description, cut in the middle of it": (s) => body(`{"description":${key("p".repeat(500 - PART - 8) + s)}}`, 400),
	"a duplicate key": (s) => body(`{"users":[],${key(s)}:1,${key(s)}:2}`),
	"a key over a duplicate key": (s) => body(`{"users":[],${key(s)}:{"a":1,"a":2}}`),
	"a key with text before it": (s) => body(`{"users":[],${key(`Bearer ${s}`)}:{"a":1,"a":2}}`),
	"a key with much before it": (s) => body(`{"users":[],${key("k".repeat(40) + s)}:{"a":1,"a":2}}`),
	"a key before broken JSON": (s) => body(`{"users":[],${key(s)}:[[!`),
	"a key of escapes": (s) =>
		body(`{"users":[],"${[...s].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}":{"a":1,"a":2}}`),
	"a key of a user": (s) => body(`{"users":[{"id":"x",${key(s)}:{${key(s)}:1,${key(s)}:2}}]}`),
	"a value of the wrong type": (s) => body(`{"users":[{"id":${key(s)}},{"id":1,"signin":{${key(s)}:1}}]}`),
	"no JSON at all": (s) => body(s),
	"a thrown text": (s) => Promise.reject(s),
	"a thrown error's message, name, code": (s) => Promise.reject(Object.assign(new Error(`bad ${s}`), { name: s, code: s })),
	"a thrown error's message, cut in the middle of it": (s) => Promise.reject(new Error("p".repeat(500 - PART - 8) + s)),
	"a thrown error's causes": (s) =>
		Promise.reject(new Error("x", { cause: new Error(s, { cause: Object.assign(new Error("y"), { code: s, cause: s }) }) })),
	"a thrown AggregateError": (s) => Promise.reject(new AggregateError([Object.assign(new Error(s), { name: s })], s)),
	"a stream that breaks": (s) => ({
		status: 200,
		body: new ReadableStream({ start: (controller) => controller.error(new Error(s)) }),
	}),
	"a text that breaks": (s) => ({ status: 200, text: () => Promise.reject(new Error(s)) }),
	"a getter of the answer that throws": (s) => Object.defineProperty({}, "status", { get: () => fail(s) }),
};

/** @param {string} message @returns {never} */
function fail(message) {
	throw new Error(message);
}

/** @param {string} token @param {object} [options] */
const api = (token, options) => new UsersApi({ domain: "acme", usersToken: token, maxRetries: 0, timeoutMs: 1000, ...options });

for (const [name, token] of Object.entries(TOKENS)) {
	describe(`${name} and a header's value, sent back in`, () => {
		for (const [place, echo] of Object.entries(echoes)) {
			test(place, async () => {
				for (const secret of [token, HEADER]) {
					for (const usersToken of [token, async () => token]) {
						const made = api(token, { usersToken, headers: { "X-CSRF": HEADER }, fetch: async () => echo(secret) });
						const ended = await outcome(made.list());
						assert.ok("error" in ended, "the call failed");
						assertHolds(ended.error, [token, HEADER]);
					}
				}
				const ended = await outcome(api("other-token", { fetch: async () => echo(token) }).list({ token }));
				assert.ok("error" in ended);
				assertHolds(ended.error, [token]);
			});
		}
	});

	describe(`${name}, thrown by the getter of`, () => {
		const throwing = (/** @type {object} */ options, /** @type {string} */ option) =>
			Object.defineProperty(options, option, { enumerable: true, get: () => fail(`bad ${token}`) });
		for (const option of [
			"userToken",
			"timeoutMs",
			"maxRetries",
			"maxResponseBytes",
			"headers",
			"fetch",
			"onAttempt",
			"now",
			"random",
			"sleep",
		]) {
			test(`the constructor's option ${option}`, () => {
				const options = throwing({ domain: "acme", usersToken: token }, option);
				try {
					new UsersApi(/** @type {never} */ (options));
				} catch (error) {
					return assertHolds(error, [token]);
				}
				assert.fail("it was accepted");
			});
		}
		for (const option of ["signal", "timeoutMs", "limit", "offset"]) {
			test(`the call's option ${option}`, async () => {
				for (const call of [api(token).list(throwing({}, option)), api("other-token").list(throwing({ token }, option))]) {
					const ended = await outcome(call);
					assert.ok("error" in ended);
					assertHolds(ended.error, [token]);
				}
			});
		}
	});

	test(`${name} is not to be seen in the object`, () => {
		const made = api(token, { headers: { "X-CSRF": HEADER } });
		const text = inspect(made, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }) + JSON.stringify(made);
		for (const secret of [token, HEADER]) assert.equal(partIn(text, secret), undefined);
	});
}

describe("a message is short and one line, whatever is in", () => {
	for (const long of ["y".repeat(100_000), "é".repeat(5_000), "a\nFAKE LOG LINE\r\n\u2028b".repeat(300), "\n"]) {
		test(JSON.stringify(long.slice(0, 10)), async () => {
			for (const [place, echo] of Object.entries(echoes)) {
				const ended = await outcome(api("users-token", { fetch: async () => echo(long) }).list());
				assert.ok("error" in ended, place);
				assertHolds(ended.error, []);
			}
		});
	}
});
