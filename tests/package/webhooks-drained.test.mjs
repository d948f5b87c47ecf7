// @ts-check
// Requests of Node's own http server that a platform has read before the handler: Cloud Functions leave `rawBody`, serverless
// presets `body`. The tables are in tests/boundary; here it is a real `IncomingMessage`.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, NOW, PATH, rejection, SECRET, signedHeaders, VERIFIERS, verdict } from "./signed-requests.mjs";

/** @typedef {import("node:http").IncomingMessage & { rawBody?: unknown, body?: unknown }} Incoming */

/**
 * Posts a body to a server that reads it to its end, and gives what `work` makes of it afterwards.
 *
 * @template T
 * @param {(incoming: Incoming, bytes: Buffer) => Promise<T>} work
 * @param {string | Uint8Array} [body]
 * @returns {Promise<T>}
 */
async function drained(work, body = BODY) {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	try {
		const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
		const received = once(server, "request");
		const headers = { ...signedHeaders({ body }), "content-type": "application/json" };
		const answer = fetch(`http://127.0.0.1:${port}${PATH}?a=b`, { method: "POST", headers, body: Buffer.from(body) });
		const [incoming, response] = await received;
		/** @type {Buffer[]} */
		const chunks = [];
		for await (const chunk of incoming) chunks.push(chunk);
		const settled = work(incoming, Buffer.concat(chunks)).finally(() => response.end());
		await Promise.allSettled([settled, answer]);
		return await settled;
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

for (const name of VERIFIERS) {
	describe(`a request of Node that was read before, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
		const verify = (/** @type {Incoming} */ incoming, /** @type {object} */ options = {}) =>
			webhooks.verifyNode("USER_CREATED", incoming, options);

		test("rawBody beside a parsed body, as Cloud Functions leave it", async () => {
			const event = await drained((incoming, bytes) =>
				verify(Object.assign(incoming, { rawBody: bytes, body: JSON.parse(BODY) })),
			);
			assert.deepEqual([event.id, event.user.id], [7, 42]);
			const { body } = await drained((incoming, bytes) =>
				webhooks.verifyNodeSignature(Object.assign(incoming, { rawBody: bytes })),
			);
			assert.equal(Buffer.from(body).toString(), BODY);
		});

		test("body as a Buffer or as text, as serverless presets leave it", async () => {
			for (const form of [(/** @type {Buffer} */ bytes) => bytes, String]) {
				const event = await drained((incoming, bytes) => verify(Object.assign(incoming, { body: form(bytes) })));
				assert.equal(event.user.id, 42);
			}
		});

		test("a compressed body", async () => {
			const event = await drained((incoming, rawBody) => verify(Object.assign(incoming, { rawBody })), gzipSync(BODY));
			assert.equal(Buffer.from(event.body).toString(), BODY);
		});

		test("the cap holds", async () => {
			const capped = (/** @type {Incoming} */ incoming, /** @type {Buffer} */ rawBody) =>
				rejection(verify(Object.assign(incoming, { rawBody }), { maxBytes: BODY.length - 1 }));
			assert.equal(verdict(await drained(capped)), "too_large, not proven, 413");
		});

		test("a parsed body alone, and nothing", async () => {
			const parsed = (/** @type {Incoming} */ incoming) => rejection(verify(Object.assign(incoming, { body: JSON.parse(BODY) })));
			assert.equal(verdict(await drained(parsed)), "body_not_raw, not proven, 500");
			const nothing = (/** @type {Incoming} */ incoming) => rejection(verify(incoming));
			assert.equal(verdict(await drained(nothing)), "body_consumed, not proven, 500");
		});

		test("what is left is judged like any other body", async () => {
			const forged = (/** @type {Incoming} */ incoming) =>
				rejection(verify(Object.assign(incoming, { rawBody: BODY.replace("42", "43"), body: BODY })));
			assert.equal(verdict(await drained(forged)), "signature_mismatch, not proven, 401");
		});
	});
}
