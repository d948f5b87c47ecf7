// @ts-check
// What goes over to WebAssembly and back: how often, and what becomes of a module that runs out of memory in the middle of its work.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

/** Calls of exports, and of whatever a module imports. */
let crossings = 0;
let started = 0;
/** What the next call of an export does instead of its work. @type {((name: string) => unknown) | undefined} */
let instead;
const { Instance } = WebAssembly;
WebAssembly.Instance = /** @type {typeof Instance} */ (
	/** @type {unknown} */ (
		class {
			/** @param {WebAssembly.Module} module @param {Record<string, Record<string, unknown>>} [imports] */
			constructor(module, imports = {}) {
				started += 1;
				const counted = Object.fromEntries(
					Object.entries(imports).map(([from, names]) => [
						from,
						Object.fromEntries(Object.entries(names).map(([name, value]) => [name, counting(name, value)])),
					]),
				);
				const { exports } = new Instance(module, /** @type {WebAssembly.Imports} */ (counted));
				/** @type {Record<string, unknown>} */
				const wrapped = Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, counting(name, value)]));
				Object.assign(this, { exports: wrapped });
			}
		}
	)
);

/** @param {string} name @param {unknown} value */
function counting(name, value) {
	if (typeof value !== "function") return value;
	return (/** @type {unknown[]} */ ...given) => {
		crossings += 1;
		const other = instead?.(name);
		return other === undefined ? value(...given) : other;
	};
}

const { loadEntry } = await import("./packed-entry.mjs");
const { NOW, refusal, SECRET, signedRequest, verdict, VERIFIERS } = await import("./signed-requests.mjs");

const body = (/** @type {number} */ size) =>
	`{"user":{"id":42},"connections":[],"id_webhook_data":7,"x":"${"é".repeat(size / 2)}"}`;

for (const name of VERIFIERS) {
	const { Webhooks, checkPayload, verifyBearer } = await loadEntry(name);
	const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
	const verify = (/** @type {number} */ size) => webhooks.verify("USER_SYNCED", signedRequest({ body: body(size) }));

	/** The least crossings that a call takes, of some: the first ones may make the window. @param {() => unknown} call */
	const crossingsOf = (call) => {
		call();
		crossings = 0;
		call();
		return crossings;
	};

	describe(`${name}: crossings`, () => {
		test("of a small request, with its user, id and date", () => {
			const request = signedRequest();
			const count = crossingsOf(() => {
				const event = webhooks.verify("USER_CREATED", request);
				return [event.user, event.id, event.signedAt, event.secretName];
			});
			assert.equal(count, 1);
			assert.equal(
				crossingsOf(() => webhooks.verifySignature(request)),
				1,
			);
		});

		test("of 5 kB, with its user, id and date", (t) => {
			const request = signedRequest({ body: body(5_000) });
			const count = crossingsOf(() => {
				const event = webhooks.verify("USER_SYNCED", request);
				return [event.user, event.id, event.signedAt];
			});
			t.diagnostic(`${count}`);
			assert.ok(count <= 3, `${count}`);
		});

		test("of 1 MB: a few for each window", () => {
			const request = signedRequest({ body: body(1_048_576) });
			assert.ok(crossingsOf(() => webhooks.verify("USER_SYNCED", request)) <= 6 + 2 * 9);
		});

		test("to make a receiver", () => {
			assert.ok(crossingsOf(() => new Webhooks({ secretKey: SECRET })) <= 2);
		});
	});

	describe(`${name}: a core that has no memory left`, () => {
		const trap = () => {
			throw new WebAssembly.RuntimeError("unreachable");
		};
		/** @type {Record<string, [instead: (name: string) => unknown, call: () => unknown]>} */
		const cases = {
			"the window cannot be made longer": [(export_) => (export_ === "window_at" ? 0 : undefined), () => verify(5_000)],
			"verifying traps, small": [(export_) => (export_ === "webhook_verify" ? trap() : undefined), () => verify(10)],
			"the head traps": [(export_) => (export_ === "webhook_head" ? trap() : undefined), () => verify(200_000)],
			"the check traps": [(export_) => (export_ === "webhook_check" ? trap() : undefined), () => verify(200_000)],
			"the check of a payload traps": [
				(export_) => (export_ === "webhook_check" ? trap() : undefined),
				() => checkPayload("USER_CREATED", { id: 1 }),
			],
			"signing traps": [
				(export_) => (export_ === "webhook_sign" ? trap() : undefined),
				() => webhooks.sign({ path: "/x", body: "{}" }),
			],
		};
		for (const [what, [failing, call]] of Object.entries(cases)) {
			test(`${what}: too_large, which says so, and the next call works`, () => {
				// The core that is made anew asks for its window.
				instead = () => trap();
				assert.throws(() => verify(10));
				instead = failing;
				try {
					const error = refusal(call);
					assert.equal(verdict(error), "too_large, not proven, 413");
					assert.match(error.message, /[Mm]emory ran out/);
				} finally {
					instead = undefined;
				}
				const before = started;
				for (const size of [10, 5_000, 200_000]) assert.equal(verify(size).user.id, 42);
				assert.equal(checkPayload("USER_CREATED", { id: 1 }).ok, true);
				assert.ok(started - before <= 1, "one new core, which is told the options again");
			});
		}

		test("an event that was verified before keeps all it has", async () => {
			const events = [verify(10), verify(5_000), verify(200_000)];
			instead = () => trap();
			assert.throws(() => verify(10));
			instead = undefined;
			for (const event of events) assert.deepEqual([event.user.id, event.payload.user.id, event.id], [42, 42, 7]);
			const event = await verifyBearer("USER_SYNCED", {
				headers: { authorization: "Bearer t" },
				body: body(9),
				token: () => "t",
			});
			assert.equal(event.user.id, 42);
		});

		test("what a caller's own functions throw is no want of memory", () => {
			const fail = () => {
				throw new RangeError("mine");
			};
			const request = { ...signedRequest(), headers: { get: fail } };
			const error = refusal(() => webhooks.verify("USER_CREATED", /** @type {never} */ (request)));
			assert.equal(verdict(error), "invalid_argument, not proven, 500");
			assert.equal(error.cause?.message, "mine");
			assert.equal(new Webhooks({ secretKey: SECRET, now: fail }).sign({ path: "/x", body: "{}" })["bi-signature"].length, 44);
		});
	});

	describe(`${name}: views that lie`, () => {
		const genuine = signedRequest();
		const other = Buffer.from('{"id":"text"}');
		class Liar extends Uint8Array {
			/** @override */
			get length() {
				return other.length;
			}
			/** @override */
			subarray() {
				return new Uint8Array(other);
			}
			/** @override */
			slice() {
				return new Uint8Array(other);
			}
			/** @override */
			get buffer() {
				return /** @type {never} */ (new Uint8Array(other).buffer);
			}
			/** @override */
			get byteLength() {
				return other.length;
			}
			/** @override */
			get byteOffset() {
				return 1;
			}
			/** @override */
			[Symbol.iterator]() {
				return other[Symbol.iterator]();
			}
		}
		test("a body is what the bytes are, whatever its class says", async () => {
			for (const size of [0, 5_000, 300_000]) {
				const text = `{"id":42,"x":"${"x".repeat(size)}"}`;
				const body = Liar.from(Buffer.from(text));
				const request = { ...signedRequest({ body: text }), body };
				const event = webhooks.verify("USER_CREATED", request);
				assert.deepEqual([event.user.id, Buffer.from(event.body).toString()], [42, text]);
				assert.equal(Buffer.from(webhooks.verifySignature(request).body).toString(), text);
				const checked = checkPayload("USER_CREATED", body);
				assert.ok(checked.ok && checked.value.id === 42);
				const bearer = await verifyBearer("USER_CREATED", { headers: { authorization: "Bearer t" }, body, token: () => "t" });
				assert.equal(bearer.user.id, 42);
			}
			const own = Buffer.from(String(genuine.body));
			Object.defineProperties(own, { length: { value: 3 }, subarray: { value: () => other }, byteLength: { value: 3 } });
			assert.equal(webhooks.verify("USER_CREATED", { ...genuine, body: own }).user.id, 42);
		});
	});

	describe(`${name}: a polluted prototype`, () => {
		/** @param {Record<string, unknown>} polluted @param {() => unknown} work */
		const withPolluted = async (polluted, work) => {
			const prototype = /** @type {Record<string, unknown>} */ (Object.prototype);
			try {
				Object.assign(prototype, polluted);
				return await work();
			} finally {
				for (const key of Object.keys(polluted)) delete prototype[key];
			}
		};
		test("sets no option", async () => {
			const polluted = {
				...{
					dangerouslyAcceptAnyAge: true,
					toleranceSeconds: 604_800,
					maxAgeSeconds: 34_560_000,
					maxBodyBytes: 1,
					maxBytes: 1,
					now: () => 0,
				},
				...{ strict: true, maxIssues: 1, notBefore: "2999-01-01T00:00:00Z", notAfter: "1999-01-01T00:00:00Z", secretName: "x" },
				...{ path: "/other", url: "/other", signQuery: true, date: "x", method: "GET", rawBody: "x", originalUrl: "/other" },
			};
			await withPolluted(polluted, async () => {
				const made = new Webhooks({ secretKey: [{ name: "a", secretKey: SECRET }] });
				const headers = made.sign({ path: "/hooks/user-created", body: "{}" });
				const old = { path: "/hooks/user-created", body: "{}", date: "2020-01-01T00:00:00Z" };
				const refused = refusal(() => made.verifySignature({ ...old, headers: made.sign(old) }));
				assert.equal(refused.code, "stale");
				assert.equal(made.verifySignature({ path: "/hooks/user-created", headers, body: "{}" }).body.length, 2);
				const checked = checkPayload("USER_CREATED", { id: 1, x: 1 });
				assert.ok(checked.ok && checked.warnings.length === 0);
				const request = new Request("https://hooks.example/hooks/user-created", { method: "POST", headers, body: "{}" });
				assert.equal((await made.verifyRequestSignature(request)).body.length, 2);
			});
		});
		test("proves nothing by an error, and no setter sees one", async () => {
			const seen = /** @type {unknown[]} */ ([]);
			const polluted = {
				authentic: true,
				httpStatus: 204,
				status: 200,
				attempts: 7,
				effect: "none",
				apiCode: "x",
				body: () => new Uint8Array(1),
			};
			await withPolluted(polluted, () => {
				Object.defineProperty(Object.prototype, "pointer", { configurable: true, set: (value) => seen.push(value) });
				const error = refusal(() => webhooks.verify("USER_CREATED", { path: "/hooks/user-created", headers: {}, body: "{}" }));
				delete (/** @type {Record<string, unknown>} */ (Object.prototype).pointer);
				const { authentic, httpStatus, status, attempts, effect, apiCode, body, pointer } = error;
				assert.deepEqual(
					[authentic, httpStatus, status, attempts, effect, apiCode, body, pointer],
					[false, 401, null, 0, null, null, undefined, null],
				);
			});
			assert.deepEqual(seen, []);
		});
		test("gives no secret and no token", async () => {
			await withPolluted(
				{ secretKey: SECRET, token: () => "t", headers: { authorization: "Bearer t" }, body: '{"id":1}' },
				async () => {
					assert.equal(refusal(() => new Webhooks(/** @type {never} */ ({}))).code, "invalid_argument");
					const call = verifyBearer("USER_CREATED", /** @type {never} */ ({}));
					assert.equal(await call.then(String, (error) => error.code), "invalid_argument");
				},
			);
		});
	});
}
