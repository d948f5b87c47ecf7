// @ts-check
// What a refusal costs: how much is read, inflated, made and kept for a request of which nobody is proven to be the sender.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, test } from "node:test";
import zlib from "node:zlib";

/** The memories of all cores that are started from here on. @type {WebAssembly.Memory[]} */
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = /** @type {typeof Instance} */ (
	/** @type {unknown} */ (
		class extends Instance {
			/** @param {WebAssembly.Module} module @param {WebAssembly.Imports} [imports] */
			constructor(module, imports) {
				super(module, imports);
				memories.push(/** @type {WebAssembly.Memory} */ (this.exports.memory));
			}
		}
	)
);
/** How many bytes WebAssembly has. */
const held = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

let parsed = 0;
const parse = JSON.parse;
JSON.parse = (...given) => {
	parsed += 1;
	return parse(...given);
};

let inflated = 0;
const { gunzipSync } = zlib;
zlib.gunzipSync = /** @type {typeof gunzipSync} */ (
	(body, options) => {
		try {
			const bytes = gunzipSync(body, options);
			inflated += bytes.length;
			return bytes;
		} catch (error) {
			inflated += options?.maxOutputLength ?? Number.POSITIVE_INFINITY;
			throw error;
		}
	}
);
const Inflater = globalThis.DecompressionStream;
globalThis.DecompressionStream = /** @type {typeof Inflater} */ (
	/** @type {unknown} */ (
		class {
			/** @param {"gzip"} format */
			constructor(format) {
				const { readable, writable } = new Inflater(format);
				const counter = new TransformStream({
					transform: (chunk, controller) => {
						inflated += chunk.length;
						controller.enqueue(chunk);
					},
				});
				Object.assign(this, { writable, readable: readable.pipeThrough(counter) });
			}
		}
	)
);

const { loadEntry } = await import("./packed-entry.mjs");
const { BODY, NOW, PATH, refusal, rejection, SECRET, signedHeaders, signedRequest, verdict, VERIFIERS } = await import(
	"./signed-requests.mjs"
);

const MIB = 1_048_576;
const bearer = { authorization: "Bearer user-token" };
/** A first synchronisation of about so many bytes. @param {number} size */
function synced(size) {
	const transaction = '{"id":1000000,"wording":"CARTE 12/03 Café du centre","value":-12.34,"categories":[]}';
	const transactions = Array(Math.ceil(size / (transaction.length + 2)))
		.fill(transaction)
		.join(",");
	return `{"user":{"id":42},"connections":[{"id":1,"accounts":[{"id":1,"transactions":[${transactions}]}]}],"id_webhook_data":7}`;
}

/** A Request, or what is like one, of which it is counted what is read. @param {Record<string, string>} headers @param {string} [body] */
function watchedRequest(headers, body = BODY) {
	const seen = { read: 0, cancelled: 0 };
	const stream = new ReadableStream(
		{
			pull(controller) {
				seen.read += 1;
				controller.enqueue(Buffer.from(body));
				controller.close();
			},
			cancel() {
				seen.cancelled += 1;
			},
		},
		{ highWaterMark: 0 },
	);
	const init = { method: "POST", headers, body: stream, duplex: "half" };
	return { seen, request: new Request(`https://hooks.example${PATH}`, /** @type {RequestInit} */ (init)) };
}

/** A request of Node's http, of which it is counted what is read. @param {Record<string, string>} headers @param {string} [body] */
function watchedNode(headers, body = BODY) {
	const seen = { read: 0 };
	const stream = new Readable({
		read() {
			seen.read += 1;
			this.push(Buffer.from(body));
			this.push(null);
		},
	});
	return { seen, request: Object.assign(stream, { url: PATH, headers }) };
}

/** The least time that a call takes, of some. @param {() => unknown} call */
async function leastTime(call, rounds = 5) {
	let least = Number.POSITIVE_INFINITY;
	for (let round = 0; round < rounds; round += 1) {
		const start = performance.now();
		await call();
		least = Math.min(least, performance.now() - start);
	}
	return least;
}

/** Whether a ratio of times holds in one of some attempts: a machine with other work makes it larger, and never smaller.
 * @param {number} most @param {() => Promise<number>} measure */
async function assertRatio(most, measure) {
	const ratios = [];
	for (let attempt = 0; attempt < 6; attempt += 1) {
		const ratio = await measure();
		if (ratio <= most) return;
		ratios.push(ratio.toFixed(2));
	}
	assert.fail(`${ratios.join(", ")}, at most ${most}`);
}

for (const name of VERIFIERS) {
	const { Webhooks, verifyBearer, checkPayload } = await loadEntry(name);
	const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });

	describe(`${name}: a head that is refused`, () => {
		/** @type {Record<string, [headers: Record<string, string>, verdict: string]>} */
		const heads = {
			"no signature": [{}, "signature_missing, not proven, 401"],
			"another mechanism": [bearer, "signature_mechanism, not proven, 401"],
			"a signature that is none": [{ ...signedHeaders(), "BI-Signature": "x" }, "signature_malformed, not proven, 401"],
			"a date that is none": [{ ...signedHeaders(), "BI-Signature-Date": "now" }, "signature_date_invalid, not proven, 401"],
			"a declared length": [{ ...signedHeaders(), "Content-Length": "33554433" }, "too_large, not proven, 413"],
		};
		const lower = (/** @type {Record<string, string>} */ headers) =>
			Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
		for (const [what, [headers, expected]] of Object.entries(heads)) {
			test(`${what}: nothing of the body is read, and it stays whole`, async () => {
				for (const verify of [
					(/** @type {Request} */ request) => webhooks.verifyRequest("USER_CREATED", request),
					(/** @type {Request} */ request) => webhooks.verifyRequestSignature(request),
				]) {
					const { seen, request } = watchedRequest(headers);
					assert.equal(verdict(await rejection(verify(request))), expected);
					assert.deepEqual(seen, { read: 0, cancelled: 0 });
					assert.equal(await request.text(), BODY);
				}
				for (const verify of [
					(/** @type {never} */ request) => webhooks.verifyNode("USER_CREATED", request),
					(/** @type {never} */ request) => webhooks.verifyNodeSignature(request),
				]) {
					const { seen, request } = watchedNode(lower(headers));
					assert.equal(verdict(await rejection(verify(/** @type {never} */ (request)))), expected);
					assert.deepEqual([seen.read, request.destroyed, request.listenerCount("readable")], [0, false, 0]);
					assert.equal(Buffer.concat(await request.toArray()).toString(), BODY);
				}
			});
		}

		test("a handler may go on with verifyBearer", async () => {
			const { request } = watchedRequest(bearer);
			assert.equal((await rejection(webhooks.verifyRequest("USER_CREATED", request))).code, "signature_mechanism");
			const body = await request.arrayBuffer();
			const event = await verifyBearer("USER_CREATED", { headers: request.headers, body, token: () => "user-token" });
			assert.equal(event.user.id, 42);
		});

		test("the state of the body comes first, then the arguments, then the head", async () => {
			const used = watchedRequest({}).request;
			await used.text();
			const drained = watchedNode({}).request;
			await drained.toArray();
			const wrong = /** @type {never} */ ("USER_UPDATED");
			assert.equal((await rejection(webhooks.verifyRequest(wrong, used))).code, "body_consumed");
			assert.equal((await rejection(webhooks.verifyNode(wrong, /** @type {never} */ (drained)))).code, "body_consumed");
			const locked = watchedRequest({}).request;
			locked.body?.getReader();
			assert.equal((await rejection(webhooks.verifyRequest("USER_CREATED", locked))).code, "body_consumed");
			for (const options of [{ maxBytes: 0 }, { path: 42 }]) {
				const { request, seen } = watchedRequest({});
				assert.equal(
					(await rejection(webhooks.verifyRequest("USER_CREATED", request, /** @type {never} */ (options)))).code,
					"invalid_argument",
				);
				const node = watchedNode({});
				const call = webhooks.verifyNode("USER_CREATED", /** @type {never} */ (node.request), /** @type {never} */ (options));
				assert.equal((await rejection(call)).code, "invalid_argument");
				assert.deepEqual([seen.read, node.seen.read], [0, 0]);
			}
			assert.equal((await rejection(webhooks.verifyRequest(wrong, watchedRequest({}).request))).code, "unknown_event");
		});
	});

	describe(`${name}: gzip of a stranger`, () => {
		const bomb = zlib.gzipSync(Buffer.alloc(32 * MIB, 0x20));
		/** @type {[what: string, bytes: Buffer, most: number][]} */
		const bombs = [
			["a bomb of 32 kB", bomb, 4 * MIB],
			["a bomb of 128 kB", zlib.gzipSync(Buffer.alloc(128 * MIB, 0x20)), 128 * 131_072],
		];
		for (const [what, bytes, most] of bombs) {
			test(`${what} is inflated no further than ${most}, and says so`, async () => {
				const request = () => watchedRequest(signedHeaders({ body: "another" }), BODY).request;
				const web = new Request(request(), /** @type {RequestInit} */ ({ body: new Uint8Array(bytes), duplex: "half" }));
				const calls = [() => webhooks.verifyRequest("USER_CREATED", web)];
				if (name === "node.mjs") {
					calls.push(async () => webhooks.verify("USER_CREATED", { ...signedRequest({ body: "another" }), body: bytes }));
				}
				for (const call of calls) {
					inflated = 0;
					const error = await rejection(call());
					assert.equal(verdict(error), "too_large, not proven, 413");
					assert.match(error.message, /inflate them and give the bytes/);
					// A stream gives what it has in pieces.
					assert.ok(inflated <= most + MIB, `${inflated} bytes`);
				}
			});
		}

		test("what is proven is inflated to the limit of all bodies, and no further", async () => {
			const body = zlib.gzipSync(Buffer.from(`{"id":42,"filling":"${" ".repeat(8 * MIB)}"}`));
			const request = () =>
				new Request(`https://hooks.example${PATH}`, {
					method: "POST",
					headers: signedHeaders({ body }),
					body: new Uint8Array(body),
				});
			assert.equal((await webhooks.verifyRequest("USER_CREATED", request())).user.id, 42);
			const small = new Webhooks({ secretKey: SECRET, now: () => NOW, maxBodyBytes: MIB });
			const error = await rejection(small.verifyRequest("USER_CREATED", request()));
			assert.equal(verdict(error), "too_large, genuine, 413");
			assert.deepEqual(Buffer.from(error.body ?? []), body);
		});

		test("signed inflated, the usual body of a stranger is inflated", async () => {
			const text = synced(3 * MIB);
			const body = new Uint8Array(zlib.gzipSync(text));
			const request = new Request(`https://hooks.example${PATH}`, {
				method: "POST",
				headers: signedHeaders({ body: text }),
				body,
			});
			assert.equal((await webhooks.verifyRequest("USER_SYNCED", request)).user.id, 42);
		});
	});

	describe(`${name}: a Bearer token`, () => {
		const body = Buffer.from(synced(4 * MIB));

		test("no object is made before it is compared", async () => {
			parsed = 0;
			const error = await rejection(verifyBearer("USER_SYNCED", { headers: bearer, body, token: () => "another" }));
			assert.equal(verdict(error), "bearer_mismatch, not proven, 401");
			assert.equal(parsed, 0);
			const event = await verifyBearer("USER_SYNCED", { headers: bearer, body, token: () => "user-token" });
			assert.equal(parsed, 0);
			assert.deepEqual([event.user, event.id, parsed], [{ id: 42 }, 7, 1]);
		});

		test("a forged body costs no more than its check", async () => {
			// Refused by the check at its end, so that no object is made for comparison either.
			const refused = Buffer.from(body.toString().replace('"id_webhook_data":7', '"id_webhook_data":"7"'));
			await assertRatio(1.2, async () => {
				const check = await leastTime(() => checkPayload("USER_SYNCED", refused));
				const forged = await leastTime(() =>
					rejection(verifyBearer("USER_SYNCED", { headers: bearer, body: refused, token: () => "another" })),
				);
				return forged / check;
			});
		});

		test("a genuine body of 32 MB passes", async () => {
			const large = Buffer.from(synced(31.9 * MIB));
			assert.ok(large.length > 32_000_000 && large.length <= 32 * MIB);
			const event = await verifyBearer("USER_SYNCED", { headers: bearer, body: large, token: () => "user-token" });
			assert.equal(event.user.id, 42);
		});
	});

	describe(`${name}: any body`, () => {
		const size = 8 * MIB;
		const repeated = (/** @type {string} */ piece, /** @type {string} */ start, /** @type {string} */ end) =>
			Buffer.from(start + piece.repeat(Math.floor((size - start.length - end.length) / piece.length)) + end);
		/** @type {Record<string, () => Buffer>} */
		const bodies = {
			"the same key again and again": () => repeated('"z":1,', '{"id":42,', '"y":2}'),
			"keys that differ": () =>
				Buffer.from(`{"id":42,${Array.from({ length: size / 12 }, (_, index) => `"k${index.toString(36)}":1`).join(",")}}`),
			"objects of keys that differ": () =>
				repeated(`{${Array.from({ length: 9 }, (_, index) => `"${index}":1`)}},`, '{"id":42,"x":[', "0]}"),
			"one long key": () => repeated("k", '{"id":42,"', '":1}'),
			"a key of escapes": () => repeated("\\u0061", '{"id":42,"', '":1}'),
			"one long text": () => repeated("é", '{"id":42,"x":"', '"}'),
			"one long number": () => repeated("1", '{"id":42,"x":', "}"),
			"a number of zeros": () => repeated("0", '{"id":42,"x":1.', "1}"),
			"deep arrays": () => repeated("[", '{"id":42,"x":', ""),
			"arrays 127 deep": () => repeated(`${"[".repeat(120)}${"]".repeat(120)},`, '{"id":42,"x":[', "0]}"),
			"white space": () => repeated(" \n", '{"id":42', "}"),
			"white space alone": () => repeated(" ", "", ""),
			"what is no JSON": () => repeated("<", "", ""),
			"wrong types": () => repeated('{"id":"x","fields":1},', '{"user":{"id":42},"connections":[', "{}]}"),
			"bytes that are no UTF-8": () => repeated("x", '{"id":42,"x":"', '"}').fill(0xff, size - 100),
			emoji: () => repeated("😀", '{"id":42,"x":"', '"}'),
		};
		const normal = Buffer.from(synced(size));
		const checkOf = (/** @type {Buffer} */ body) => checkPayload("USER_SYNCED", body, { maxIssues: 100 });
		checkOf(normal);

		for (const [what, make] of Object.entries(bodies)) {
			test(`${what}: at most 4 MB of memory are held, and 3 times the time is taken`, async () => {
				const body = make();
				const before = held();
				for (const type of /** @type {const} */ (["USER_CREATED", "USER_SYNCED", "CONNECTION_DELETED"])) {
					for (const call of [
						() => checkPayload(type, body),
						() => webhooks.verify(type, { ...signedRequest({ body }), body }),
						() => verifyBearer(type, { headers: bearer, body, token: () => "another" }).catch(() => {}),
						() => webhooks.verify(type, { ...signedRequest(), body }),
					]) {
						try {
							await call();
						} catch (error) {
							assert.equal(/** @type {Error} */ (error).name, "PowensError");
						}
					}
				}
				assert.ok(held() - before <= 4_000_000, `${held() - before} bytes more`);
				const other = Buffer.concat([body, Buffer.alloc(Math.max(0, normal.length - body.length), 0x20)]);
				await assertRatio(
					3,
					async () => (await leastTime(() => checkOf(other), 3)) / (await leastTime(() => checkOf(normal), 3)),
				);
			});
		}

		test("an error holds no more than a part of what is refused", () => {
			const body = JSON.stringify({
				id: 42,
				["k".repeat(5_000)]: { ["é".repeat(5_000)]: 1n.toString(), list: Array(200).fill({ a: 1 }) },
			});
			const error = refusal(() => webhooks.verify("USER_SYNCED", signedRequest({ body: body.replace('"a":1', '"a":1,"a":1') })));
			assert.ok(JSON.stringify(error).length < 100_000 && error.message.length < 1_000, String(JSON.stringify(error).length));
		});
	});
}
