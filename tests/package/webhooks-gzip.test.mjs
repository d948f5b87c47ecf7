// @ts-check
// Compressed bodies: signed before or after compression, never inflated further than the limit.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, NOW, PATH, refusal, rejection, SECRET, signedHeaders, VERIFIERS, verdict } from "./signed-requests.mjs";

const LARGE = `{"id":42,"items":[${'"é€",'.repeat(100_000)}1]}`;
/** Inflates to a thousand times its size. */
const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20));
/** Who signed: the compressed bytes, the inflated ones, or nobody. @typedef {"compressed" | "inflated" | "nobody"} Signed */

/** @param {Uint8Array} body @param {Signed} signed @param {string | Uint8Array} inflated */
function request(body, signed, inflated = BODY) {
	const bytes = { compressed: body, inflated, nobody: "something else" }[signed];
	return { path: PATH, headers: signedHeaders({ body: bytes }), body };
}

/** @param {Uint8Array} body */
const withFlippedBit = (body) => Uint8Array.from(body, (byte, at) => (at === body.length - 6 ? byte ^ 1 : byte));
const damaged = {
	"cut in the middle": gzipSync(BODY).subarray(0, 30),
	"cut before its last byte": gzipSync(BODY).subarray(0, -1),
	"nothing but the first two bytes": Uint8Array.from([0x1f, 0x8b]),
	"another method": Uint8Array.from([0x1f, 0x8b, 7, ...gzipSync(BODY).subarray(3)]),
	"a checksum that is wrong": withFlippedBit(gzipSync(BODY)),
};

for (const name of VERIFIERS) {
	const isSync = name === "node.mjs";
	describe(`gzip, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const receiver = (/** @type {object} */ options = {}) => new Webhooks({ secretKey: SECRET, now: () => NOW, ...options });
		const webhooks = receiver();
		/** verifyRequest, as a promise. @param {ReturnType<typeof request>} parts @param {object} [options] */
		const read = ({ path, headers, body }, options = {}, receiver = webhooks) =>
			receiver.verifyRequest(
				"USER_CREATED",
				new Request(`https://hooks.example${path}`, { method: "POST", headers, body: new Uint8Array(body) }),
				options,
			);

		for (const [what, text] of Object.entries({ small: BODY, large: LARGE })) {
			for (const signed of /** @type {const} */ (["compressed", "inflated"])) {
				test(`a ${what} body whose ${signed} bytes are signed`, async () => {
					const given = request(gzipSync(text), signed, text);
					const events = [await read(given)];
					if (isSync) events.push(webhooks.verify("USER_CREATED", given));
					for (const event of events) {
						assert.deepEqual(event.payload, JSON.parse(text));
						assert.equal(Buffer.from(event.body).toString(), text, "the body is the inflated one");
						assert.equal(event.id, text === BODY ? 7 : null);
					}
					if (isSync) assert.equal(Buffer.from(webhooks.verifySignature(given).body).toString(), text);
				});
			}
		}

		test("a runtime without a synchronous inflate says so, and what it can prove", () => {
			for (const [signed, expected] of /** @type {const} */ ([
				["compressed", "gzip_unsupported, genuine, 500"],
				["inflated", "gzip_unsupported, not proven, 500"],
				["nobody", "gzip_unsupported, not proven, 500"],
			])) {
				const given = request(gzipSync(BODY), signed);
				for (const call of [() => webhooks.verify("USER_CREATED", given), () => webhooks.verifySignature(given)]) {
					if (!isSync) assert.equal(verdict(refusal(call)), expected);
					else if (signed === "nobody") assert.equal(refusal(call).code, "signature_mismatch");
					else assert.ok(call());
				}
			}
		});

		test("a forged one", async () => {
			assert.equal(verdict(await rejection(read(request(gzipSync(BODY), "nobody")))), "signature_mismatch, not proven, 401");
			assert.equal(verdict(await rejection(read(request(gzipSync(LARGE), "nobody")))), "signature_mismatch, not proven, 401");
		});

		test("a bomb stops at the limit, whoever signed it", async () => {
			for (const [signed, expected] of /** @type {const} */ ([
				["compressed", "too_large, genuine, 413"],
				["nobody", "too_large, not proven, 413"],
			])) {
				const before = performance.now();
				const rss = process.memoryUsage.rss();
				const small = receiver({ maxBodyBytes: 200_000 });
				assert.equal(verdict(await rejection(read(request(bomb, signed), {}, small))), expected);
				assert.equal(verdict(await rejection(read(request(bomb, signed), { maxBytes: 200_000 }))), expected);
				if (isSync) {
					assert.equal(verdict(refusal(() => small.verify("USER_CREATED", request(bomb, signed)))), expected);
					assert.equal(verdict(refusal(() => small.verifySignature(request(bomb, signed)))), expected);
				}
				assert.ok(process.memoryUsage.rss() - rss < 95_000_000, "it was not inflated as a whole");
				assert.ok(performance.now() - before < 5_000);
			}
		});

		test("the limit of what is inflated is exact", async () => {
			for (const text of [`{"id":42,"a":"${"é".repeat(500)}"}`, LARGE]) {
				const size = Buffer.byteLength(text);
				for (const signed of /** @type {const} */ (["compressed", "inflated"])) {
					const given = request(gzipSync(text), signed, text);
					const expected = `too_large, ${signed === "compressed" ? "genuine" : "not proven"}, 413`;
					assert.ok(await read(given, {}, receiver({ maxBodyBytes: size })));
					assert.ok(await read(given, { maxBytes: size }));
					assert.equal(verdict(await rejection(read(given, {}, receiver({ maxBodyBytes: size - 1 })))), expected);
					const error = await rejection(read(given, { maxBytes: size - 1 }));
					assert.equal(verdict(error), expected);
					assert.match(error.message, /maxBytes/);
				}
			}
		});

		for (const [what, body] of Object.entries(damaged)) {
			test(`damaged: ${what}`, async () => {
				for (const [signed, expected] of /** @type {const} */ ([
					["compressed", "gzip_invalid, genuine, 400"],
					["nobody", "gzip_invalid, not proven, 400"],
				])) {
					const given = request(body, signed);
					assert.equal(verdict(await rejection(read(given))), expected);
					if (isSync) assert.equal(verdict(refusal(() => webhooks.verify("USER_CREATED", given))), expected);
				}
			});
		}

		test("what inflates to no payload is genuine all the same", async () => {
			for (const text of ["", "nope", '{"id":"x"}', "\ufeff{}"]) {
				for (const signed of /** @type {const} */ (["compressed", "inflated"])) {
					const error = await rejection(read(request(gzipSync(text), signed, text)));
					assert.equal(verdict(error), "payload_invalid, genuine, 400");
				}
			}
		});

		test("compressed twice is inflated once", async () => {
			const twice = gzipSync(gzipSync(BODY));
			const error = await rejection(read(request(twice, "compressed")));
			assert.equal(verdict(error), "payload_invalid, genuine, 400");
			assert.match(error.issues[0]?.message ?? "", /gzip/);
		});

		test("several members are one body, where the platform reads them", async () => {
			const body = Buffer.concat([gzipSync(BODY.slice(0, 10)), gzipSync(BODY.slice(10))]);
			const ended = await read(request(body, "compressed")).then(
				(event) => event.id,
				(error) => error.code,
			);
			assert.equal(
				ended,
				isSync
					? 7
					: await streamed(body).then(
							() => 7,
							() => "gzip_invalid",
						),
			);
		});

		test("stale and inactive count before anything is inflated for nothing", async () => {
			const given = request(gzipSync(BODY), "compressed");
			assert.equal(verdict(await rejection(read(given, {}, receiver({ now: () => NOW + 1e9 })))), "stale, genuine, 401");
			const late = receiver({ secretKey: [{ name: "old", secretKey: SECRET, notAfter: new Date(0) }] });
			assert.equal(verdict(await rejection(read(given, {}, late))), "secret_inactive, not proven, 401");
		});

		test("a content-encoding that was left on an inflated body does no harm", async () => {
			const headers = { ...signedHeaders(), "content-encoding": "gzip" };
			assert.equal(webhooks.verify("USER_CREATED", { path: PATH, headers, body: BODY }).id, 7);
			assert.equal((await read({ path: PATH, headers, body: Buffer.from(BODY) })).id, 7);
		});

		test("other compressions are no gzip, and no payload", async () => {
			for (const body of [deflateSync(BODY), brotliCompressSync(BODY)]) {
				assert.equal(verdict(await rejection(read(request(body, "compressed")))), "payload_invalid, genuine, 400");
				assert.ok(body.equals(webhooks.verifySignature(request(body, "compressed")).body));
			}
		});

		test("a DecompressionStream that is nothing but a name is as good as none", async (t) => {
			const { DecompressionStream } = globalThis;
			t.after(() => Object.assign(globalThis, { DecompressionStream }));
			Object.assign(globalThis, {
				DecompressionStream: function unsupported() {
					throw new Error("not supported in this runtime");
				},
			});
			const reading = read(request(gzipSync(BODY), "compressed"));
			if (isSync) assert.equal((await reading).id, 7);
			else assert.equal(verdict(await rejection(reading)), "gzip_unsupported, genuine, 500");
		});

		test("the caller's buffer may change while a stream inflates", async () => {
			const body = gzipSync(LARGE);
			const given = request(body, "compressed");
			const { promise, resolve } = withResolvers();
			const stream = new ReadableStream({
				async start(controller) {
					controller.enqueue(new Uint8Array(body));
					await promise;
					controller.close();
				},
			});
			const like = { url: `https://hooks.example${PATH}`, headers: new Headers(given.headers), body: stream, bodyUsed: false };
			const event = webhooks.verifyRequest("USER_CREATED", like);
			resolve(undefined);
			body.fill(0);
			assert.equal((await event).user.id, 42);
		});
	});
}

/** What the platform's own stream makes of it. @param {Uint8Array} body */
const streamed = (body) =>
	new Response(new Blob([new Uint8Array(body)]).stream().pipeThrough(new DecompressionStream("gzip"))).text();

function withResolvers() {
	/** @type {(value: unknown) => void} */
	let resolve = () => {};
	const promise = new Promise((given) => {
		resolve = given;
	});
	return { promise, resolve };
}
