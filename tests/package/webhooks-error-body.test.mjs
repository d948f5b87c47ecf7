// @ts-check
// The proven bytes of a refusal: with every error of a genuine request, whoever read it, and shown by nothing that prints errors.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import v8 from "node:v8";
import { gzipSync } from "node:zlib";
import { loadEntry } from "./packed-entry.mjs";
import { NOW, PATH, rejection, SECRET, signedHeaders, VERIFIERS, verdict } from "./signed-requests.mjs";

const MARKER = "marker-of-nobodys-business";
const small = `{"id":"${MARKER}","name":"é€"}`;
/** @type {Record<string, string>} one of each way in which a body is verified */
const BODIES = {
	small,
	"small, of ASCII": `{"id":"${MARKER}"}`,
	large: `{"id":"${MARKER}","name":"${"é".repeat(5_000)}"}`,
	"of several windows": `{"id":"${MARKER}","name":"${"é".repeat(150_000)}"}`,
};
const STALE = "2020-01-01T00:00:00Z";

for (const name of VERIFIERS) {
	describe(`error.body, ${name}`, async () => {
		const { Webhooks, verifyBearer, PowensError } = await loadEntry(name);
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });

		/** All methods that verify a request, each with whether it checks the payload.
		 * @type {[method: string, checks: boolean, call: (body: string | Uint8Array, headers: Record<string, string>, options?: object) => unknown][]} */
		const methods = [
			["verify", true, (body, headers) => webhooks.verify("USER_CREATED", { path: PATH, headers, body })],
			["verifySignature", false, (body, headers) => webhooks.verifySignature({ path: PATH, headers, body })],
			["verifyRequest", true, (body, headers, options) => webhooks.verifyRequest("USER_CREATED", web(body, headers), options)],
			["verifyRequestSignature", false, (body, headers, options) => webhooks.verifyRequestSignature(web(body, headers), options)],
			["verifyNode", true, (body, headers, options) => webhooks.verifyNode("USER_CREATED", node(body, headers), options)],
			["verifyNodeSignature", false, (body, headers, options) => webhooks.verifyNodeSignature(node(body, headers), options)],
		];
		/** @param {string | Uint8Array} body @param {Record<string, string>} headers */
		const web = (body, headers) =>
			new Request(`https://hooks.example${PATH}`, { method: "POST", headers, body: /** @type {BodyInit} */ (body) });
		/** @param {string | Uint8Array} body @param {Record<string, string>} headers */
		const node = (body, headers) =>
			/** @type {never} */ (Object.assign(Readable.from([Buffer.from(body)]), { url: PATH, headers }));
		/** @param {unknown} call */
		const refused = (call) => rejection((async () => /** @type {() => unknown} */ (call)())());

		for (const [kind, text] of Object.entries(BODIES)) {
			for (const [method, checks, call] of methods) {
				test(`${method}, ${kind}: stale, and a payload that is not as documented`, async () => {
					for (const body of [text, Buffer.from(text), new Uint8Array(gzipSync(text))]) {
						const stale = await refused(() => call(body, signedHeaders({ body, date: STALE })));
						assert.equal(verdict(stale), "stale, genuine, 401");
						// Inflated, where the runtime can.
						const isInflated = name === "node.mjs" || /Request|Node/.test(method);
						assert.deepEqual(Buffer.from(stale.body ?? []), Buffer.from(isInflated ? text : body));
						if (!checks || (!isInflated && body !== text)) continue;
						const invalid = await refused(() => call(body, signedHeaders({ body })));
						assert.equal(verdict(invalid), "payload_invalid, genuine, 400");
						assert.equal(Buffer.from(invalid.body ?? []).toString(), text);
					}
				});
			}
		}

		for (const [method, , call] of methods) {
			test(`${method}: what cannot be inflated is given as it came, once it is proven`, async () => {
				const damaged = Buffer.from(gzipSync(small));
				damaged[damaged.length - 6] = (damaged[damaged.length - 6] ?? 0) ^ 1;
				const body = new Uint8Array(damaged);
				const genuine = await refused(() => call(body, signedHeaders({ body })));
				const isSynchronous = !method.match(/Request|Node/);
				const code = isSynchronous && name !== "node.mjs" ? "gzip_unsupported, genuine, 500" : "gzip_invalid, genuine, 400";
				assert.equal(verdict(genuine), code);
				assert.deepEqual(Buffer.from(genuine.body ?? []), damaged);
				const forged = await refused(() => call(body, signedHeaders({ body: "another" })));
				assert.equal(forged.authentic, false);
				assert.equal(forged.body, undefined);
			});
		}

		test("what is too large once inflated", async () => {
			const limited = new Webhooks({ secretKey: SECRET, now: () => NOW, maxBodyBytes: 1_000 });
			const body = new Uint8Array(gzipSync(`{"id":1,"name":"${"x".repeat(5_000)}"}`));
			const error = await rejection(limited.verifyRequest("USER_CREATED", web(body, signedHeaders({ body }))));
			assert.equal(verdict(error), "too_large, genuine, 413");
			assert.deepEqual(Buffer.from(error.body ?? []), Buffer.from(body));
		});

		test("nothing is given of what is not proven, nor for another error", async () => {
			for (const body of Object.values(BODIES)) {
				for (const call of [
					() => webhooks.verify("USER_CREATED", { path: PATH, headers: signedHeaders({ body: "another" }), body }),
					() => webhooks.verify("USER_CREATED", { path: PATH, headers: {}, body }),
					() =>
						new Webhooks({ secretKey: "other", now: () => NOW }).verifySignature({
							path: PATH,
							headers: signedHeaders({ body }),
							body,
						}),
					() => verifyBearer("USER_CREATED", { headers: { authorization: "Bearer t" }, body, token: () => "t" }),
					() => verifyBearer("USER_CREATED", { headers: { authorization: "Bearer t" }, body: '{"id":1}', token: () => "x" }),
				]) {
					assert.equal((await refused(call)).body, undefined);
				}
			}
			assert.equal(new PowensError("x", { code: "network" }).body, undefined);
		});

		test("by Bearer, once the token is the right one", async () => {
			const body = `{"id":42,"signin":{"${MARKER}":1}}`;
			for (const form of [body, Buffer.from(body)]) {
				const error = await rejection(
					verifyBearer("USER_CREATED", { headers: { authorization: "Bearer t" }, body: form, token: () => "t" }),
				);
				assert.equal(verdict(error), "payload_invalid, genuine, 400");
				assert.equal(Buffer.from(error.body ?? []).toString(), body);
			}
		});

		test("the bytes are a copy, the same at each look", async () => {
			for (const text of Object.values(BODIES)) {
				const body = Buffer.from(text);
				const error = await refused(() =>
					webhooks.verify("USER_CREATED", { path: PATH, headers: signedHeaders({ body }), body }),
				);
				body.fill(0x20);
				assert.equal(Buffer.from(error.body ?? []).toString(), text, "whatever the caller does with its buffer");
				const bytes = error.body;
				assert.ok(bytes instanceof Uint8Array && error.body === bytes);
			}
		});

		test("nothing that prints, serialises or clones an error shows them", async () => {
			for (const text of Object.values(BODIES)) {
				const call = () => webhooks.verify("USER_CREATED", { path: PATH, headers: signedHeaders({ body: text }), body: text });
				const error = await refused(call);
				for (const look of [() => {}, () => error.body]) {
					look();
					const shown = [
						inspect(error, { showHidden: true, depth: null, getters: true, maxStringLength: null, maxArrayLength: null }),
						JSON.stringify(error),
						JSON.stringify({ ...error }),
						JSON.stringify(error.toJSON()),
						String(error.stack),
						inspect(structuredClone(error), { showHidden: true, depth: null, maxArrayLength: null }),
						v8.serialize(error).toString("latin1"),
						JSON.stringify(Reflect.ownKeys(error)),
					].join("\n");
					assert.ok(!shown.includes(MARKER) && !shown.includes(Buffer.from(MARKER).join(", ").slice(0, 20)), shown);
					assert.ok(!("body" in JSON.parse(JSON.stringify(error))) && !Object.hasOwn(error, "body"));
				}
			}
		});
	});
}
