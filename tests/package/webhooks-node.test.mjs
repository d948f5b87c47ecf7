// @ts-check
// Reading a request of Node's http server, over a real connection.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, NOW, PATH, reason, refusal, rejection, SECRET, signedHeaders, VERIFIERS, verdict } from "./signed-requests.mjs";

/** @typedef {import("node:http").IncomingMessage & { originalUrl?: string }} Incoming */

for (const name of VERIFIERS) {
	describe(`verifyNode, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
		/** What the server does with the next request. @type {(incoming: Incoming) => Promise<void>} */
		let handle = async () => {};
		const server = createServer(async (incoming, response) => {
			await handle(incoming);
			if (!response.destroyed) response.end();
		});
		before(async () => {
			server.listen(0, "127.0.0.1");
			await once(server, "listening");
		});
		after(() => {
			server.closeAllConnections();
			server.close();
		});

		/**
		 * Sends a request, and gives what `work` made of it on the other side.
		 *
		 * @template T
		 * @param {(incoming: Incoming) => Promise<T>} work
		 * @param {{ url?: string, headers?: import("node:http").OutgoingHttpHeaders, chunks?: readonly (string | Uint8Array)[], abort?: boolean, answered?: (status: number | undefined) => void }} [parts]
		 * @returns {Promise<T>}
		 */
		function sent(
			work,
			{ url = PATH, headers = signedHeaders(), chunks = [BODY], abort = false, answered = (_code) => {} } = {},
		) {
			return new Promise((resolve, reject) => {
				handle = (incoming) => work(incoming).then(resolve, reject);
				const address = server.address();
				const port = typeof address === "object" && address !== null ? address.port : 0;
				const outgoing = send({ port, host: "127.0.0.1", method: "POST", path: url, headers });
				outgoing.on("error", () => {});
				outgoing.on("response", (response) => {
					answered(response.statusCode);
					response.resume();
				});
				for (const chunk of chunks) outgoing.write(chunk);
				if (abort) setTimeout(() => outgoing.destroy(), 20);
				else outgoing.end();
			});
		}
		const verify = (/** @type {Incoming} */ incoming, /** @type {object} */ options = {}) =>
			webhooks.verifyNode("USER_CREATED", incoming, options);

		test("a request as it comes, in one piece and in many, with its query cut off", async () => {
			for (const chunks of [[BODY], [...BODY], [Buffer.from(BODY)]]) {
				for (const url of [PATH, `${PATH}?tenant=/1`]) {
					const event = await sent(verify, { url, chunks });
					assert.deepEqual(event.payload, JSON.parse(BODY));
					assert.deepEqual([event.id, event.mechanism], [7, "hmac"]);
				}
			}
		});

		test("the path is verbatim, and one that is given counts instead", async () => {
			const path = "/a/../%2e/b";
			assert.equal((await sent(verify, { url: path, headers: signedHeaders({ path }) })).id, 7);
			assert.equal((await sent((incoming) => rejection(verify(incoming)), { url: "/other" })).code, "signature_mismatch");
			assert.equal((await sent((incoming) => verify(incoming, { path: PATH }), { url: "/other" })).id, 7);
			const wrong = await sent((incoming) => rejection(verify(incoming, { path: "x" })));
			assert.equal(verdict(wrong), "invalid_argument, not proven, 500");
		});

		test("behind a mounted router, originalUrl is what was asked for", async () => {
			const mounted = (/** @type {Incoming} */ incoming) => {
				incoming.originalUrl = incoming.url ?? "";
				incoming.url = "/user-created";
				return verify(incoming);
			};
			assert.equal((await sent(mounted)).id, 7);
		});

		test("the headers and the bytes fit verify and verifySignature", async () => {
			const read = async (/** @type {Incoming} */ incoming) => {
				/** @type {Buffer[]} */
				const chunks = [];
				for await (const chunk of incoming) chunks.push(chunk);
				return { url: incoming.url ?? "", headers: incoming.headers, body: Buffer.concat(chunks) };
			};
			const request = await sent(read);
			assert.equal(webhooks.verify("USER_CREATED", request).id, 7);
			assert.equal(Buffer.from(webhooks.verifySignature(request).body).toString(), BODY);
		});

		test("a header sent twice is refused", async () => {
			const { "BI-Signature": signature, "BI-Signature-Date": date } = signedHeaders();
			/** @type {[headers: Record<string, string[]>, code: string][]} */
			const cases = [
				[{ "BI-Signature": [signature, signature], "BI-Signature-Date": [date] }, "malformed: merged"],
				[{ "BI-Signature": [signature], "BI-Signature-Date": [date, date] }, "signature_date_invalid"],
			];
			for (const [headers, code] of cases) {
				assert.equal(reason(await sent((incoming) => rejection(verify(incoming)), { headers })), code);
			}
		});

		test("a body that somebody else has read is told as such", async () => {
			const consumed = async (/** @type {Incoming} */ incoming) => {
				for await (const _ of incoming);
				return rejection(verify(incoming));
			};
			assert.equal(verdict(await sent(consumed)), "body_consumed, not proven, 500");
			const partly = async (/** @type {Incoming} */ incoming) => {
				await once(incoming, "readable");
				incoming.read(1);
				return rejection(verify(incoming));
			};
			assert.equal(verdict(await sent(partly)), "body_consumed, not proven, 500");
			const twice = async (/** @type {Incoming} */ incoming) => {
				await verify(incoming);
				return rejection(verify(incoming));
			};
			assert.equal(verdict(await sent(twice)), "body_consumed, not proven, 500");
		});

		test("a body that was parsed by a framework is told as such", async () => {
			const parsed = async (/** @type {Incoming} */ incoming) => {
				for await (const _ of incoming);
				return refusal(() => webhooks.verify("USER_CREATED", { url: PATH, headers: incoming.headers, body: JSON.parse(BODY) }));
			};
			assert.equal(verdict(await sent(parsed)), "body_not_raw, not proven, 500");
		});

		test("an encoding that was set leaves no bytes", async () => {
			const decoded = (/** @type {Incoming} */ incoming) => rejection(verify(incoming.setEncoding("utf8")));
			assert.equal(verdict(await sent(decoded)), "body_not_raw, not proven, 500");
		});

		test("a sender that goes away", async () => {
			const headers = { ...signedHeaders(), "content-length": BODY.length };
			const error = await sent((incoming) => rejection(verify(incoming)), { headers, chunks: [BODY.slice(0, 9)], abort: true });
			assert.equal(verdict(error), "body_unreadable, not proven, 400");
			assert.notEqual(error.cause, undefined);
		});

		test("a body beyond the limit is not read to its end, and can be answered and logged", async () => {
			const chunks = Array.from({ length: 200 }, () => Buffer.alloc(65_536, 0x20));
			let read = 0;
			/** @type {number | undefined} */
			let status;
			const capped = async (/** @type {Incoming} */ incoming) => {
				const error = await rejection(verify(incoming, { maxBytes: 100_000 }));
				read = incoming.socket.bytesRead;
				assert.ok(!incoming.destroyed);
				// A handler may have to think before it answers.
				await wait(20);
				return error;
			};
			const error = await sent(capped, {
				chunks,
				answered: (code) => {
					status = code;
				},
			});
			assert.equal(verdict(error), "too_large, not proven, 413");
			assert.ok(read < 5_000_000, `${read} bytes were read`);
			for (let tries = 0; status === undefined && tries < 100; tries++) await wait(10);
			assert.equal(status, 200);
			const exact = (/** @type {number} */ maxBytes) =>
				sent((incoming) =>
					verify(incoming, { maxBytes }).then(
						() => "accepted",
						(error) => error.code,
					),
				);
			assert.equal(await exact(BODY.length), "accepted");
			assert.equal(await exact(BODY.length - 1), "too_large");
		});

		test("an empty body, and a compressed one", async () => {
			const headers = signedHeaders({ body: "" });
			assert.equal((await sent((incoming) => rejection(verify(incoming)), { headers, chunks: [] })).code, "payload_invalid");
			const body = gzipSync(BODY);
			const compressed = { headers: { ...signedHeaders({ body }), "content-encoding": "gzip" }, chunks: [body] };
			assert.equal((await sent(verify, compressed)).id, 7);
		});

		test("requests that are none", async () => {
			for (const request of [
				undefined,
				null,
				42,
				{},
				{ headers: {}, url: PATH },
				new Proxy({}, { get: () => assert.fail("hostile") }),
			]) {
				assert.equal(verdict(await rejection(verify(/** @type {never} */ (request)))), "invalid_argument, not proven, 500");
			}
			const lying = (/** @type {object} */ iterator) =>
				verify(/** @type {never} */ ({ headers: signedHeaders(), url: PATH, [Symbol.asyncIterator]: () => iterator }));
			for (const iterator of [
				{},
				null,
				{ next: () => null },
				{ next: () => assert.fail("hostile") },
				{ next: async () => ({ value: 5 }) },
			]) {
				const error = await rejection(lying(/** @type {never} */ (iterator)));
				assert.match(error.code, /^(body_|invalid_argument)/, JSON.stringify(iterator));
			}
		});
	});
}
