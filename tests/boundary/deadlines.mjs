// @ts-check
// One total deadline, whatever never settles.
import { contains, deepEqual, equal, ok, rejection } from "./assertions.mjs";
import { effectsHere, never, REFUSED } from "./mocks.mjs";

// biome-ignore lint/suspicious/noThenProperty: a promise of another library, which never settles.
const thenable = () => ({ then() {} });
const waits = { timeoutMs: 400, random: () => 0, userToken: "t", sleep: never };

/** @type {readonly [point: string, options: object, expected: string][]} */
const points = [
	["token", { userToken: never }, "timeout none 0"],
	["token thenable", { userToken: thenable }, "timeout none 0"],
	["headers", { userToken: "t", headers: never }, "timeout none 0"],
	["fetch", { userToken: "t", fetch: never }, "timeout unknown 1"],
	["fetch thenable", { userToken: "t", fetch: thenable }, "timeout unknown 1"],
	["sleep", { ...waits, fetch: async () => ({ status: 429 }) }, `timeout ${REFUSED} 1`],
	["sleep after loss", { ...waits, fetch: async () => ({ status: 500 }) }, "timeout unknown 1"],
	[
		"error body",
		{ userToken: "t", fetch: async () => ({ status: 404, body: new ReadableStream({}) }) },
		`http_status ${REFUSED} 1`,
	],
];

/** @type {readonly (() => unknown)[]} */
const endless = [
	() => new ReadableStream({}),
	() => new ReadableStream({ pull: () => new Promise(() => {}) }),
	// Always ready, never done: no timer gets a turn.
	() => ({ getReader: () => ({ read: async () => ({ done: false, value: new Uint8Array(0) }) }) }),
	() => ({ getReader: () => ({ read: () => ({ done: false, value: new Uint8Array(0) }) }) }),
];

const fails = () => {
	throw 1;
};

/** @type {readonly object[]} */
const failingHooks = [
	{ now: fails },
	{ now: () => Number.NaN },
	{ now: () => "x" },
	{ random: fails },
	{ random: () => undefined },
	{ random: () => 99 },
	{
		onAttempt: () => {
			throw undefined;
		},
	},
	{ onAttempt: () => Promise.reject(new Error("unhandled")) },
	// biome-ignore lint/suspicious/noThenProperty: a promise of another library, which is broken.
	{ onAttempt: () => ({ then: fails }) },
	{ onAttempt: () => new Proxy({}, { get: fails }) },
];

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "nothing hangs past the deadline",
		async run({ UsersApi }, tools) {
			for (const [point, options, expected] of points) {
				const error = await rejection(new UsersApi({ domain: "acme", timeoutMs: 40, ...options }).delete(42), point);
				equal(`${error.code} ${error.effect} ${error.attempts}`, effectsHere(expected, tools), point);
			}
		},
	},
	{
		name: "a body that never ends or never comes is a timeout",
		async run({ UsersApi }) {
			for (const body of endless) {
				const fetch = async () => ({ status: 200, body: body() });
				const api = new UsersApi({ domain: "acme", usersToken: "t", timeoutMs: 40, fetch });
				equal((await rejection(api.list(), String(body))).code, "timeout", String(body));
			}
		},
	},
	{
		name: "a delete whose answer never ends is not confirmed",
		async run({ UsersApi }) {
			for (const body of endless) {
				const fetch = async () => ({ status: 200, body: body() });
				const error = await rejection(new UsersApi({ domain: "acme", userToken: "t", timeoutMs: 40, fetch }).delete(42));
				equal(`${error.code} ${error.effect} ${error.attempts}`, "timeout unknown 1", String(body));
			}
		},
	},
	{
		name: "the deadline of a call wins over that of the object",
		async run({ UsersApi }) {
			const api = new UsersApi({ domain: "acme", usersToken: "t", timeoutMs: 20_000, fetch: never });
			const error = await rejection(api.list({ timeoutMs: 20 }));
			equal(error.code, "timeout");
			contains(error.message, "20 ms");
		},
	},
	{
		name: "a Retry-After beyond the deadline rejects at once",
		async run({ UsersApi }) {
			for (const [after, status] of /** @type {const} */ ([
				["31", 429],
				[new Date(Date.now() + 60_000).toUTCString(), 503],
			])) {
				const fetch = async () => ({ status, headers: new Headers({ "retry-after": after }) });
				const error = await rejection(new UsersApi({ domain: "acme", usersToken: "t", fetch }).list());
				equal(`${error.code} ${error.status} ${error.attempts}`, `http_status ${status} 1`);
				ok(error.retryAfterMs > 30_000, `${error.retryAfterMs} ms`);
			}
		},
	},
	{
		name: "waits follow Retry-After and the injected sleep",
		async run({ UsersApi }) {
			/** @type {unknown[]} */
			const slept = [];
			const after = ["3", "Mon, 01 Jan 2024 00:00:02 GMT"];
			const api = new UsersApi({
				domain: "acme",
				usersToken: "t",
				random: () => 0.5,
				now: () => Date.UTC(2024, 0, 1),
				sleep: async (/** @type {number} */ ms, /** @type {unknown} */ signal) => {
					slept.push(ms, signal instanceof AbortSignal);
				},
				fetch: async () => {
					const value = after.shift();
					if (value === undefined) return { status: 200, json: async () => ({ users: [] }) };
					return { status: 429, headers: new Headers({ "retry-after": value }) };
				},
			});
			await api.list();
			deepEqual(slept, [3000, true, 2000, true]);
		},
	},
	{
		name: "a clock that jumps ends no call before its time",
		async run({ UsersApi }) {
			let time = Date.UTC(2024, 0, 1);
			let count = 0;
			const api = new UsersApi({
				domain: "acme",
				usersToken: "t",
				sleep: async () => {},
				now: () => {
					time += 3_600_000;
					return time;
				},
				fetch: async () => (count++ === 0 ? { status: 503 } : { status: 200, json: async () => ({ users: [] }) }),
			});
			await api.list();
			equal(count, 2);
		},
	},
	{
		name: "hooks that fail break nothing",
		async run({ UsersApi }) {
			for (const hooks of failingHooks) {
				let count = 0;
				const fetch = async () => ({ status: count++ > 0 ? 200 : 503, json: async () => ({ users: [] }) });
				await new UsersApi({ domain: "acme", usersToken: "t", sleep: async () => {}, fetch, ...hooks }).list();
			}
		},
	},
	{
		name: "a sleep that fails ends the call with what came before",
		async run({ UsersApi }) {
			for (const sleep of [fails, () => Promise.reject()]) {
				const api = new UsersApi({ domain: "acme", userToken: "t", sleep, fetch: async () => ({ status: 503 }) });
				const error = await rejection(api.delete(42));
				equal(`${error.code} ${error.status} ${error.attempts} ${error.effect}`, "http_status 503 1 unknown");
			}
		},
	},
];
