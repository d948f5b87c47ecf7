// @ts-check
// Reading a web-standard Request: once, no further than the limit, and whatever its stream does.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, NOW, PATH, rejection, SECRET, signedHeaders, VERIFIERS, verdict } from "./signed-requests.mjs";

const URL_BASE = "https://hooks.example";
const encoder = new TextEncoder();

/**
 * @param {BodyInit | null} body
 * @param {{ path?: string, url?: string, signed?: string | Uint8Array, headers?: Record<string, string> }} [parts]
 */
function webRequest(body, { path = PATH, url = URL_BASE + path, signed = BODY, headers = {} } = {}) {
	const all = { ...signedHeaders({ path, body: signed }), ...headers };
	return new Request(url, { method: "POST", headers: all, body, ...(body instanceof ReadableStream && { duplex: "half" }) });
}

/** A stream of chunks that tells what became of it. @param {Iterable<unknown>} chunks @param {unknown} [end] what it ends with */
function watched(chunks, end) {
	const state = { pulled: 0, cancelled: false };
	const iterator = chunks[Symbol.iterator]();
	const body = new ReadableStream(
		{
			pull(controller) {
				const { done, value } = iterator.next();
				if (done && end !== undefined) controller.error(end);
				else if (done) controller.close();
				else {
					state.pulled++;
					controller.enqueue(value);
				}
			},
			cancel() {
				state.cancelled = true;
			},
		},
		{ highWaterMark: 0 },
	);
	return { body, state };
}

function* endless() {
	for (;;) yield new Uint8Array(1_000).fill(0x20);
}

/** A stand-in for what a framework gives. @param {object} parts */
const requestLike = (parts) =>
	/** @type {never} */ ({ url: URL_BASE + PATH, headers: new Headers(signedHeaders()), body: null, bodyUsed: false, ...parts });

for (const name of VERIFIERS) {
	describe(`verifyRequest, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
		/** @param {unknown} request @param {object} [options] */
		const verify = (request, options) => webhooks.verifyRequest("USER_CREATED", /** @type {never} */ (request), options);
		/** @param {unknown} request @param {object} [options] */
		const refused = async (request, options) => verdict(await rejection(verify(request, options)));

		test("a request without a stream, as in Firefox, is read as a whole", async () => {
			const bytes = encoder.encode(BODY);
			const whole = (/** @type {() => unknown} */ arrayBuffer) => requestLike({ body: undefined, arrayBuffer });
			assert.equal((await verify(whole(async () => bytes.buffer))).user.id, 42);
			const limit = { maxBytes: bytes.length - 1 };
			assert.equal(
				(
					await rejection(
						verify(
							whole(async () => bytes.buffer),
							limit,
						),
					)
				).code,
				"too_large",
			);
			assert.equal((await rejection(verify(whole(() => Promise.reject(new Error("lost")))))).code, "body_unreadable");
			assert.equal((await rejection(verify(whole(async () => ({ length: 1e9 }))))).code, "body_not_raw");
		});

		test("a request whose path is that of its URL, whatever kind of body", async () => {
			const form = [BODY, encoder.encode(BODY), encoder.encode(BODY).buffer, new Blob([BODY])];
			for (const body of [
				...form,
				watched([encoder.encode(BODY)]).body,
				watched([...encoder.encode(BODY)].map((byte) => Uint8Array.of(byte))).body,
			]) {
				const event = await verify(webRequest(body));
				assert.equal(event.id, 7);
				assert.deepEqual(event.payload, JSON.parse(BODY));
				assert.equal(Buffer.from(event.body).toString(), BODY);
				assert.equal(event.mechanism, "hmac");
			}
		});

		test("a large one", async () => {
			const text = `{"id":42,"items":[${'"é€",'.repeat(500_000)}1]}`;
			const event = await verify(webRequest(text, { signed: text }));
			assert.ok(JSON.stringify(event.payload) === text);
		});

		test("the path of a URL is the one that the platform has normalised; one that is given is verbatim", async () => {
			/** @type {[url: string, signed: string][]} */
			const cases = [
				[`${URL_BASE}/a/../b?x=/c#d`, "/b"],
				[`${URL_BASE}`, "/"],
				[`${URL_BASE}:8443/a%2eb`, "/a%2eb"],
				[`${URL_BASE}/a\\b`, "/a/b"],
				[`${URL_BASE}/é`, "/%C3%A9"],
			];
			for (const [url, path] of cases) {
				assert.equal((await verify(webRequest(BODY, { url, path }))).id, 7, url);
				assert.equal(await refused(webRequest(BODY, { url, path: "/registered" })), "signature_mismatch, not proven, 401");
				const given = await verify(webRequest(BODY, { url, path: "/registered" }), { path: "/registered" });
				assert.equal(given.id, 7);
			}
			for (const url of ["/hooks/user-created?a", "HTTPS://x/hooks/user-created#b", "/hooks/user-created"]) {
				assert.equal((await verify(requestLike({ url, body: watched([encoder.encode(BODY)]).body }))).id, 7, url);
			}
			for (const path of ["hooks", "/hooks?a", "", 42]) {
				assert.equal(await refused(webRequest(BODY), { path }), "invalid_argument, not proven, 500", String(path));
			}
		});

		test("a body that somebody else has read", async () => {
			const used = webRequest(BODY);
			await used.text();
			assert.equal(await refused(used), "body_consumed, not proven, 500");
			const locked = webRequest(BODY);
			locked.body?.getReader();
			assert.equal(await refused(locked), "body_consumed, not proven, 500");
			const twice = webRequest(BODY);
			assert.equal((await verify(twice)).id, 7);
			assert.equal(await refused(twice), "body_consumed, not proven, 500");
			assert.equal((await verify(webRequest(BODY).clone())).id, 7);
		});

		test("no body is an empty one", async () => {
			assert.equal(await refused(webRequest(null, { signed: "" })), "payload_invalid, genuine, 400");
			assert.equal(await refused(webRequest(null)), "signature_mismatch, not proven, 401");
			assert.equal(await refused(requestLike({ body: undefined })), "signature_mismatch, not proven, 401");
		});

		test("a stream that breaks off", async () => {
			for (const end of [new Error("socket"), "text", null, 42]) {
				const { body } = watched([encoder.encode(BODY.slice(0, 9))], end);
				const error = await rejection(verify(webRequest(body)));
				assert.equal(verdict(error), "body_unreadable, not proven, 400");
				if (end instanceof Error) assert.equal(error.cause?.message, "socket");
			}
		});

		test("a stream that never ends stops at the limit, and is cancelled", async () => {
			for (const [options, most] of /** @type {const} */ ([
				[{ maxBytes: 10_500 }, 12],
				[{ maxBytes: 1 }, 2],
			])) {
				const { body, state } = watched(endless());
				assert.equal(await refused(webRequest(body), options), "too_large, not proven, 413");
				assert.ok(state.pulled <= most, `${state.pulled} chunks`);
				assert.ok(state.cancelled);
			}
			const small = new Webhooks({ secretKey: SECRET, now: () => NOW, maxBodyBytes: 2_000 });
			for (const options of [undefined, { maxBytes: 1_000_000 }]) {
				const { body, state } = watched(endless());
				const error = await rejection(small.verifyRequest("USER_CREATED", webRequest(body), options));
				assert.equal(error.code, "too_large");
				assert.ok(state.cancelled && state.pulled <= 4);
			}
		});

		test("a content-length beyond the limit is refused before anything is read", async () => {
			const { body, state } = watched([encoder.encode(BODY)]);
			const headers = new Headers({ ...signedHeaders(), "content-length": "100000" });
			assert.equal(await refused(requestLike({ body, headers }), { maxBytes: 99_999 }), "too_large, not proven, 413");
			assert.equal(state.pulled, 0);
			// One that lies is of no use to anybody.
			for (const length of ["1", "0", "-1", "x", ""]) {
				const lying = new Headers({ ...signedHeaders(), "content-length": length });
				const request = requestLike({ body: watched([encoder.encode(BODY)]).body, headers: lying });
				assert.equal((await verify(request)).id, 7, length);
			}
		});

		test("the limit is exact", async () => {
			for (const [maxBytes, ends] of /** @type {const} */ ([
				[BODY.length, "accepted"],
				[BODY.length - 1, "too_large"],
			])) {
				const { body } = watched([encoder.encode(BODY)]);
				const ended = await verify(requestLike({ body }), { maxBytes }).then(
					() => "accepted",
					(error) => error.code,
				);
				assert.equal(ended, ends);
			}
			for (const maxBytes of [0, -1, 1.5, "5", Number.NaN, {}]) {
				assert.equal(await refused(webRequest(BODY), { maxBytes }), "invalid_argument, not proven, 500");
			}
		});

		test("chunks that are no bytes, and streams that are none", async () => {
			for (const chunk of ["text", 42, {}, null, undefined, [123, 125], new Date()]) {
				const { body } = watched([chunk]);
				const error = await rejection(verify(requestLike({ body })));
				assert.match(error.code, /^body_(not_raw|unreadable)$/, String(chunk));
			}
			for (const body of [
				{},
				"text",
				42,
				[],
				{ getReader: 5 },
				{ getReader: () => null },
				{ getReader: () => ({ read: () => null }) },
			]) {
				const error = await rejection(verify(requestLike({ body })));
				assert.match(error.code, /^body_(consumed|not_raw|unreadable)$/, JSON.stringify(body));
			}
		});

		test("a request that is none", async () => {
			for (const request of [
				undefined,
				null,
				42,
				"x",
				{},
				{ url: PATH },
				{ headers: {} },
				new Proxy({}, { get: () => assert.fail("hostile") }),
			]) {
				assert.equal((await rejection(verify(request))).httpStatus, 500);
			}
			assert.equal(
				await refused(webRequest(BODY), /** @type {never} */ (42)).catch(() => "accepted"),
				"accepted",
				"options without any of ours",
			);
		});

		test("headers are refused before the body counts, as verify does", async () => {
			const request = webRequest(BODY);
			request.headers.delete("bi-signature");
			assert.equal(await refused(request), "signature_missing, not proven, 401");
		});

		test("many at once do not get in each other's way", async () => {
			const calls = Array.from({ length: 50 }, async (_, index) => {
				const isForged = index % 5 === 4;
				const filling = "é".repeat(index % 3 === 0 ? 100_000 : 10);
				const text = `{"id":${index + 1},"id_webhook_data":${1_000 + index},"filling":"${filling}"}`;
				const plain = encoder.encode(text);
				const sent = index % 2 === 0 ? plain : gzipSync(plain);
				const chunks = Array.from({ length: 7 }, (_, part) => {
					const size = Math.ceil(sent.length / 7);
					return sent.subarray(part * size, (part + 1) * size);
				});
				const signed = isForged ? "another" : index % 4 < 2 ? sent : plain;
				const path = `/hooks/${index}`;
				const event = verify(webRequest(watched(chunks).body, { path, signed }));
				if (isForged) return assert.equal((await rejection(event)).code, "signature_mismatch");
				const { id, user, body } = await event;
				assert.deepEqual([id, user.id], [1_000 + index, index + 1]);
				assert.ok(Buffer.from(plain).equals(body));
			});
			assert.equal((await Promise.all(calls)).length, 50);
		});
	});
}
