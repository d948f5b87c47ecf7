// @ts-check
// What is sent, and what comes back.
import { contains, deepEqual, equal, rejection } from "./assertions.mjs";
import { answer, apiOfSandbox, apiWithFetch, bytes, streamOf } from "./mocks.mjs";

/** Answers with what it was asked, as keys that no document names. @param {string} url @param {object} init */
const echo = async (url, init) => answer(JSON.stringify({ id: 42, users: [], url, init }));

/** Fails the first time, and every other time after it. @param {unknown} then */
function everyOther(then) {
	let count = 0;
	return async () => (count++ % 2 === 0 ? { status: 503 } : then);
}

const USER = '{"id":42}';

/** @type {readonly (() => unknown)[]} */
const forms = [
	() => new Response(USER),
	() => ({ status: 200, text: async () => USER }),
	() => ({ status: 200, text: () => USER }),
	() => ({ status: 200, json: async () => ({ id: 42 }) }),
	() => ({ status: 200, body: USER }),
	() => ({ status: 200, body: bytes(USER) }),
	() => ({ status: 200, body: bytes(USER).buffer }),
	() => ({ status: 200, arrayBuffer: async () => bytes(USER).buffer }),
	() => ({ status: 200, arrayBuffer: async () => bytes(USER) }),
	() => ({ status: 200, arrayBuffer: async () => new DataView(bytes(USER).buffer) }),
	() => ({ status: 200, body: streamOf(['{"id', '":', "42}"]) }),
	() =>
		new Proxy(new Response(USER), {
			get: (target, key) => {
				const value = Reflect.get(target, key);
				return typeof value === "function" ? value.bind(target) : value;
			},
		}),
];

/** @type {readonly [body: object, complete: boolean][]} */
const lists = [
	[{ users: [] }, true],
	[{ users: [{ id: 1 }], total: 1 }, true],
	[{ users: [{ id: 1 }], total: 2 }, false],
	[{ users: [{ id: 1 }], total: "many" }, true],
	[{ users: [], _links: { next: "/2.0/users?offset=10" } }, false],
	[{ users: [], _links: { next: { href: "/x" } } }, false],
	[{ users: [], _links: { next: null, prev: "/x" } }, true],
	[{ users: [], _links: null }, true],
	[{ users: [], _links: "x" }, true],
	[{ users: [], total: 5, complete: true }, false],
	[{ users: [], complete: false }, true],
];

const headersThatAreSent = [
	{ "X-A": "1" },
	new Headers({ "X-A": "1" }),
	() => ({ "X-A": "1" }),
	async () => new Headers({ "X-A": "1" }),
];

const headersThatFail = [
	() => {
		throw new Error("no");
	},
	async () => 7,
	() => ({ authorization: "x" }),
	() => ({ a: 1 }),
	() =>
		new Proxy(
			{},
			{
				ownKeys() {
					throw 1;
				},
			},
		),
];

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "each call sends what is documented",
		async run(powens) {
			const api = apiWithFetch(powens, echo);
			for (const [call, path, token] of /** @type {const} */ ([
				[() => api.list(), "/users", "users-t0k3n"],
				[() => api.list({ limit: 10, offset: 20 }), "/users?limit=10&offset=20", "users-t0k3n"],
				[() => api.list({ token: "other" }), "/users", "other"],
				[() => api.get(42), "/users/42", "user-t0k3n"],
				[() => api.get("me"), "/users/me", "user-t0k3n"],
				[() => api.get(42, { token: "other" }), "/users/42", "other"],
			])) {
				const { url, init } = await call();
				equal(url, `https://acme.biapi.pro/2.0${path}`);
				equal(`${init.method} ${init.redirect}`, "GET manual");
				deepEqual(init.headers, { Accept: "application/json", Authorization: `Bearer ${token}` }, path);
			}
		},
	},
	{
		name: "a delete is sent to the one user, with that user's token",
		async run(powens) {
			/** @type {any[]} */
			const asked = [];
			const api = apiWithFetch(
				powens,
				async (/** @type {string} */ url, /** @type {any} */ { method, redirect, headers, body }) => {
					asked.push([url, method, redirect, headers.Authorization, body]);
					return { status: 204 };
				},
			);
			await api.delete(42);
			await api.delete("me", { token: "other" });
			deepEqual(asked, [
				["https://acme.biapi.pro/2.0/users/42", "DELETE", "manual", "Bearer user-t0k3n", undefined],
				["https://acme.biapi.pro/2.0/users/me", "DELETE", "manual", "Bearer other", undefined],
			]);
		},
	},
	{
		name: "no framework is to keep an answer, where the runtime knows how to say so",
		async run(powens) {
			const cache = "cache" in Request.prototype ? "no-store" : undefined;
			equal((await apiWithFetch(powens, echo).list()).init.cache, cache);
			equal((await apiWithFetch(powens, echo).get(42)).init.cache, cache);
		},
	},
	{
		name: "a delete resolves to nothing on 204 and 200",
		async run(powens, tools) {
			const { createSandbox } = await tools.sandbox();
			for (const deleteAnswer of /** @type {const} */ (["empty", "user", "object"])) {
				const sandbox = createSandbox({ users: 3, choices: { deleteAnswer } });
				equal(await apiOfSandbox(powens, sandbox).delete(1), undefined, deleteAnswer);
				equal((await apiOfSandbox(powens, sandbox).list()).users.length, 2, deleteAnswer);
			}
			equal(await apiWithFetch(powens, async () => ({ status: 200, body: null })).delete(42), undefined);
		},
	},
	{
		name: "what Powens says comes back as it is",
		async run(powens) {
			const user =
				'{"id":42,"signin":null,"platform":"newThing","extra":{"a":[null,1.5,"é€😀"],"__proto__":{"x":1}},"constructor":0}';
			const body = `{"complete":"theirs","users":[${user}],"_links":{"next":null},"total":1}`;
			const list = await apiWithFetch(powens, async () => answer(body)).list();
			equal(JSON.stringify(list), body.replace('"theirs"', "true"));
			equal(JSON.stringify(await apiWithFetch(powens, async () => answer(user)).get(42)), user);
		},
	},
	{
		name: "a list says whether it is complete",
		async run(powens) {
			for (const [body, complete] of lists) {
				const list = await apiWithFetch(powens, async () => ({ status: 200, json: async () => body })).list();
				equal(list.complete, complete, JSON.stringify(body));
			}
		},
	},
	{
		name: "a response may come in any form",
		async run(powens) {
			for (const response of forms) {
				const user = await apiWithFetch(powens, async () => response()).get(42);
				equal(JSON.stringify(user), USER, String(response));
			}
		},
	},
	{
		name: "extra headers are sent, and those that cannot be had are told",
		async run({ UsersApi }) {
			const api = (/** @type {unknown} */ headers) =>
				new UsersApi({ domain: "acme", usersToken: "t", sleep: async () => {}, headers, fetch: echo });
			for (const headers of headersThatAreSent) {
				const { init } = await api(headers).list();
				contains(JSON.stringify(init.headers).toLowerCase(), '"x-a":"1"', String(headers));
			}
			for (const headers of headersThatFail) {
				equal((await rejection(api(headers).list(), String(headers))).code, "headers_unavailable", String(headers));
			}
		},
	},
	{
		name: "extra headers are asked for once per call",
		async run({ UsersApi }) {
			let asked = 0;
			const headers = () => ({ "X-A": String(++asked) });
			const fetch = everyOther({ status: 200, json: async () => ({ users: [] }) });
			const api = new UsersApi({ domain: "acme", usersToken: "t", sleep: async () => {}, headers, fetch });
			await api.list();
			equal(asked, 1);
			await api.list();
			equal(asked, 2);
		},
	},
	{
		name: "a token function is asked once per call, and told of whom",
		async run({ UsersApi }) {
			/** @type {unknown[]} */
			const asked = [];
			const api = new UsersApi({
				domain: "acme",
				sleep: async () => {},
				usersToken: (/** @type {unknown[]} */ ...told) => {
					asked.push(told);
					return "u1";
				},
				userToken: async (/** @type {unknown[]} */ ...told) => {
					asked.push(told);
					return "u2";
				},
				fetch: everyOther({ status: 200, json: async () => ({ id: 7, users: [] }) }),
			});
			await api.list();
			await api.get(7);
			await api.get("me");
			deepEqual(asked, [[], [7], ["me"]]);
		},
	},
	{
		name: "calls run side by side and outlive their object",
		async run(powens, tools) {
			const { createSandbox } = await tools.sandbox();
			const sandbox = createSandbox({ users: 50, faults: { rules: [{ fault: "latency", ms: 20, on: "GET /users/{id}" }] } });
			const ids = (await apiOfSandbox(powens, sandbox).list()).users.map((/** @type {{ id: number }} */ { id }) => id);
			/** Whoever has called holds nothing but promises. */
			const started = () => {
				const api = apiOfSandbox(powens, sandbox);
				return ids.map((/** @type {number} */ id) => api.get(id));
			};
			const users = await Promise.all(started());
			deepEqual(
				users.map(({ id }) => id),
				ids,
			);
			deepEqual(
				sandbox.record().map(({ kind }) => kind),
				Array(51).fill("request"),
			);
		},
	},
	{
		name: "attempts are told",
		async run({ UsersApi }) {
			/** @type {any[]} */
			const told = [];
			let count = 0;
			const api = new UsersApi({
				domain: "acme",
				userToken: "t",
				random: () => 0,
				now: () => 1000,
				sleep: async () => {},
				onAttempt: (/** @type {unknown} */ attempt) => {
					told.push(attempt);
					throw new Error("ignored");
				},
				fetch: async () => {
					if (count++ === 0) throw "lost";
					return { status: count < 3 ? 503 : 404 };
				},
			});
			const error = await rejection(api.get(42));
			equal(`${error.code} ${error.attempts}`, "http_status 3");
			const attempt = { method: "GET", path: "/users/{userId}" };
			deepEqual(
				told.map(({ durationMs, ...rest }) => {
					contains(typeof durationMs, "number");
					equal(durationMs >= 0 && durationMs < 10_000, true, `${durationMs} ms`);
					return rest;
				}),
				[
					{ ...attempt, attempt: 1, status: null, errorCode: "network", retryInMs: 250 },
					{ ...attempt, attempt: 2, status: 503, errorCode: "http_status", retryInMs: 500 },
					{ ...attempt, attempt: 3, status: 404, errorCode: "http_status", retryInMs: null },
				],
			);
		},
	},
];
