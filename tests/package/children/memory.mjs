// @ts-check
// node --expose-gc memory.mjs ENTRY: what is left of 10,000 calls of each kind; prints one line of JSON for each.
import { setTimeout as wait } from "node:timers/promises";

const WARM_UP = 2_000;
const CALLS = 10_000;
const AT_ONCE = 500;

const { UsersApi } = await import(process.argv[2] ?? "");
const collect = /** @type {() => void} */ (globalThis.gc);
const never = () => new Promise(() => {});
const json = (/** @type {number} */ status, /** @type {string} */ body) => async () => ({ status, text: async () => body });

/** @param {object} [options] */
const api = (options) => new UsersApi({ domain: "acme", usersToken: "t", maxRetries: 0, ...options });

/** @type {unknown[]} */
const kept = [];
const patient = api({ fetch: never });
const reading = api({ userToken: "t", fetch: json(200, '{"id":1}') });
const deleting = api({ userToken: "t", fetch: async () => ({ status: 204, text: async () => "" }) });
const called = (/** @type {object} */ options) => {
	const made = api(options);
	return () => made.list();
};

/** @type {Record<string, () => unknown>} */
const kinds = {
	success: called({ fetch: json(200, '{"users":[{"id":1}]}') }),
	get: () => reading.get(1),
	delete: () => deleting.delete(1),
	"status 404": called({ fetch: json(404, '{"code":"notFound"}') }),
	"fetch never settles, deadline": called({ fetch: never, timeoutMs: 1 }),
	"fetch never settles, abort": () => {
		const controller = new AbortController();
		setImmediate(() => controller.abort("mine"));
		return patient.list({ signal: controller.signal });
	},
	"the token function never settles": called({ usersToken: never, timeoutMs: 1 }),
	"onAttempt gives a promise that never settles": called({ onAttempt: never, fetch: json(200, '{"users":[]}') }),
	"control: 100 B of heap are kept": () => kept.push(new Array(10).fill(0)),
	"control: 100 B outside the heap are kept": () => kept.push(new ArrayBuffer(100)),
};

for (const [kind, call] of Object.entries(kinds)) {
	await repeat(WARM_UP, call);
	const before = await measure();
	await repeat(CALLS, call);
	const after = await measure();
	const perCall = (/** @type {"heapUsed" | "external"} */ key) => (after[key] - before[key]) / CALLS;
	console.log(JSON.stringify({ kind, heap: perCall("heapUsed"), outside: perCall("external") }));
}

/** @param {number} count @param {() => unknown} call */
async function repeat(count, call) {
	for (let done = 0; done < count; done += AT_ONCE) {
		await Promise.allSettled(Array.from({ length: AT_ONCE }, call));
		// What may go, goes as often as during the warm-up; else a late collection looks like growth.
		if (done % (2 * AT_ONCE) === 0) {
			await wait(1);
			collect();
		}
	}
}

/** What is in use once everything that may go is gone. `external` holds the buffers and the memory of WebAssembly. */
async function measure() {
	for (let round = 0; round < 6; round++) {
		await wait(5);
		collect();
	}
	return process.memoryUsage();
}
