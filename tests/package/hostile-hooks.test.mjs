// @ts-check
// Whatever an injected function does: nothing crashes, nothing hangs, nothing is left unhandled.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { runChild } from "./child.mjs";
import { entryUrl, loadEntry } from "./packed-entry.mjs";

const { UsersApi } = await loadEntry();
const base = { domain: "acme", usersToken: "users-token", timeoutMs: 100 };
const list = '{"users":[]}';
const fetch = async () => ({ status: 200, text: async () => list });

/** @type {string[]} */
const hooks = JSON.parse((await runChild("hostile-hooks.mjs", [entryUrl()])).lines[0] ?? "[]");

describe("a hostile function ends in success or a PowensError, within the deadline, with nothing left behind", () => {
	assert.ok(hooks.length > 15);
	for (const hook of hooks) {
		test(hook, async () => {
			const { end, lines, stderr } = await runChild("hostile-hooks.mjs", [entryUrl(), hook]);
			assert.equal(end, 0, stderr);
			const cases = lines.map((line) => JSON.parse(line));
			assert.ok(cases.length > 20, stderr || "not every behaviour was tried");
			const problems = cases.flatMap(({ name, ended, after, unhandled }) => [
				...(/^(success|PowensError [a-z_]+)$/.test(ended) ? [] : [`${hook} ${name}: ${ended}`]),
				...(after === "success" ? [] : [`${hook} ${name}: a good call afterwards ended in ${after}`]),
				...[...new Set(unhandled)].map((/** @type {string} */ what) => `${hook} ${name}: ${what}`),
			]);
			assert.deepEqual(problems, []);
		});
	}
});

describe("an odd function that does its work is as good as any", () => {
	test("functions without a prototype", async () => {
		const bare = (/** @type {(...args: never[]) => unknown} */ work) => Object.setPrototypeOf(work, null);
		let told = 0;
		let slept = 0;
		let asked = 0;
		const api = new UsersApi({
			...base,
			timeoutMs: 10_000,
			usersToken: bare(() => "users-token"),
			headers: bare(() => ({ "X-A": "b" })),
			fetch: bare(async () => (asked++ === 0 ? { status: 503 } : fetch())),
			onAttempt: bare(() => told++),
			sleep: bare(async () => slept++),
			now: bare(() => 0),
			random: bare(() => 0),
		});
		assert.deepEqual((await api.list()).users, []);
		assert.deepEqual({ asked, told, slept }, { asked: 2, told: 2, slept: 1 });
	});

	test("functions that change a body which was given already", async () => {
		const bytes = new TextEncoder().encode('{"id":42,"signin":null}');
		const change = () => {
			bytes[7] = 0x33;
			return 0;
		};
		const api = new UsersApi({ ...base, userToken: "t", random: change, fetch: async () => ({ status: 200, body: bytes }) });
		assert.equal((await api.get(42)).id, 42);
		assert.equal(bytes[7], 0x33);
	});

	test("a reader that gives all chunks in the same memory", async () => {
		const left = ['{"id":42,', '"signin":', "null}"];
		const memory = new Uint8Array(16);
		const read = async () => {
			const next = left.shift();
			if (next === undefined) return { done: true };
			return { done: false, value: memory.subarray(0, new TextEncoder().encodeInto(next, memory).written) };
		};
		const api = new UsersApi({
			...base,
			userToken: "t",
			fetch: async () => ({ status: 200, body: { getReader: () => ({ read, cancel() {} }) } }),
		});
		assert.deepEqual(await api.get(42), { id: 42, signin: null });
	});

	test("functions whose own call and apply are no functions", async () => {
		const odd = Object.assign(() => fetch(), { call: 5, apply: 5, bind: 5 });
		const api = new UsersApi({ ...base, fetch: /** @type {never} */ (odd) });
		assert.deepEqual((await api.list()).users, []);
	});
});

describe("a callback that is called when it is too late does nothing", () => {
	test("headers.forEach goes on after it returned", async () => {
		/** @type {(value: string, name: string) => void} */
		let late = () => assert.fail("forEach was not called");
		/** @type {string[]} */
		const sent = [];
		const api = new UsersApi({
			...base,
			headers: {
				forEach(callback) {
					late = callback;
					callback("1", "X-First");
				},
			},
			fetch: async (_url, { headers }) => {
				sent.push(...Object.keys(headers));
				late("2", "X-During");
				return fetch();
			},
		});
		late("3", "X-Before");
		await api.list();
		late("4", "X-After");
		await api.list();
		assert.ok(sent.includes("X-First"));
		assert.ok(!sent.some((name) => ["X-During", "X-Before", "X-After"].includes(name)), String(sent));
	});

	test("a signal that keeps its listeners fires after the call", async () => {
		/** @type {(() => void)[]} */
		const listeners = [];
		const signal = {
			aborted: false,
			reason: "late",
			addEventListener: (/** @type {"abort"} */ _type, /** @type {() => void} */ listener) => listeners.push(listener),
			removeEventListener() {},
		};
		const api = new UsersApi({ ...base, fetch });
		const call = api.list({ signal });
		await call;
		assert.ok(listeners.length > 0);
		signal.aborted = true;
		for (const listener of [...listeners, ...listeners]) listener();
		await wait(5);
		assert.deepEqual((await call).users, []);
		assert.deepEqual((await api.list()).users, []);
	});
});
