// @ts-check
// A signal ends a call at any point, with its own reason.
import { deepEqual, equal, rejection } from "./assertions.mjs";
import { never, sleep } from "./mocks.mjs";

const stays = async () => ({ status: 200, body: new ReadableStream({}) });

/** Options in which one thing never settles; the others are quick. @type {Record<string, object>} */
const stuck = {
	token: { usersToken: never, fetch: async () => ({ status: 204 }) },
	headers: { usersToken: "t", headers: never, fetch: async () => ({ status: 204 }) },
	fetch: { usersToken: "t", fetch: never },
	stream: { usersToken: "t", fetch: stays },
	text: { usersToken: "t", fetch: async () => ({ status: 200, text: never }) },
	"error body": { usersToken: "t", fetch: async () => ({ status: 404, text: never }) },
	sleep: { usersToken: "t", sleep: never, fetch: async () => ({ status: 503 }) },
	timer: { usersToken: "t", fetch: async () => ({ status: 503, headers: new Headers({ "retry-after": "20" }) }) },
};

/**
 * A function that gives a promise, and does something in the very moment in which it settles.
 *
 * @param {unknown} value
 * @param {() => void} then
 */
const settling = (value, then) => () => {
	const promise = Promise.resolve(value);
	promise.then(() => Promise.resolve().then(then));
	return promise;
};

const reasons = ["text", 0, false, null, { an: "object" }, new Error("mine"), Symbol.iterator];

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "a call ends with the reason of its signal",
		async run({ UsersApi }) {
			for (const [point, options] of Object.entries(stuck)) {
				for (const reason of reasons) {
					const controller = new AbortController();
					const call = new UsersApi({ domain: "acme", ...options }).list({ signal: controller.signal });
					sleep(5).then(() => controller.abort(reason));
					equal(await rejection(call), reason, point);
				}
			}
		},
	},
	{
		name: "a signal that aborts between two waits is heard before the next",
		async run({ UsersApi }) {
			/** @type {Record<string, (abort: () => void) => object>} */
			const between = {
				"onAttempt, and then a timer": (abort) => ({ ...stuck.timer, onAttempt: abort }),
				"onAttempt, and then sleep": (abort) => ({ ...stuck.sleep, onAttempt: abort }),
				"the token, and then the headers": (abort) => ({ ...stuck.headers, usersToken: settling("t", abort) }),
				"the answer, and then its text": (abort) => ({ usersToken: "t", fetch: settling({ status: 200, text: never }, abort) }),
			};
			for (const [point, options] of Object.entries(between)) {
				const controller = new AbortController();
				const abort = () => controller.abort("mine");
				const call = new UsersApi({ domain: "acme", ...options(abort) }).list({ signal: controller.signal });
				equal(await Promise.race([rejection(call), sleep(1000)]), "mine", point);
			}
		},
	},
	{
		name: "without a reason it is the platform's own error",
		async run({ UsersApi }) {
			const api = new UsersApi({ domain: "acme", usersToken: "t", fetch: never });
			equal((await rejection(api.list({ signal: AbortSignal.timeout(5) }))).name, "TimeoutError");
			const controller = new AbortController();
			sleep(5).then(() => controller.abort());
			equal((await rejection(api.list({ signal: controller.signal }))).name, "AbortError");
		},
	},
	{
		name: "a signal that is aborted already sends nothing",
		async run({ UsersApi }) {
			/** @type {string[]} */
			const done = [];
			const usersToken = () => {
				done.push("asked");
				return "t";
			};
			const api = new UsersApi({ domain: "acme", usersToken, fetch: () => done.push("sent") });
			equal(await rejection(api.list({ signal: AbortSignal.abort("early") })), "early");
			deepEqual(done, []);
		},
	},
	{
		name: "an abort by the token function sends nothing",
		async run({ UsersApi }) {
			const controller = new AbortController();
			let sent = 0;
			const usersToken = () => {
				controller.abort("mid");
				return "t";
			};
			const fetch = () => {
				sent += 1;
			};
			const api = new UsersApi({ domain: "acme", usersToken, fetch });
			equal(await rejection(api.list({ signal: controller.signal })), "mid");
			equal(sent, 0);
		},
	},
	{
		name: "the request is cancelled and the attempt told",
		async run({ UsersApi }) {
			const controller = new AbortController();
			/** @type {unknown[]} */
			const told = [];
			let cancelled = false;
			const api = new UsersApi({
				domain: "acme",
				userToken: "t",
				now: () => 0,
				onAttempt: (/** @type {any} */ attempt) => {
					told.push([attempt.method, attempt.status, attempt.errorCode, attempt.retryInMs]);
				},
				fetch: (/** @type {string} */ _url, /** @type {{ signal: AbortSignal }} */ { signal }) =>
					new Promise((_, reject) => {
						signal.addEventListener("abort", () => {
							cancelled = true;
							reject("late");
						});
					}),
			});
			const call = api.delete(42, { signal: controller.signal });
			sleep(5).then(() => controller.abort("stop"));
			equal(await rejection(call), "stop");
			equal(cancelled, true);
			deepEqual(told, [["DELETE", null, "aborted", null]]);
		},
	},
	{
		name: "a signal is let go of afterwards",
		async run({ UsersApi }) {
			let listeners = 0;
			const signal = {
				aborted: false,
				addEventListener() {
					listeners += 1;
				},
				removeEventListener() {
					listeners -= 1;
				},
			};
			const api = new UsersApi({ domain: "acme", usersToken: "t", fetch: async () => ({ status: 401 }) });
			await rejection(api.list({ signal }));
			equal(listeners, 0);
		},
	},
	{
		name: "a signal has one listener, however many calls share it, and none after the last",
		async run({ UsersApi }) {
			const controller = new AbortController();
			let [listeners, most] = [0, 0];
			/** @type {PropertyDescriptorMap} */
			const counted = {};
			for (const [method, step] of /** @type {const} */ ([
				["addEventListener", 1],
				["removeEventListener", -1],
			])) {
				counted[method] = {
					value: (/** @type {[any, any, any]} */ ...args) => {
						listeners += step;
						most = Math.max(most, listeners);
						EventTarget.prototype[method].apply(controller.signal, args);
					},
				};
			}
			const signal = Object.defineProperties(controller.signal, counted);
			const fetch = async () => {
				await sleep(5);
				return { status: 200, json: async () => ({ users: [] }) };
			};
			const api = new UsersApi({ domain: "acme", usersToken: "t", fetch });
			await Promise.all(Array.from({ length: 100 }, () => api.list({ signal })));
			equal(most, 1);
			equal(listeners, 0);
			const calls = Array.from({ length: 100 }, () => rejection(api.list({ signal })));
			controller.abort("all of them");
			for (const reason of await Promise.all(calls)) equal(reason, "all of them");
		},
	},
	{
		name: "an abort while the head is read counts",
		async run({ UsersApi }) {
			for (const body of [{ body: '{"users":[]}' }, { text: async () => '{"users":[]}' }]) {
				const controller = new AbortController();
				const fetch = async () =>
					Object.defineProperty({ status: 200, ...body }, "headers", {
						get() {
							controller.abort("head");
							return undefined;
						},
					});
				const api = new UsersApi({ domain: "acme", usersToken: "t", fetch });
				equal(await rejection(api.list({ signal: controller.signal })), "head");
			}
		},
	},
];
