// @ts-check
// How a call and an object end: the process is not kept, and free() is harmless at any time.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runChild } from "./child.mjs";
import { entryUrl, loadEntry, outcome } from "./packed-entry.mjs";

const { UsersApi, PowensError } = await loadEntry();
const list = '{"users":[]}';
const fetch = async () => ({ status: 200, text: async () => list });
const base = { domain: "acme", usersToken: "users-token", userToken: "user-token", timeoutMs: 1000, fetch };

/** @typedef {InstanceType<typeof UsersApi>} Api */

/** @param {Api} api */
async function assertFreed(api) {
	for (const [name, call] of /** @type {[string, () => Promise<unknown>][]} */ ([
		["list", () => api.list()],
		["get", () => api.get(42)],
		["delete", () => api.delete(42)],
	])) {
		const promise = call();
		const ended = await outcome(promise);
		assert.ok("error" in ended && ended.error instanceof PowensError, name);
		assert.equal(ended.error.code, "invalid_argument", name);
		assert.equal(ended.error.attempts, 0, name);
		assert.equal(ended.error.effect, name === "delete" ? "none" : null, name);
	}
	api.free();
}

describe("a process ends by itself once its call has ended", () => {
	for (const [kind, expected] of [
		["success", "resolved"],
		["success after a retry", "resolved"],
		["error", "rejected"],
		["abort", "rejected"],
	]) {
		test(String(kind), async () => {
			const { end, lines, stderr, lingeredMs } = await runChild("lifetime.mjs", [entryUrl(), String(kind)]);
			assert.equal(end, 0, stderr);
			assert.deepEqual(lines, [expected]);
			assert.ok(lingeredMs < 2000, `it went on for ${lingeredMs} ms`);
		});
	}
});

describe("free() in the middle of calls", () => {
	test("calls under way go on, later ones are refused", async () => {
		const api = new UsersApi({ ...base, fetch: () => new Promise((resolve) => setImmediate(() => resolve(fetch()))) });
		const calls = Array.from({ length: 10 }, () => api.list());
		api.free();
		const later = assertFreed(api);
		assert.equal((await Promise.all(calls)).length, 10);
		await later;
	});

	/** @type {Record<string, (freeAnd: <T>(result: T) => T) => object>} */
	const places = {
		"the token function": (freeAnd) => ({ usersToken: () => freeAnd("users-token") }),
		"the headers function": (freeAnd) => ({ headers: () => freeAnd({}) }),
		fetch: (freeAnd) => ({ fetch: () => freeAnd(fetch()) }),
		onAttempt: (freeAnd) => ({ onAttempt: freeAnd }),
		now: (freeAnd) => ({ now: () => freeAnd(1) }),
		"the body": (freeAnd) => ({ fetch: async () => ({ status: 200, text: async () => freeAnd(list) }) }),
	};
	for (const [place, optionsOf] of Object.entries(places)) {
		test(`inside ${place}`, async () => {
			/** @type {Api | undefined} */
			let api;
			let freed = 0;
			const options = optionsOf((result) => {
				api?.free();
				if (api !== undefined) freed++;
				return result;
			});
			api = new UsersApi({ ...base, ...options });
			assert.deepEqual((await api.list()).users, []);
			assert.ok(freed > 0, "it was freed in there");
			await assertFreed(api);
		});
	}

	for (const option of ["signal", "timeoutMs", "token", "limit"]) {
		test(`inside the getter of the option ${option}`, async () => {
			const api = new UsersApi(base);
			/** @type {unknown} */
			let thrown = "free() was not called";
			const options = Object.defineProperty({}, option, {
				get() {
					thrown = undefined;
					try {
						api.free();
					} catch (error) {
						thrown = error;
					}
				},
			});
			const ended = await outcome(api.list(options));
			assert.equal(thrown, undefined, "free() itself does not throw");
			if ("error" in ended) assert.equal(ended.error instanceof PowensError && ended.error.code, "invalid_argument");
			await assertFreed(api);
			assert.deepEqual((await new UsersApi(base).list()).users, [], "other objects are as before");
		});
	}
});
