// @ts-check
// What confirms a delete: the answers of the API alone. A portal, a gateway or a page for every path answers 200 to every method.
import { contains, equal, ok, rejection } from "./assertions.mjs";
import { answer, apiWithFetch, bytes, endOfDelete, everythingOf, play, sleep, streamOf } from "./mocks.mjs";

/** @typedef {import("./runner.mjs").Package} Package */
/** @typedef {[name: string, text: string]} Body */

const LIMIT = 10_000;
const deep = (/** @type {number} */ depth) => `${'{"a":'.repeat(depth)}0${"}".repeat(depth)}`;

/** The ways in which one body may come. @type {Record<string, (text: string) => unknown>} */
const ways = {
	Response: (text) => new Response(text),
	"text()": answer,
	"arrayBuffer()": (text) => ({ status: 200, arrayBuffer: async () => bytes(text).buffer }),
	bytes: (text) => ({ status: 200, body: bytes(text) }),
	"a stream": (text) => ({ status: 200, body: streamOf(Array.from(text)) }),
};

/** @type {Body[]} */
const confirmed = [
	["nothing", ""],
	["white space", " \t\r\n"],
	["an empty object", "{}"],
	["an empty object in white space", "\n{ }\r\n"],
	["an empty object behind a BOM", "\ufeff{}"],
	["the user", '{"id":42,"signin":"2020-06-01 12:34:56"}'],
	["the user behind a BOM", '\ufeff{"id":42}'],
	["the id in another spelling", '{"id":42.0}'],
	["the id in one more", '{"id":4.2e1}'],
	["an escaped key", '{"\\u0069d":42}'],
	["an object without an id", '{"success":true,"message":null}'],
	["an id further down, which is another's", '{"result":{"id":43,"code":"x"}}'],
	["128 levels", deep(128)],
];

/** @type {Body[]} */
const unconfirmed = [
	["a sign-in page", "<!doctype html><title>Sign in</title>"],
	["an application's index.html", "<html><body><div id=app></div></body></html>"],
	["a word", "OK"],
	["JSON text", '"ok"'],
	["true", "true"],
	["a number", "42"],
	["null", "null"],
	["an empty list", "[]"],
	["a list of the user", '[{"id":42}]'],
	["an error body", '{"code":"unauthorized","description":"x"}'],
	["an error body with the id", '{"id":42,"code":"notFound"}'],
	["an error body whose code is a number", '{"code":404}'],
	["an error body whose key is escaped", '{"\\u0063ode":"notFound"}'],
	["an id that is text", '{"id":"42"}'],
	["another id that is text", '{"id":"43"}'],
	["an id that is null", '{"id":null}'],
	["an id that is true", '{"id":true}'],
	["an id that is an object", '{"id":{"id":42}}'],
	["an id that is a list", '{"id":[42]}'],
	["an object that breaks off", '{"id":4'],
	["an object that breaks off behind the id", '{"id":42'],
	["an object that is not closed", "{"],
	["a BOM and HTML", "\ufeff<html>"],
	["two BOMs", "\ufeff\ufeff{}"],
	["two objects", '{"id":42}{"id":42}'],
	["something behind the object", '{"id":42} x'],
	["a zero byte behind the object", '{"id":42}\0'],
	["single quotes", "{'id':42}"],
	["a comma too many", '{"id":42,}'],
	["the id twice, another first", '{"id":43,"id":42}'],
	["the id twice, another last", '{"id":42,"id":43}'],
	["the id twice, the same", '{"id":42,"id":42}'],
	["the id twice, one escaped", '{"id":42,"\\u0069d":42}'],
	["another key twice", '{"id":42,"a":1,"a":1}'],
	["a key twice further down", '{"id":42,"x":{"a":1,"a":2}}'],
	["129 levels", deep(129)],
];

/**
 * How a delete ends that is answered with this.
 *
 * @param {Package} powens
 * @param {unknown} response
 * @param {{ id?: unknown, options?: object }} [given]
 */
function ended(powens, response, { id = 42, options } = {}) {
	const { fetch, played } = play([response]);
	return endOfDelete(apiWithFetch(powens, fetch, { maxResponseBytes: LIMIT, ...options }).delete(id), played);
}

const UNCONFIRMED = "delete_unconfirmed unknown 1";

/** Bodies that the connection breaks off, or that nobody can read. @type {Record<string, () => unknown>} */
const broken = {
	"a stream that fails at once": () => ({ status: 200, body: streamOf([], "error") }),
	"a stream that fails behind an object": () => ({ status: 200, body: streamOf(['{"id":42}'], "error") }),
	"a stream that fails in an object": () => ({ status: 200, body: streamOf(['{"id":'], "error") }),
	"a Response that fails": () => new Response(streamOf(["{}"], "error")),
	"text() that throws": () => ({
		status: 200,
		text: () => {
			throw 1;
		},
	}),
	"text() that rejects": () => ({ status: 200, text: () => Promise.reject(new Error("reset")) }),
	"json() that rejects": () => ({ status: 200, json: () => Promise.reject(new SyntaxError("no JSON")) }),
	"a reader that lies": () => ({ status: 200, body: { getReader: () => ({ read: async () => ({ value: 7 }) }) } }),
	"bytes that are no UTF-8": () => ({ status: 200, body: Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d) }),
};

/** A Response that somebody has looked into before, and let go of. @param {string} text @param {number} times */
async function lookedInto(text, times) {
	const response = new Response(text);
	const reader = /** @type {ReadableStream} */ (response.body).getReader();
	for (let count = 0; count < times; count += 1) await reader.read();
	reader.releaseLock();
	return response;
}

const fails = () => {
	throw new Error("mine");
};

/** Bodies that are there, in a form that nobody can read. @type {Record<string, () => unknown>} */
const odd = {
	"a parsed body": () => ({ status: 200, body: { code: "notFound" } }),
	"a number": () => ({ status: 200, body: 5 }),
	"a stream of another kind": () => ({ status: 200, body: { async *[Symbol.asyncIterator]() {} } }),
	"a stream whose getReader cannot be read": () => ({
		status: 200,
		body: Object.defineProperty({}, "getReader", { get: fails }),
	}),
	"text that cannot be read": () => Object.defineProperty({ status: 200 }, "text", { get: fails }),
	"json that is no function": () => ({ status: 200, json: { code: "notFound" } }),
	"json of nothing": () => ({ status: 200, json: async () => undefined }),
};

/** @type {Record<string, () => unknown>} */
const tooLarge = {
	"white space": () => answer(" ".repeat(LIMIT + 1)),
	"an object": () => answer(`{"id":42,"a":"${"x".repeat(LIMIT)}"}`),
	"a declared length": () => ({
		status: 200,
		headers: new Headers({ "content-length": String(LIMIT + 1) }),
		text: async () => "{}",
	}),
	"a stream without an end": () => ({
		status: 200,
		body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1000).fill(32)) }),
	}),
};

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "204 confirms, with any header",
		async run(powens) {
			/** @type {Record<string, string>[]} */
			const all = [
				{},
				{ "content-type": "text/html; charset=utf-8" },
				{ "content-length": "999999999999" },
				{ "content-encoding": "gzip" },
				{ "x-request-id": "r1", location: "/login", "retry-after": "60" },
			];
			for (const headers of all) {
				const what = JSON.stringify(headers);
				equal(await ended(powens, { status: 204, headers: new Headers(headers) }), "done 1", what);
				equal(await ended(powens, new Response(null, { status: 204, headers })), "done 1", what);
			}
			equal(await ended(powens, { status: 204, headers: 7 }), "done 1");
			equal(await ended(powens, { status: 204, text: () => Promise.reject(1) }), "done 1", "its body is not read");
		},
	},
	{
		name: "200 with nothing or with an unambiguous object confirms",
		async run(powens) {
			for (const [way, make] of Object.entries(ways))
				for (const [name, text] of confirmed) equal(await ended(powens, make(text)), "done 1", `${name}, as ${way}`);
			equal(await ended(powens, { status: 200 }), "done 1", "without a body");
			equal(await ended(powens, { status: 200, body: null }), "done 1", "with a body of null");
			equal(await ended(powens, { status: 200, json: async () => ({ id: 42 }) }), "done 1", "by json()");
			equal(await ended(powens, answer(`{"a":"${"x".repeat(LIMIT - 8)}"}`)), "done 1", "at the limit");
		},
	},
	{
		name: "200 with anything else confirms nothing, and is not sent again",
		async run(powens) {
			for (const [way, make] of Object.entries(ways))
				for (const [name, text] of unconfirmed) equal(await ended(powens, make(text)), UNCONFIRMED, `${name}, as ${way}`);
			for (const type of ["text/html; charset=utf-8", "application/json", ""])
				for (const [name, text] of unconfirmed)
					equal(await ended(powens, new Response(text, { headers: { "content-type": type } })), UNCONFIRMED, `${name}, ${type}`);
		},
	},
	{
		name: "the id of another user is id_mismatch",
		async run(powens) {
			for (const [way, make] of Object.entries(ways)) {
				for (const text of ['{"id":43}', '\ufeff{"id":1}', '{"a":{"id":42},"id":9007199254740991}', '{"id":43,"signin":null}'])
					equal(await ended(powens, make(text)), "id_mismatch unknown 1", `${text}, as ${way}`);
			}
		},
	},
	{
		name: "for me any valid id confirms, and no other",
		async run(powens) {
			for (const text of ["", "{}", '{"id":43}', '{"id":1}', '{"id":9007199254740991}', '{"ok":true}'])
				equal(await ended(powens, answer(text), { id: "me" }), "done 1", text);
			for (const id of ["0", "-1", "1.5", "9007199254740993", '"me"', '"43"', "null", "true", "[43]", "{}"])
				equal(await ended(powens, answer(`{"id":${id}}`), { id: "me" }), UNCONFIRMED, id);
			for (const [name, text] of unconfirmed) equal(await ended(powens, answer(text), { id: "me" }), UNCONFIRMED, name);
		},
	},
	{
		name: "a body that breaks off or cannot be read confirms nothing",
		async run(powens) {
			for (const [name, response] of Object.entries(broken)) equal(await ended(powens, response()), UNCONFIRMED, name);
			const used = new Response("{}");
			await used.text();
			equal(await ended(powens, used), UNCONFIRMED, "a body that was read before");
			for (const times of [1, 2])
				equal(await ended(powens, await lookedInto("<html>", times)), UNCONFIRMED, `looked into, ${times}`);
			equal(await ended(powens, await lookedInto("<html>", 0)), UNCONFIRMED, "HTML that nobody has looked into");
			equal(await ended(powens, await lookedInto("{}", 0)), "done 1", "and an object");
			for (const [name, response] of Object.entries(odd)) equal(await ended(powens, response()), UNCONFIRMED, name);
		},
	},
	{
		name: "a body beyond the limit confirms nothing",
		async run(powens) {
			for (const [name, response] of Object.entries(tooLarge)) equal(await ended(powens, response()), UNCONFIRMED, name);
		},
	},
	{
		name: "every other 2xx confirms nothing, whatever it holds",
		async run(powens) {
			for (const status of [201, 202, 203, 205, 206, 207, 208, 226, 299])
				for (const text of ["", "{}", '{"id":42}'])
					equal(await ended(powens, { status, text: async () => text }), "http_status unknown 1", `${status} ${text}`);
		},
	},
	{
		name: "the deadline in mid-body is a timeout",
		async run(powens) {
			for (const body of [streamOf([], "stay"), streamOf(["{}"], "stay"), new ReadableStream({})])
				equal(await ended(powens, { status: 200, body }, { options: { timeoutMs: 40 } }), "timeout unknown 1");
			const text = () => new Promise(() => {});
			equal(await ended(powens, { status: 200, text }, { options: { timeoutMs: 40 } }), "timeout unknown 1");
		},
	},
	{
		name: "an abort in mid-body ends with the signal's own reason",
		async run(powens) {
			for (const response of [
				{ status: 200, body: streamOf(["{"], "stay") },
				{ status: 200, text: () => new Promise(() => {}) },
			]) {
				const controller = new AbortController();
				const call = apiWithFetch(powens, async () => response).delete(42, { signal: controller.signal });
				sleep(10).then(() => controller.abort("enough"));
				equal(await rejection(call), "enough");
			}
		},
	},
	{
		name: "what confirmed nothing is told with its status and request id, and without its body",
		async run(powens) {
			const headers = { "content-type": "text/html", "x-request-id": "r1" };
			const body = '<html>s3cr3t-page user-t0k3n</html>"id":42';
			const api = apiWithFetch(powens, async () => new Response(body, { headers }));
			const error = await rejection(api.delete(42));
			equal(`${error.code} ${error.status} ${error.requestId}`, "delete_unconfirmed 200 r1");
			ok(powens.isPowensError(error));
			contains(error.message, /200|confirm/);
			for (const part of ["s3cr3t", "t0k3n", "<html"]) ok(!everythingOf(error).includes(part), part);
		},
	},
];
