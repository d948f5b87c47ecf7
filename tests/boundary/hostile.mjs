// @ts-check
// An injected `fetch` may be any function.
import { contains, equal, ok, rejection } from "./assertions.mjs";
import { ways } from "./hostile-answers.mjs";
import { answer, apiWithFetch, streamOf } from "./mocks.mjs";

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
