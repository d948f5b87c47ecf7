// @ts-check
// What becomes of a call whose WebAssembly runs out of memory, or has its window where it is not expected.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";

/** What an export does instead of its work. @type {((name: string) => unknown) | undefined} */
let instead;
/** Pages by which the memory of a new instance grows before anything uses it. */
let pages = 0;
const { Instance } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, {
	construct(_, [module, imports]) {
		const { exports } = new Instance(module, imports);
		/** @type {WebAssembly.Memory} */ (exports.memory).grow(pages);
		const replaced = Object.entries(exports).map(([name, value]) => [
			name,
			typeof value === "function" ? replacing(name, value) : value,
		]);
		return { exports: Object.fromEntries(replaced) };
	},
});
after(() => {
	WebAssembly.Instance = Instance;
});

/** @param {string} name @param {Function} work */
const replacing =
	(name, work) =>
	(/** @type {unknown[]} */ ...given) =>
		instead?.(name) ?? work(...given);

const { loadEntry, outcome } = await import("./packed-entry.mjs");
const { UsersApi, isPowensError } = await loadEntry();

/** @param {object} [options] */
const api = (options) =>
	new UsersApi({ domain: "acme", userToken: "user-t0k3n", fetch: async () => ({ status: 204 }), ...options });

const trap = () => {
	throw new WebAssembly.RuntimeError("unreachable");
};
/** The next use of WebAssembly gets a new module, which has no window yet. */
async function renew() {
	instead = trap;
	await outcome((async () => api())());
	instead = undefined;
}

/** Makes one export of WebAssembly fail for a while. @template T @param {string} export_ @param {() => unknown} failing @param {() => T} work */
async function whileFailing(export_, failing, work) {
	await renew();
	instead = (name) => (name === export_ ? failing() : undefined);
	try {
		return await work();
	} finally {
		instead = undefined;
	}
}

/** @param {string} text */
const unreadable = (text) =>
	Object.defineProperty({}, "token", {
		get() {
			throw new Error(text);
		},
	});

describe("want of memory is too_large, and the next call works", () => {
	/** @type {Record<string, [export_: string, failing: () => unknown, call: () => Promise<unknown>, effect: string | null, attempts: number]>} */
	const cases = {
		"no window for the options of a client": ["window_at", () => 0, async () => api(), null, 0],
		"the check of the options traps": ["client_check", trap, async () => api(), null, 0],
		"the beginning of a call traps": ["call_begin", trap, () => made.delete(1), "none", 0],
		"hiding secrets traps": ["redact", trap, () => made.delete(1, unreadable("x")), "none", 0],
		"an answer traps": ["call_answered", trap, () => made.delete(1), "unknown", 1],
		"a decision traps": ["call_decide_collected", trap, () => made.delete(1), "unknown", 1],
	};
	const made = api();
	for (const [name, [export_, failing, call, effect, attempts]] of Object.entries(cases)) {
		test(name, async () => {
			const ended = await whileFailing(export_, failing, () => outcome(call()));
			assert.ok("error" in ended && isPowensError(ended.error), String("error" in ended && ended.error));
			assert.deepEqual([ended.error.code, ended.error.effect, ended.error.attempts], ["too_large", effect, attempts]);
			assert.match(ended.error.message, /Memory ran out/);
			assert.deepEqual(await outcome(made.delete(1)), { value: undefined });
			assert.deepEqual(await outcome(api().delete(1)), { value: undefined });
		});
	}
});

describe("the window may be anywhere", () => {
	test("beyond 2 GiB, where addresses look negative", async () => {
		pages = 2 ** 15;
		try {
			await renew();
			assert.deepEqual(await outcome(api().delete(1)), { value: undefined });
		} finally {
			pages = 0;
			await renew();
		}
	});

	test("elsewhere, once a request did not fit into it", async () => {
		for (const headerBytes of [60_000, 100_000, 110_000, 120_000]) {
			for (const token of ["t".repeat(20_000), "t".repeat(43_000)]) {
				await renew();
				const headers = Object.fromEntries(Array.from({ length: headerBytes / 50 }, (_, index) => [`h${index}`, "v".repeat(36)]));
				/** @type {unknown[]} */
				const sent = [];
				const fetch = async (/** @type {string} */ url, /** @type {{ headers: object }} */ init) => {
					sent.push([url, init.headers]);
					return { status: 204 };
				};
				await api({ headers, userToken: async () => token, fetch }).delete(1);
				const expected = { ...headers, Accept: "application/json", Authorization: `Bearer ${token}` };
				assert.deepEqual(sent, [["https://acme.biapi.pro/2.0/users/1", expected]], `${headerBytes} and ${token.length}`);
			}
		}
	});
});
