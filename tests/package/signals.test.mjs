// @ts-check
// One listener for each signal however many calls share it, and none after the last; and signals that are no platform's.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, test } from "node:test";
import { PlainApi } from "../runtimes/control-drivers.mjs";
import { runChild } from "./child.mjs";
import { entryUrl, loadEntry, outcome } from "./packed-entry.mjs";

const { UsersApi } = await loadEntry();

const never = () => new Promise(() => {});
const ok = async () => ({ status: 200, json: async () => ({ users: [] }) });
const base = { domain: "acme", usersToken: "t", userToken: "u", timeoutMs: 5_000 };
/** @param {object} [options] */
const api = (options) => new UsersApi({ ...base, fetch: ok, ...options });
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** A platform's signal, and how many listeners were ever put on it and taken from it. */
function counted() {
	const controller = new AbortController();
	const { signal } = controller;
	const counts = { added: 0, removed: 0, most: 0 };
	const { addEventListener, removeEventListener } = signal;
	Object.defineProperties(signal, {
		addEventListener: {
			value: (/** @type {Parameters<typeof addEventListener>} */ ...args) => {
				counts.added += 1;
				addEventListener.apply(signal, args);
				counts.most = Math.max(counts.most, getEventListeners(signal, "abort").length);
			},
		},
		removeEventListener: {
			value: (/** @type {Parameters<typeof removeEventListener>} */ ...args) => {
				counts.removed += 1;
				removeEventListener.apply(signal, args);
			},
		},
	});
	return { controller, signal, counts, left: () => getEventListeners(signal, "abort").length };
}

/** @param {Promise<unknown>} call */
async function told(call) {
	const ended = await outcome(call);
	if ("value" in ended) return "success";
	return /** @type {{ code?: string }} */ (ended.error)?.code ?? ended.error;
}

describe("one listener for each signal", () => {
	test("one call", async () => {
		const { signal, counts, left } = counted();
		await api().list({ signal });
		assert.deepEqual({ ...counts, left: left() }, { added: 1, removed: 1, most: 1, left: 0 });
	});

	/** @type {[string, (signal: AbortSignal) => Promise<unknown>[]][]} */
	const ways = [
		["of one object", (signal) => ((made) => Array.from({ length: 100 }, () => made.list({ signal })))(api())],
		["of an object each", (signal) => Array.from({ length: 100 }, () => api().list({ signal }))],
		[
			"of every kind",
			(signal) => [
				api().list({ signal }),
				api({ fetch: async () => ({ status: 204 }) }).delete(1, { signal }),
				api({ fetch: async () => ({ status: 404 }) }).get(1, { signal }),
				api({ usersToken: () => assert.fail("no") }).list({ signal }),
				api({ fetch: never }).list({ signal, timeoutMs: 20 }),
			],
		],
	];
	for (const [name, begin] of ways) {
		test(`calls side by side, ${name}`, async () => {
			const { signal, counts, left } = counted();
			const calls = begin(signal).map(told);
			await Promise.all(calls);
			assert.deepEqual({ ...counts, left: left() }, { added: 1, removed: 1, most: 1, left: 0 });
		});
	}

	test("calls that overlap, so that the first has gone before the last comes", async () => {
		const { signal, counts, left } = counted();
		/** @type {(() => void)[]} */
		const opens = [];
		const made = api({ fetch: () => new Promise((resolve) => opens.push(() => resolve(ok()))) });
		let last = made.list({ signal });
		for (let count = 0; count < 10; count++) {
			const next = made.list({ signal });
			await settle();
			opens.shift()?.();
			await last;
			assert.equal(left(), 1, "the next one still listens");
			last = next;
		}
		opens.shift()?.();
		await last;
		assert.deepEqual({ most: counts.most, left: left() }, { most: 1, left: 0 });
		assert.equal(counts.added, counts.removed);
	});

	test("two signals", async () => {
		const both = [counted(), counted()];
		await Promise.all(both.flatMap(({ signal }) => [api().list({ signal }), api().list({ signal })]));
		for (const { counts, left } of both)
			assert.deepEqual({ ...counts, left: left() }, { added: 1, removed: 1, most: 1, left: 0 });
	});

	test("an abort reaches all of them, and leaves none", async () => {
		const { controller, signal, counts, left } = counted();
		const calls = Array.from({ length: 100 }, () => told(api({ fetch: never }).list({ signal })));
		await settle();
		controller.abort("stop");
		assert.deepEqual([...new Set(await Promise.all(calls))], ["stop"]);
		assert.deepEqual({ most: counts.most, left: left() }, { most: 1, left: 0 });
	});

	test("one that is aborted already gets none, and nothing is sent", async () => {
		const { controller, signal, left } = counted();
		controller.abort("early");
		const made = api({ usersToken: () => assert.fail("asked"), fetch: () => assert.fail("sent") });
		assert.deepEqual(await Promise.all([told(made.list({ signal })), told(made.list({ signal }))]), ["early", "early"]);
		assert.equal(left(), 0);
	});

	test("a refused argument leaves none", async () => {
		const { signal, left } = counted();
		assert.equal(await told(api().delete(/** @type {never} */ ("all"), { signal })), "invalid_argument");
		assert.equal(await told(api().list({ signal, timeoutMs: -1 })), "invalid_argument");
		assert.equal(left(), 0);
	});

	test("control: a listener for each call is seen", async () => {
		const { signal, counts } = counted();
		const plain = new PlainApi({ ...base, fetch: ok });
		await Promise.all(Array.from({ length: 100 }, () => plain.list({ signal })));
		assert.deepEqual(counts, { added: 100, removed: 100, most: 100 });
	});
});

describe("a hundred calls with one signal print no warning", () => {
	for (const [how, end] of [
		["that succeed", "success"],
		["that are aborted", "stop"],
		["of a hundred objects", "stop"],
	]) {
		test(`calls ${how}`, async () => {
			const { lines, stderr, end: status } = await runChild("warnings.mjs", [entryUrl(), String(how)]);
			assert.deepEqual({ lines, stderr, status }, { lines: [end], stderr: "", status: 0 });
		});
	}
	test("control: a listener for each call prints one", async () => {
		const { lines } = await runChild("warnings.mjs", ["PlainApi", "that succeed"]);
		assert.match(lines.join("\n"), /MaxListenersExceededWarning/);
	});
});

/** As little of a signal as is used. */
class ForeignSignal {
	aborted = false;
	/** @type {unknown} */
	reason = undefined;
	/** @type {(() => void)[]} */
	listeners = [];
	addEventListener(/** @type {string} */ _type, /** @type {() => void} */ listener) {
		this.listeners.push(listener);
	}
	removeEventListener(/** @type {string} */ _type, /** @type {() => void} */ listener) {
		this.listeners = this.listeners.filter((one) => one !== listener);
	}
	abort(/** @type {unknown} */ reason) {
		this.aborted = true;
		this.reason = reason;
		for (const listener of this.listeners) listener();
	}
}

describe("signals that are no platform's", () => {
	/** @type {[string, () => { signal: any, abort: (reason: unknown) => void }][]} */
	const kinds = [
		["as little as is used", () => ((signal) => ({ signal, abort: (reason) => signal.abort(reason) }))(new ForeignSignal())],
		[
			"frozen, without own properties",
			() => {
				const inner = new ForeignSignal();
				const signal = Object.freeze({
					get aborted() {
						return inner.aborted;
					},
					get reason() {
						return inner.reason;
					},
					addEventListener: inner.addEventListener.bind(inner),
					removeEventListener: inner.removeEventListener.bind(inner),
				});
				return { signal, abort: inner.abort.bind(inner) };
			},
		],
		[
			"a Proxy of the platform's",
			() => {
				const controller = new AbortController();
				const get = (/** @type {any} */ target, /** @type {string} */ key) =>
					typeof target[key] === "function" ? target[key].bind(target) : target[key];
				return { signal: new Proxy(controller.signal, { get }), abort: (reason) => controller.abort(reason) };
			},
		],
		[
			"one that cannot be let go of",
			() => {
				const signal = new ForeignSignal();
				signal.removeEventListener = () => assert.fail("not removed");
				return { signal, abort: (reason) => signal.abort(reason) };
			},
		],
		[
			"one that forgets to remove",
			() => {
				const signal = new ForeignSignal();
				signal.removeEventListener = () => {};
				return { signal, abort: (reason) => signal.abort(reason) };
			},
		],
	];
	for (const [name, make] of kinds) {
		test(`${name}: calls succeed, one after the other and side by side`, async () => {
			const { signal } = make();
			for (const count of [1, 1, 5]) {
				const calls = Array.from({ length: count }, () => told(api().list({ signal })));
				assert.deepEqual(await Promise.all(calls), Array(count).fill("success"));
			}
		});
		test(`${name}: an abort reaches those that are under way, after others have ended`, async () => {
			const { signal, abort } = make();
			await api().list({ signal });
			const calls = Array.from({ length: 3 }, () => told(api({ fetch: never }).list({ signal })));
			await settle();
			abort("stop");
			assert.deepEqual(await Promise.all(calls), ["stop", "stop", "stop"]);
			assert.equal(await told(api().list({ signal })), "stop");
		});
	}

	test("a listener that is called though nothing was aborted changes nothing", async () => {
		const signal = new ForeignSignal();
		/** @type {() => void} */
		let open = () => {};
		const call = told(api({ fetch: () => new Promise((resolve) => (open = () => resolve(ok()))) }).list({ signal }));
		await settle();
		for (const listener of signal.listeners) listener();
		await settle();
		open();
		assert.equal(await call, "success");
	});

	test("an abort that only the property tells counts before anything is sent", async () => {
		const signal = new ForeignSignal();
		const usersToken = () => {
			signal.aborted = true;
			signal.reason = "quietly";
			return "t";
		};
		assert.equal(await told(api({ usersToken, fetch: () => assert.fail("sent") }).list({ signal })), "quietly");
	});

	/** @type {[string, unknown][]} */
	const refused = [
		["no object", 5],
		["an object of nothing", {}],
		["aborted that is no boolean", Object.assign(new ForeignSignal(), { aborted: "no" })],
		["no addEventListener", Object.assign(new ForeignSignal(), { addEventListener: undefined })],
		["addEventListener that throws", Object.assign(new ForeignSignal(), { addEventListener: () => assert.fail("no") })],
		["aborted that throws", Object.defineProperty(new ForeignSignal(), "aborted", { get: () => assert.fail("no") })],
		["a Proxy that throws", new Proxy({}, { get: () => assert.fail("no") })],
	];
	for (const [name, signal] of refused) {
		test(`refused: ${name}`, async () => {
			const made = api({ fetch: () => assert.fail("sent") });
			for (let again = 0; again < 2; again++) {
				assert.equal(await told(made.list({ signal: /** @type {never} */ (signal) })), "invalid_argument");
			}
			assert.equal(await told(api().list()), "success");
		});
	}

	test("a reason that cannot be read is none", async () => {
		const signal = new ForeignSignal();
		Object.defineProperty(signal, "reason", { get: () => assert.fail("no") });
		const call = outcome(api({ fetch: never }).list({ signal }));
		await settle();
		signal.aborted = true;
		for (const listener of signal.listeners) listener();
		assert.deepEqual(await call, { error: undefined });
	});
});
