// @ts-check
// The deadline is one timer, whose firing is final. The steady clock serves what is computed between timers; `now` only reads dates.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ManualTimers, replacing, settle } from "./manual-timers.mjs";
import { loadEntry, outcome } from "./packed-entry.mjs";

const { UsersApi } = await loadEntry();

const never = () => new Promise(() => {});
const users = async () => ({ users: [] });
const ok = async () => ({ status: 200, json: users });
const DEADLINE_MS = 30_000;

/** @param {object} [options] */
const api = (options) =>
	new UsersApi({ domain: "acme", usersToken: "t", userToken: "u", random: () => 0, fetch: ok, ...options });
const retryAfter = (/** @type {string} */ value) => ({
	headers: { get: (/** @type {string} */ name) => (name === "retry-after" ? value : null) },
});
/** @param {number} failures @param {object} [failure] what is besides the status 503 */
const failing = (failures, failure) => {
	let asked = 0;
	return async () => (asked++ < failures ? { status: 503, ...failure } : ok());
};
/** How long a call wanted to sleep, and how it ended. @param {object} options */
async function slept(options) {
	/** @type {number[]} */
	const waits = [];
	const sleep = async (/** @type {number} */ ms) => {
		waits.push(ms);
	};
	return { waits, end: await told(api({ sleep, ...options }).list()) };
}
/** @param {Promise<unknown>} call */
async function told(call) {
	const ended = await outcome(call);
	if ("value" in ended) return "success";
	const { code, attempts } = /** @type {{ code?: string, attempts?: number }} */ (ended.error);
	return `${code} ${attempts}`;
}

describe("a call sets one timer for its deadline, and one for each wait", () => {
	const reading = () => {
		let read = 0;
		const chunk = new TextEncoder().encode('{"users":[]}');
		return { read: async () => (read++ === 0 ? { done: false, value: chunk } : { done: true }), cancel() {} };
	};
	/** @type {[string, object, number[], string?][]} */
	const rows = [
		["success", {}, [DEADLINE_MS]],
		["timeoutMs of its own", { timeoutMs: 7_000 }, [7_000]],
		["functions for token and headers", { usersToken: async () => "t", headers: async () => ({}) }, [DEADLINE_MS]],
		["a stream", { fetch: async () => ({ status: 200, body: { getReader: reading } }) }, [DEADLINE_MS]],
		["one retry", { fetch: failing(1) }, [DEADLINE_MS, 250]],
		["two retries", { fetch: failing(2) }, [DEADLINE_MS, 250, 500]],
		["Retry-After", { fetch: failing(1, retryAfter("2")) }, [DEADLINE_MS, 2_000]],
		["a sleep of the caller's", { fetch: failing(2), sleep: async () => {} }, [DEADLINE_MS]],
		["a failure", { fetch: async () => ({ status: 404 }) }, [DEADLINE_MS], "http_status 1"],
		["failures to the end", { fetch: failing(9) }, [DEADLINE_MS, 250, 500], "http_status 3"],
		["a token function that fails", { usersToken: () => assert.fail("no") }, [DEADLINE_MS], "token_unavailable 0"],
	];
	for (const [name, options, delays, end = "success"] of rows) {
		test(name, async () => {
			const timers = new ManualTimers();
			const ended = await timers.during(() => told(api(options).list()), { firing: (ms) => ms < 5_000 });
			assert.equal(ended, end);
			assert.deepEqual(timers.delays, delays);
			assert.deepEqual(timers.left, [], "none is left");
		});
	}

	test("a call that is refused before anything is sent leaves none", async () => {
		const timers = new ManualTimers();
		await timers.during(async () => {
			assert.equal(await told(api().delete(/** @type {never} */ ("all"))), "invalid_argument 0");
			assert.equal(await told(api().list({ timeoutMs: -1 })), "invalid_argument 0");
		});
		assert.deepEqual(timers.left, []);
	});

	test("a hundred calls side by side set a hundred", async () => {
		const timers = new ManualTimers();
		await timers.during(() => Promise.all(Array.from({ length: 100 }, () => api().list())));
		assert.deepEqual(timers.delays, Array(100).fill(DEADLINE_MS));
		assert.deepEqual(timers.left, []);
	});
});

describe("the firing of the deadline's timer is final", () => {
	for (const [clock, now] of /** @type {[string, () => number][]} */ ([
		["the real clock", performance.now.bind(performance)],
		["a clock that stands still", () => 1],
	])) {
		test(`at once, by ${clock}, with an answer on its heels`, async () => {
			const timers = new ManualTimers();
			await replacing([[performance, "now", now]], () =>
				timers.during(async () => {
					/** @type {(response: any) => void} */
					let answer = () => {};
					const call = told(api({ fetch: () => new Promise((resolve) => (answer = resolve)) }).list());
					await settle();
					timers.fire(DEADLINE_MS);
					answer(await ok());
					assert.equal(await call, "timeout 1");
					assert.deepEqual(timers.delays, [DEADLINE_MS], "it is not set again");
				}),
			);
		});
	}

	test("while the caller's sleep waits", async () => {
		const timers = new ManualTimers();
		await timers.during(async () => {
			const call = told(api({ fetch: failing(1), sleep: never }).list());
			await settle();
			timers.fire(DEADLINE_MS);
			assert.equal(await call, "timeout 1");
		});
	});

	test("an answer before it is a success", async () => {
		const timers = new ManualTimers();
		await timers.during(async () => {
			const call = told(api().list());
			await settle();
			timers.fire(DEADLINE_MS);
			assert.equal(await call, "success");
		});
	});
});

describe("timers and the steady clock are looked up at each call", () => {
	test("timers that were put in place after the object was made, and taken away again", async () => {
		const made = api();
		await made.list();
		const timers = new ManualTimers();
		await timers.during(() => made.list());
		assert.deepEqual(timers.delays, [DEADLINE_MS]);
		await made.list();
		assert.deepEqual(timers.delays, [DEADLINE_MS], "the real ones again");
	});

	test("the clock, as a method and as an object", async () => {
		let asked = 0;
		const fetch = async () => (asked++ % 2 === 0 ? { status: 503 } : ok());
		const made = api({ fetch, sleep: async () => {}, onAttempt: () => {} });
		await made.list();
		for (const place of /** @type {[any, string, (now: () => number) => unknown][]} */ ([
			[performance, "now", (now) => now],
			[globalThis, "performance", (now) => ({ now })],
		])) {
			const [target, name, put] = place;
			let looks = 0;
			const now = () => {
				looks += 1;
				return looks;
			};
			await replacing([[target, name, put(now)]], () => made.list());
			assert.ok(looks > 0, name);
			const seen = looks;
			await made.list();
			assert.equal(looks, seen, `${name}: the real one again`);
		}
	});
});

describe("the steady clock serves the arithmetic of retries", () => {
	/** What passes on a clock while the first request is under way. @param {any} target @param {string} name @param {number} ms */
	async function whileItPasses(target, name, ms) {
		let passed = 0;
		const real = target[name].bind(target);
		const first = failing(1, retryAfter("2"));
		const fetch = () => {
			passed = ms;
			return first();
		};
		return replacing([[target, name, () => real() + passed]], () => slept({ fetch }));
	}

	test("a wait that would reach beyond the deadline is not begun", async () => {
		assert.deepEqual(await whileItPasses(performance, "now", 29_000), { waits: [], end: "http_status 1" });
	});
	test("a wait that ends before it is", async () => {
		assert.deepEqual(await whileItPasses(performance, "now", 27_000), { waits: [2_000], end: "success" });
	});
	test("the time of day has no part in it", async () => {
		for (const ms of [29_000, 1e12, -1e12]) {
			assert.deepEqual(await whileItPasses(Date, "now", ms), { waits: [2_000], end: "success" });
		}
	});
});

describe("a stream that is always ready ends by the steady clock, since no timer gets a turn", () => {
	const chunk = { done: false, value: new Uint8Array(0) };
	for (const [kind, give] of /** @type {[string, () => unknown][]} */ ([
		["plain values", () => chunk],
		["promises", async () => chunk],
	])) {
		test(`of ${kind}`, async () => {
			let reads = 0;
			let now = 0;
			const read = () => {
				now += 10;
				assert.ok(reads++ < 100_000, "it goes on for ever");
				return give();
			};
			const fetch = async () => ({ status: 200, body: { getReader: () => ({ read, cancel() {} }) } });
			const end = await replacing([[performance, "now", () => now]], () => told(api({ fetch }).list()));
			assert.equal(end, "timeout 1");
			assert.ok(reads >= 2_990 && reads < 20_000, `${reads} reads`);
		});
		test(`of ${kind}, by the real clock`, async () => {
			const started = Date.now();
			const fetch = async () => ({ status: 200, body: { getReader: () => ({ read: give, cancel() {} }) } });
			assert.equal(await told(api({ fetch, timeoutMs: 60 }).list()), "timeout 1");
			const took = Date.now() - started;
			assert.ok(took >= 50 && took < 5_000, `${took} ms`);
		});
	}
});

describe("where the steady clock is absent or lies, timers alone decide", () => {
	const lying = (/** @type {() => unknown} */ now) => /** @type {const} */ ([performance, "now", now]);
	const gone = (/** @type {unknown} */ value) => /** @type {const} */ ([globalThis, "performance", value]);
	let backwards = 1e6;
	/** @type {[string, readonly [any, string, unknown]][]} */
	const clocks = [
		["constant", lying(() => 5)],
		["backwards", lying(() => (backwards -= 10_000))],
		["NaN", lying(() => Number.NaN)],
		["infinite", lying(() => Number.POSITIVE_INFINITY)],
		["text", lying(() => "5")],
		["throws", lying(() => assert.fail("no clock"))],
		["no function", [performance, "now", 5]],
		["no performance", gone(undefined)],
		["null", gone(null)],
		["an empty object", gone({})],
		["a Proxy that throws", gone(new Proxy({}, { get: () => assert.fail("no clock") }))],
	];
	for (const [name, replacement] of clocks) {
		test(name, async () => {
			await replacing([[...replacement]], async () => {
				assert.equal(await told(api().list()), "success");
				assert.deepEqual(await slept({ fetch: failing(2) }), { waits: [250, 500], end: "success" });
				assert.deepEqual(await slept({ fetch: failing(1, retryAfter("29")) }), { waits: [29_000], end: "success" });
				assert.deepEqual(await slept({ fetch: failing(1, retryAfter("31")) }), { waits: [], end: "http_status 1" });
				const timers = new ManualTimers();
				await timers.during(async () => {
					let isOpen = true;
					const call = told(api({ fetch: never }).list()).finally(() => (isOpen = false));
					await settle();
					assert.ok(isOpen);
					timers.fire(DEADLINE_MS);
					assert.equal(await call, "timeout 1");
				});
			});
		});
	}
});

describe("a global that a test has replaced by one that throws costs no call its error", () => {
	const fails = () => assert.fail("mine");
	const onDelete = async (/** @type {object} */ options) => told(api({ sleep: async () => {}, ...options }).delete(1));
	test("Math.random", async () => {
		const end = await replacing([[Math, "random", fails]], () => onDelete({ fetch: failing(9), random: undefined }));
		assert.equal(end, "http_status 3");
	});
	test("Date.now", async () => {
		const fetch = failing(9, retryAfter("Wed, 21 Oct 2015 07:28:00 GMT"));
		assert.equal(await replacing([[Date, "now", fails]], () => onDelete({ fetch })), "http_status 1");
	});
	test("setTimeout", async () => {
		assert.equal(await replacing([[globalThis, "setTimeout", fails]], () => onDelete({})), "timeout 0");
		const { setTimeout } = globalThis;
		let asked = 0;
		const second = (/** @type {() => void} */ then, /** @type {number} */ ms) => (asked++ > 0 ? fails() : setTimeout(then, ms));
		const end = replacing([[globalThis, "setTimeout", second]], () => onDelete({ fetch: failing(9), sleep: undefined }));
		assert.equal(await end, "http_status 3");
	});
});

describe("now is used for the dates of Retry-After, and for nothing else", () => {
	const START = Date.UTC(2026, 0, 1);
	/** @param {string | null} header */
	const asked = async (header) => {
		let looks = 0;
		const now = () => {
			looks += 1;
			return START;
		};
		return { ...(await slept({ now, fetch: failing(1, header === null ? {} : retryAfter(header)) })), looks };
	};

	test("without a date it is not asked", async () => {
		assert.deepEqual(await asked(null), { waits: [250], end: "success", looks: 0 });
		assert.deepEqual(await asked("3"), { waits: [3_000], end: "success", looks: 0 });
	});
	test("with one it is", async () => {
		const { waits, end, looks } = await asked(new Date(START + 4_000).toUTCString());
		assert.deepEqual({ waits, end }, { waits: [4_000], end: "success" });
		assert.ok(looks >= 1);
	});
	test("without the option it is Date.now, looked up then; and so where it fails", async () => {
		const made = failing(1, retryAfter(new Date(START + 5_000).toUTCString()));
		const late = failing(1, retryAfter(new Date(START + 5_000).toUTCString()));
		await replacing([[Date, "now", () => START]], async () => {
			assert.deepEqual(await slept({ fetch: made }), { waits: [5_000], end: "success" });
			assert.deepEqual(await slept({ fetch: late, now: () => Number.NaN }), { waits: [5_000], end: "success" });
		});
	});

	for (const [name, jump] of /** @type {[string, number][]} */ ([
		["ahead", 1e9],
		["back", -1e9],
	])) {
		test(`one that jumps ${name} changes neither deadline nor retries nor durations`, async () => {
			let time = START;
			const now = () => {
				time += jump;
				return time;
			};
			/** @type {number[]} */
			const durations = [];
			const onAttempt = (/** @type {{ durationMs: number }} */ { durationMs }) => durations.push(durationMs);
			assert.deepEqual(await slept({ now, onAttempt, fetch: failing(2) }), { waits: [250, 500], end: "success" });
			assert.ok(durations.length === 3 && durations.every((ms) => ms >= 0 && ms < 5_000), String(durations));
			const timers = new ManualTimers();
			await timers.during(async () => {
				let isOpen = true;
				const call = told(api({ now, fetch: never }).list()).finally(() => (isOpen = false));
				await settle();
				assert.ok(isOpen);
				timers.fire(DEADLINE_MS);
				assert.equal(await call, "timeout 1");
			});
		});
	}
});
