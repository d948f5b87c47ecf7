// @ts-check
// The bytes of a verified request: of any event, whatever is in them, and nobody's but the caller's.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, NOW, PATH, rejection, SECRET, signedHeaders, signedRequest, VERIFIERS, verdict } from "./signed-requests.mjs";

const UNEXPECTED = '{"id":"forty-two","id_webhook_data":9}';
const LARGE = `{"id":42,"id_webhook_data":7,"filling":"${"é".repeat(100_000)}"}`;

/** @param {Uint8Array} bytes */
const textOf = (bytes) => new TextDecoder().decode(bytes);
/** @param {string | Uint8Array} body @param {string | Uint8Array} [signed] */
const webRequest = (body, signed = body) =>
	new Request(`https://hooks.example${PATH}?a=1`, {
		method: "POST",
		headers: signedHeaders({ body: signed }),
		body: /** @type {BodyInit} */ (body),
	});

/** Posts a body to a server that verifies it, and gives what came of that.
 * @template T @param {(request: import("node:http").IncomingMessage) => Promise<T>} receive @param {string} body @returns {Promise<T>} */
async function posted(receive, body) {
	const server = createServer();
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	try {
		const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
		const request = once(server, "request");
		const answer = fetch(`http://127.0.0.1:${port}${PATH}`, { method: "POST", headers: signedHeaders({ body }), body });
		const [incoming, response] = await request;
		const settled = receive(incoming).finally(() => response.end());
		await Promise.allSettled([settled, answer]);
		return await settled;
	} finally {
		server.close();
	}
}

for (const entry of VERIFIERS) {
	const { Webhooks, checkPayload } = await loadEntry(entry);
	const webhooks = new Webhooks({ secretKey: [{ name: "a", secretKey: SECRET }], now: () => NOW });

	describe(`${entry}: what was signed is there, whatever it is`, () => {
		for (const body of [BODY, UNEXPECTED, '{"connection":{"id":1}}', "no JSON at all", "", LARGE]) {
			test(`${body.slice(0, 40)} (${body.length})`, async () => {
				for (const signed of [
					await webhooks.verifyRequestSignature(webRequest(body)),
					await posted((request) => webhooks.verifyNodeSignature(request), body),
				]) {
					assert.equal(textOf(signed.body), body);
					assert.equal(signed.secretName, "a");
					assert.ok(signed.signedAt instanceof Date);
				}
			});
		}

		test("compressed, signed before or after", async () => {
			const compressed = gzipSync(BODY);
			for (const signed of [compressed, BODY]) {
				const { body } = await webhooks.verifyRequestSignature(webRequest(compressed, signed));
				assert.equal(textOf(body), BODY);
			}
			const error = await rejection(webhooks.verifyRequestSignature(webRequest(compressed, "another")));
			assert.equal(verdict(error), "signature_mismatch, not proven, 401");
		});

		test("what nobody signed is refused", async () => {
			const error = await rejection(webhooks.verifyRequestSignature(webRequest(BODY, "another")));
			assert.equal(verdict(error), "signature_mismatch, not proven, 401");
			const large = await rejection(webhooks.verifyRequestSignature(webRequest(BODY), { maxBytes: 10 }));
			assert.equal(verdict(large), "too_large, not proven, 413");
		});

		test("many at a time, each with its own signer and bytes", async () => {
			const bodies = Array.from({ length: 40 }, (_, index) => `{"number":${index},"filling":"${"x".repeat(index * 500)}"}`);
			const calls = bodies.map((body, index) => webhooks.verifyRequestSignature(webRequest(index % 2 ? body : gzipSync(body))));
			assert.deepEqual(
				(await Promise.all(calls)).map(({ body }) => textOf(body)),
				bodies,
			);
		});

		test("kept, and then checked", async () => {
			const { body } = await webhooks.verifyRequestSignature(webRequest(UNEXPECTED));
			const checked = checkPayload("USER_CREATED", body);
			assert.deepEqual(checked.ok ? [] : checked.issues.map(({ pointer }) => pointer), ["/id"]);
		});
	});

	describe(`${entry}: event.body is the caller's`, () => {
		for (const text of [BODY, LARGE]) {
			const verified = () => webhooks.verify("USER_CREATED", signedRequest({ body: new TextEncoder().encode(text) }));

			test(`changed before the payload is read, ${text.length} characters`, () => {
				const event = verified();
				event.body.set(new TextEncoder().encode('{"id":99'));
				assert.equal(event.payload.id, 42);
			});

			test(`given away before the payload is read, ${text.length} characters`, () => {
				const event = verified();
				structuredClone(event.body, { transfer: [event.body.buffer] });
				assert.equal(event.payload.id, 42);
			});
		}
	});
}
