// @ts-check
// What is refused before a request exists.
import { contains, equal, fail, ok, refusal, rejection } from "./assertions.mjs";
import { apiWithFetch } from "./mocks.mjs";

const throwing = () => {
	throw 1;
};

/** @type {readonly unknown[]} */
const noIds = [
	...["all", "ALL", "../users", "1/../all", "", " 1", "42", "\ud800", "me\u0000", "Me", "me "],
	...[0, -0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 53 + 2],
	...[42n, undefined, null, true, [], [42], {}, Object(42), Object("me"), Symbol("me"), () => 42, new Date(0)],
	...[{ toString: () => "me" }, { valueOf: () => 1 }, new Proxy({}, { get: throwing })],
];

/** @type {readonly [options: () => unknown, hint: string][]} */
const noOptions = [
	[() => undefined, "domain or baseUrl"],
	[() => null, "domain or baseUrl"],
	[() => "acme", "domain or baseUrl"],
	[() => ({}), "domain"],
	[() => ({ domain: "acme", baseUrl: "https://x.example" }), "not both"],
	[() => ({ domain: 7 }), "domain must be text"],
	[() => ({ domain: "Acme" }), "domain must be"],
	[() => ({ baseUrl: "http://proxy.example", usersToken: "t" }), "allowInsecureHttp"],
	[() => ({ baseUrl: "http://proxy.example", userToken: () => "t" }), "allowInsecureHttp"],
	[() => ({ baseUrl: "http://proxy.example", headers: { "X-A": "1" } }), "allowInsecureHttp"],
	[() => ({ baseUrl: "http://proxy.example", allowInsecureHttp: "yes", usersToken: "t" }), "allowInsecureHttp"],
	[() => ({ baseUrl: "//proxy.example" }), "baseUrl"],
	[() => ({ domain: "acme", usersToken: null }), "usersToken must not be null"],
	[() => ({ domain: "acme", userToken: null }), "userToken must not be null"],
	[() => ({ domain: "acme", usersToken: "" }), "usersToken"],
	[() => ({ domain: "acme", usersToken: "a b" }), "usersToken"],
	[() => ({ domain: "acme", usersToken: 7 }), "usersToken"],
	[() => ({ domain: "acme", userToken: "a\n" }), "userToken"],
	[() => ({ domain: "acme", timeoutMs: 0 }), "timeoutMs"],
	[() => ({ domain: "acme", timeoutMs: "5" }), "timeoutMs"],
	[() => ({ domain: "acme", timeoutMs: Number.NaN }), "timeoutMs"],
	[() => ({ domain: "acme", timeoutMs: Number.POSITIVE_INFINITY }), "timeoutMs"],
	[() => ({ domain: "acme", timeoutMs: 2 ** 31 }), "timeoutMs"],
	[() => ({ domain: "acme", maxRetries: -1 }), "maxRetries"],
	[() => ({ domain: "acme", maxRetries: 1.5 }), "maxRetries"],
	[() => ({ domain: "acme", maxRetries: 11 }), "maxRetries"],
	[() => ({ domain: "acme", maxResponseBytes: 0 }), "maxResponseBytes"],
	[() => ({ domain: "acme", headers: { Authorization: "Bearer x" } }), "Authorization"],
	[() => ({ domain: "acme", headers: { "X-A": 1 } }), "headers"],
	[() => ({ domain: "acme", headers: [["a", "b"]] }), "headers"],
	[() => ({ domain: "acme", headers: "a: b" }), "headers"],
	[() => ({ domain: "acme", fetch: {} }), "fetch must be a function"],
	[() => ({ domain: "acme", now: 7 }), "now must be a function"],
	[() => Object.defineProperty({ domain: "acme" }, "fetch", { enumerable: true, get: throwing }), "fetch"],
	[() => new Proxy({}, { get: throwing, getOwnPropertyDescriptor: throwing, ownKeys: throwing }), "cannot be read"],
];

/** @type {readonly (() => unknown)[]} */
const noCallOptions = [
	() => 7,
	() => "x",
	() => ({ token: "" }),
	() => ({ token: 7 }),
	() => ({ token: "é" }),
	() => ({ timeoutMs: -1 }),
	() => ({ signal: {} }),
	() => ({ signal: 7 }),
	() => ({ signal: { aborted: false } }),
	() => ({ limit: 0 }),
	() => ({ limit: "10" }),
	() => ({ offset: -1 }),
	() => Object.defineProperty({}, "signal", { enumerable: true, get: throwing }),
	() => ({ signal: { aborted: false, addEventListener: throwing } }),
];

/** @type {readonly (() => unknown)[]} */
const failingTokens = [
	() => {
		throw new Error("vault");
	},
	() => {
		throw undefined;
	},
	async () => {
		throw "vault";
	},
	() => Promise.reject(),
	() => undefined,
	() => null,
	() => 7,
	() => "",
	() => "a b",
	async () => "é",
	// biome-ignore lint/suspicious/noThenProperty: a promise of another library, which is broken.
	() => ({ then: throwing }),
	// biome-ignore lint/suspicious/noThenProperty: the same.
	() => Object.defineProperty({}, "then", { get: throwing }),
];

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "no request is made for another id",
		async run(powens) {
			const api = apiWithFetch(powens, () => fail("a request was made"));
			for (const id of noIds) {
				const what = `${typeof id} ${typeof id === "object" ? "" : String(id)}`;
				const error = await rejection(api.delete(id), what);
				equal(`${error.code} ${error.effect} ${error.attempts}`, "invalid_argument none 0", what);
				contains(error.message, '"me"', what);
				equal((await rejection(api.get(id), what)).code, "invalid_argument", what);
			}
		},
	},
	{
		name: "text and BigInt are told of Number",
		async run(powens) {
			const api = apiWithFetch(powens, () => fail("a request was made"));
			for (const id of ["42", 42n]) contains((await rejection(api.get(id))).message, "Number(id)");
		},
	},
	{
		name: "options are checked when the object is made",
		run({ UsersApi, isPowensError }) {
			for (const [options, hint] of noOptions) {
				const what = String(options);
				const error = refusal(() => new UsersApi(options()), what);
				ok(error instanceof Error && isPowensError(error), what);
				equal(/** @type {any} */ (error).code, "invalid_argument", what);
				contains(error.message, hint, what);
			}
		},
	},
	{
		name: "plain http is refused by the call that brings a token, and allowed without any",
		async run({ UsersApi }) {
			/** @type {string[]} */
			const asked = [];
			const fetch = async (/** @type {string} */ url) => {
				asked.push(url);
				return { status: 200, json: async () => ({ id: 42, users: [] }) };
			};
			const api = new UsersApi({ baseUrl: "http://proxy.example/2.0", usersToken: null, userToken: null, fetch });
			await api.list();
			await api.get(42);
			equal(asked.length, 2);
			for (const call of [
				() => api.list({ token: "t" }),
				() => api.get(42, { token: "t" }),
				() => api.delete(42, { token: "t" }),
			]) {
				const error = await rejection(call(), String(call));
				equal(error.code, "invalid_argument", String(call));
				contains(error.message, "allowInsecureHttp", String(call));
			}
			equal(asked.length, 2, "nothing was sent with a token");
			const allowing = new UsersApi({ baseUrl: "http://proxy.example/2.0", usersToken: "t", allowInsecureHttp: true, fetch });
			await allowing.list();
		},
	},
	{
		name: "options of a call are checked before it is sent",
		async run(powens) {
			const api = apiWithFetch(powens, () => fail("a request was made"));
			for (const options of noCallOptions) {
				equal((await rejection(api.list(options()), String(options))).code, "invalid_argument", String(options));
			}
			equal((await rejection(api.delete(42, { timeoutMs: 0 }))).effect, "none");
		},
	},
	{
		name: "a token is missed only by the call that needs it",
		async run({ UsersApi }) {
			const fetch = async () => ({ status: 200, json: async () => ({ users: [] }) });
			const api = new UsersApi({ domain: "acme", usersToken: "t", fetch });
			await api.list();
			const error = await rejection(api.delete("me"));
			equal(`${error.code} ${error.effect}`, "token_unavailable none");
			contains(error.message, "userToken");
		},
	},
	{
		name: "a token function that fails is token_unavailable",
		async run({ UsersApi }) {
			const fetch = () => fail("a request was made");
			for (const usersToken of failingTokens) {
				const error = await rejection(new UsersApi({ domain: "acme", usersToken, fetch }).list(), String(usersToken));
				equal(`${error.code} ${error.attempts}`, "token_unavailable 0", String(usersToken));
			}
			const usersToken = () => {
				throw Object.assign(new Error("vault"), { code: "EVAULT" });
			};
			const { cause } = await rejection(new UsersApi({ domain: "acme", usersToken, fetch }).list());
			equal(`${cause.message} ${cause.code}`, "vault EVAULT");
		},
	},
];
