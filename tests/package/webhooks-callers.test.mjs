// @ts-check
// What callers and strangers may give that is rare: none of it is accepted in part, thrown raw, or shown.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadEntry, outcome } from "./packed-entry.mjs";

const secretKey = "a webhook's secret";
const path = "/hooks/user-created";

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	const { Webhooks, verifyBearer, isPowensError } = await loadEntry(entry);
	const webhooks = new Webhooks({ secretKey });
	const headers = webhooks.sign({ path, body: '{"id":42}' });

	/** What a call throws, at once or later; undefined where it gives something. @param {() => unknown} call @returns {Promise<string | undefined>} */
	async function codeOf(call) {
		const result = await outcome((async () => call())());
		if (!("error" in result)) return undefined;
		assert.ok(isPowensError(result.error), String(result.error));
		return result.error.code;
	}

	describe(entry, () => {
		test("no byte behind those that are signed is accepted, however long the head and the body are in UTF-8", () => {
			const date = new Date().toISOString();
			const room = 131_072;
			for (const fill of ["a", "é", "€"]) {
				const url = `${path}?${fill.repeat(Math.floor(room / 8) - 44 - date.length - path.length - 1)}`;
				const start = 44 + Buffer.byteLength(url) + date.length;
				const before = '{"id":1,"signin":"';
				for (const length of [room - start, room - start - 3, Math.floor(room / 4)]) {
					const filled = before + fill.repeat(Math.max(0, Math.floor((length - before.length - 2) / Buffer.byteLength(fill))));
					const body = `${filled}"}`.padEnd(filled.length + 2 + Math.max(0, length - Buffer.byteLength(filled) - 2));
					const signed = webhooks.sign({ path, body, date });
					for (const more of ["x", "€ not signed", '{"id":2}']) {
						const verify = () => webhooks.verifySignature({ url, headers: signed, body: body + more });
						assert.throws(verify, { code: "signature_mismatch" }, `${fill}, ${length} bytes and ${more}`);
					}
					assert.equal(Buffer.from(webhooks.verifySignature({ url, headers: signed, body }).body).toString(), body);
				}
			}
		});

		test("a getter of the headers that throws is an argument that is not allowed, in every method", async () => {
			const request = () => ({
				url: path,
				get headers() {
					throw new Error("of the caller");
				},
				body: '{"id":42}',
			});
			const methods = /** @type {const} */ ([
				"verifyRequest",
				"verifyNode",
				"verify",
				"verifyRequestSignature",
				"verifyNodeSignature",
				"verifySignature",
			]);
			for (const method of methods) {
				const first = method.endsWith("Signature") ? [] : ["USER_CREATED"];
				const call = () => /** @type {any} */ (webhooks)[method](...first, request());
				assert.equal(await codeOf(call), "invalid_argument", method);
			}
		});

		test("a length that is no text is none: it is not turned into a number", async () => {
			const lengths = [
				Symbol("length"),
				{
					valueOf() {
						throw new Error("of the caller");
					},
				},
				1e12,
			];
			for (const length of lengths) {
				const request = /** @type {any} */ ({
					url: path,
					headers: { ...headers, "content-length": length },
					rawBody: '{"id":42}',
				});
				const drained = { ...request, readableEnded: true, readableDidRead: true, [Symbol.asyncIterator]: () => [].values() };
				const code = await codeOf(() => webhooks.verifyNodeSignature(drained));
				assert.equal(code, undefined, String(length));
			}
		});

		test("a body as deep as the stack is diagnosed", () => {
			for (const depth of [100, 3000, 20_000, 200_000]) {
				const body = "[".repeat(depth) + "]".repeat(depth);
				assert.deepEqual(webhooks.diagnose({ path, headers, body }).causes, ["unknown"], `${depth} levels`);
			}
		});

		test("a token is asked for with its request as this", async () => {
			class Request {
				headers = { authorization: "Bearer t" };
				body = '{"id":42}';
				tokens = new Map([[42, "t"]]);
				/** @param {number} userId */
				token(userId) {
					return this.tokens.get(userId);
				}
			}
			assert.equal((await verifyBearer("USER_CREATED", new Request())).user.id, 42);
		});

		test("what a getter throws is a cause without the token that was sent", async () => {
			for (const name of ["token", "body", "maxBytes"]) {
				const request = { headers: { authorization: "Bearer topsecrettoken" }, body: '{"id":1}', token: () => "" };
				Object.defineProperty(request, name, {
					enumerable: true,
					get() {
						throw new Error("of topsecrettoken");
					},
				});
				const error = await verifyBearer("USER_CREATED", request).catch((/** @type {unknown} */ thrown) => thrown);
				const { code, cause } = /** @type {import("powens-users").PowensError} */ (error);
				assert.deepEqual([code, cause?.message], ["invalid_argument", "of [redacted]"], name);
			}
		});

		test("a stranger's key turns or hides nothing in a message", async () => {
			const body = '{"id":1,"a\u202e\u200b\\n\u2028":1,"a\u202e\u200b\\n\u2028":2}';
			const request = { headers: { authorization: "Bearer t" }, body, token: () => "t" };
			await assert.rejects(verifyBearer("USER_CREATED", request), (/** @type {Error} */ error) => {
				assert.match(error.message, /"\/a\ufffd{4}"/);
				return true;
			});
		});
	});
}
