// @ts-check
// What a `fetch` that is not the runtime's own may do, and what a call comes to then. The tests of the crate run the text of this
// file too (tests/wasm_hostile.rs): it imports nothing and exports `ways` alone.

/** As the answer of an API. @param {string} text */
const answer = (text) => ({ status: 200, text: async () => text });
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
export const ways = [
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
