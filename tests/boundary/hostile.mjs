// @ts-check
// An injected `fetch` may be any function.
import { contains, equal, ok, rejection } from "./assertions.mjs";
import { answer, apiWithFetch, streamOf } from "./mocks.mjs";

const fails = () => {
	throw 1;
};
const revoked = (/** @type {object} */ target) => {
	const { proxy, revoke } = Proxy.revocable(target, {});
	revoke();
	return proxy;
};
/** An object one property of which cannot be read. @param {string} key @param {object} [rest] */
const unreadable = (key, rest = {}) => Object.defineProperty({ ...rest }, key, { enumerable: true, get: fails });
/** An answer with a reader that does this. @param {object} reader @param {number} [status] */
const withReader = (reader, status = 200) => ({ status, body: { getReader: () => reader } });
const circular = () => {
	/** @type {Record<string, unknown>} */
	const object = {};
	object.a = object;
	return object;
};

/** @type {readonly [fetch: (...args: unknown[]) => unknown, expected: string][]} */
const ways = [
	[
		() => {
			throw new TypeError("sync");
		},
		"network",
	],
	[
		() => {
			throw undefined;
		},
		"network",
	],
	[
		() => {
			throw "text";
		},
		"network",
	],
	[() => Promise.reject(null), "network"],
	[() => Promise.reject("text"), "network"],
	[() => Promise.reject(undefined), "network"],
	[() => Promise.reject(new Proxy({}, { get: fails, getPrototypeOf: fails })), "network"],
	[() => Promise.reject(Symbol("x")), "network"],
	// biome-ignore lint/suspicious/noThenProperty: a promise of another library.
	[() => ({ then: (/** @type {unknown} */ _, /** @type {(reason: unknown) => void} */ reject) => reject(1n) }), "network"],
	[() => unreadable("then"), "network"],
	[async () => ({ type: "error", status: 0 }), "network"],
	[async () => undefined, "invalid_response"],
	[async () => null, "invalid_response"],
	[async () => "text", "invalid_response"],
	[async () => 200, "invalid_response"],
	[async () => ({}), "invalid_response"],
	[async () => ({ status: "200" }), "invalid_response"],
	[async () => ({ status: 0 }), "invalid_response"],
	[async () => ({ status: Number.NaN }), "invalid_response"],
	[async () => ({ status: 200.5 }), "invalid_response"],
	[async () => ({ status: 99999 }), "invalid_response"],
	[async () => unreadable("status"), "invalid_response"],
	[async () => new Proxy({}, { get: fails }), "network"],
	[() => Promise.reject({ errors: revoked([]) }), "network"],
	[() => Promise.reject({ errors: new Proxy([1], { get: fails }) }), "network"],
	[async () => revoked({}), "network"],
	[async () => ({ status: 304 }), "http_status"],
	[async () => ({ status: 302 }), "redirect"],
	[async () => ({ status: 0, type: "opaqueredirect" }), "redirect"],
	[async () => ({ status: 200, redirected: true, json: async () => ({ users: [] }) }), "redirect"],
	[async () => ({ status: 202 }), "http_status"],
	[async () => ({ status: 200 }), "invalid_json"],
	[async () => ({ status: 200, body: null }), "invalid_json"],
	[async () => answer(""), "invalid_json"],
	[async () => answer("<html>"), "invalid_json"],
	[async () => answer('{"users":['), "invalid_json"],
	[async () => answer('{"users":[],"users":[]}'), "invalid_json"],
	[async () => answer('{"users":{}}'), "invalid_shape"],
	[async () => ({ status: 200, json: async () => ({ users: [{ id: "1" }] }) }), "invalid_shape"],
	[async () => ({ status: 200, json: () => Promise.reject(new SyntaxError("x")) }), "network"],
	[async () => ({ status: 200, json: async () => 1n }), "network"],
	[async () => ({ status: 200, json: async () => circular() }), "network"],
	[async () => ({ status: 200, json: async () => undefined }), "network"],
	[async () => ({ status: 200, text: async () => 7 }), "network"],
	[async () => ({ status: 200, text: fails }), "network"],
	[async () => unreadable("text", { status: 200 }), "network"],
	[async () => unreadable("text", { status: 200, json: async () => ({ users: {} }) }), "invalid_shape"],
	[async () => unreadable("body", { status: 200 }), "network"],
	[async () => ({ status: 200, arrayBuffer: async () => ({ byteLength: 5, length: 1e9 }) }), "network"],
	[async () => ({ status: 200, body: { getReader: fails } }), "network"],
	[async () => ({ status: 200, body: { getReader: () => null } }), "network"],
	[async () => withReader({}), "network"],
	[async () => withReader({ read: () => null }), "network"],
	[async () => withReader({ read: async () => ({ value: 7 }) }), "network"],
	[async () => withReader({ read: () => Promise.reject(undefined), cancel: fails }), "network"],
	[async () => withReader({ read: () => Promise.reject(1), cancel: () => Promise.reject(1) }), "network"],
	[async () => withReader({ read: () => Promise.reject(1) }, 404), "http_status"],
	[async () => ({ status: 404, headers: 7, text: fails }), "http_status"],
	[async () => ({ status: 404, headers: { get: fails } }), "http_status"],
	[async () => ({ status: 404, headers: { get: () => ({}) } }), "http_status"],
	[async () => ({ status: 302, body: { cancel: () => Promise.reject(new Error("unhandled")) } }), "redirect"],
	[async () => new Response(null, { status: 404 }), "http_status"],
	[
		async () => {
			const response = new Response("{}");
			await response.text();
			return response;
		},
		"network",
	],
];

/** A cause that fits: an error with a code. @param {string} message */
const refusedConnection = (message) => Object.assign(new Error(message), { code: "ECONNREFUSED" });

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "whatever fetch does is an error of ours",
		async run(powens) {
			for (const [fetch, expected] of ways) {
				const error = await rejection(apiWithFetch(powens, fetch).list(), String(fetch));
				ok(powens.isPowensError(error), String(fetch));
				equal(error.code, expected, `${fetch}: ${error.message}`);
				ok(error.attempts >= 1, String(fetch));
			}
		},
	},
	{
		name: "a network failure tells what stood behind it",
		async run(powens) {
			const causeOf = async (/** @type {unknown} */ thrown) => {
				const error = await rejection(apiWithFetch(powens, () => Promise.reject(thrown)).list());
				equal(`${error.code} ${error.attempts}`, "network 3");
				return error.cause;
			};
			const cause = await causeOf(new TypeError("fetch failed", { cause: refusedConnection("connect") }));
			equal(`${cause.name}: ${cause.message}, ${cause.cause.code}`, "TypeError: fetch failed, ECONNREFUSED");
			const several = await causeOf(Object.assign(new Error(""), { errors: [refusedConnection("v6")] }));
			equal(several.cause.code, "ECONNREFUSED");
			const loop = new Error("loop");
			loop.cause = loop;
			await causeOf(loop);
		},
	},
	{
		name: "an answer larger than allowed is refused while it streams",
		async run({ UsersApi }) {
			const seen = { pulled: 0, cancelled: false, readAnyway: false };
			const endless = () =>
				new ReadableStream({
					pull(controller) {
						seen.pulled += 1;
						controller.enqueue(new Uint8Array(1000).fill(32));
					},
					cancel() {
						seen.cancelled = true;
					},
				});
			const api = (/** @type {unknown} */ response, maxResponseBytes = 10_000) =>
				new UsersApi({ domain: "acme", usersToken: "t", maxResponseBytes, fetch: async () => response });
			const declared = async () => {
				seen.readAnyway = true;
				return "{}";
			};
			for (const response of [
				{ status: 200, body: endless() },
				{ status: 200, headers: new Headers({ "content-length": "10001" }), text: declared },
				answer(" ".repeat(10_001)),
				answer("é".repeat(5001)),
				{ status: 200, arrayBuffer: async () => new ArrayBuffer(10_001) },
				{ status: 200, json: async () => " ".repeat(10_001) },
			]) {
				const error = await rejection(api(response).list());
				equal(`${error.code} ${error.status}`, "too_large 200", Object.keys(response).join());
			}
			equal(seen.readAnyway, false);
			equal(seen.cancelled, true);
			ok(seen.pulled < 15, `${seen.pulled} pieces were read`);
			await api(answer('{"users":[]}'), 12).list();
			equal((await rejection(api(answer('{"users":[]}'), 11).list())).code, "too_large");
		},
	},
	{
		name: "the body of an error is read no further than needed",
		async run(powens) {
			let pulled = 0;
			const body = new ReadableStream({
				pull(controller) {
					pulled += 1;
					controller.enqueue(new Uint8Array(50_000));
				},
			});
			const error = await rejection(apiWithFetch(powens, async () => ({ status: 404, body })).list());
			equal(`${error.code} ${error.status}`, "http_status 404");
			ok(pulled < 10, `${pulled} pieces were read`);
		},
	},
	{
		name: "an answer that breaks off keeps its status and request id",
		async run(powens) {
			const head = { status: 200, headers: new Headers({ "x-request-id": "r1" }) };
			const broken = async () => ({ ...head, body: streamOf(["{"], "error") });
			const error = await rejection(apiWithFetch(powens, broken).list());
			equal(`${error.code} ${error.status} ${error.requestId} ${error.cause.message}`, "network 200 r1 reset");
			contains(error.message, "broke off");
			const stays = async () => ({ ...head, body: new ReadableStream({}) });
			const late = await rejection(apiWithFetch(powens, stays, { timeoutMs: 40 }).list());
			equal(`${late.code} ${late.status} ${late.requestId}`, "timeout 200 r1");
		},
	},
	{
		name: "a function needs no prototype",
		async run(powens) {
			const fetch = Object.setPrototypeOf(async () => ({ status: 200, json: async () => ({ users: [] }) }), null);
			await apiWithFetch(powens, fetch).list();
		},
	},
	{
		name: "text with half a character is not altered",
		async run(powens) {
			const half = '{"users":[],"x":"\ud800"}';
			for (const response of [answer(half), { status: 200, body: half }]) {
				equal((await rejection(apiWithFetch(powens, async () => response).list())).code, "network");
			}
			// Escaped it is ordinary JSON.
			const list = await apiWithFetch(powens, async () => answer('{"users":[],"x":"\\ud800"}')).list();
			equal(list.x, "\ud800");
		},
	},
];
