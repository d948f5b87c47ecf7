// @ts-check
// A body: whatever holds bytes, read once, and kept as it was when its sender was proven.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, NOW, PATH, refusal, SECRET, signedHeaders, VERIFIERS, verdict } from "./signed-requests.mjs";

const encoder = new TextEncoder();
const TEXTS = {
	"a small one": BODY,
	"one with é, € and 😀": '{"id":42,"name":"é€😀","\\u00e9":"\\ud83d\\ude00"}',
	"one larger than what is hashed at once": `{"id":42,"name":"${"a".repeat(5_000)}"}`,
	"one larger than the window": `{"id":42,"names":[${'"aé€😀",'.repeat(20_000)}""]}`,
};

/** Each way to give these bytes. @type {Record<string, (bytes: Uint8Array) => unknown>} */
const holders = {
	"a string": (bytes) => Buffer.from(bytes).toString(),
	"a Uint8Array": (bytes) => new Uint8Array(bytes),
	"a part of a larger Uint8Array": (bytes) => Uint8Array.from([9, 9, ...bytes, 9]).subarray(2, -1),
	"a Buffer": (bytes) => Buffer.from(Buffer.from(bytes).toString()),
	"a slice of a Buffer": (bytes) => Buffer.concat([Buffer.from("9"), bytes, Buffer.from("9")]).subarray(1, -1),
	"an ArrayBuffer": (bytes) => new Uint8Array(bytes).buffer,
	"a SharedArrayBuffer": (bytes) => shared(bytes).buffer,
	"a view of a SharedArrayBuffer": (bytes) => shared(bytes),
	"a DataView": (bytes) => new DataView(new Uint8Array(bytes).buffer),
	"a part of a larger buffer, as DataView": (bytes) => new DataView(Uint8Array.from([9, ...bytes, 9]).buffer, 1, bytes.length),
	"an Int8Array": (bytes) => new Int8Array(new Uint8Array(bytes).buffer),
	"a Uint8ClampedArray": (bytes) => new Uint8ClampedArray(bytes),
	"a view of another realm": foreign("(bytes) => Uint8Array.from(bytes)"),
	"a DataView of another realm": foreign("(bytes) => new DataView(Uint8Array.from(bytes).buffer)"),
	"an ArrayBuffer of another realm": foreign("(bytes) => Uint8Array.from(bytes).buffer"),
	"a resizable ArrayBuffer": (bytes) => {
		/** @type {new (length: number, options: object) => ArrayBuffer} */
		const Resizable = /** @type {never} */ (ArrayBuffer);
		const buffer = new Resizable(bytes.length, { maxByteLength: bytes.length + 1 });
		new Uint8Array(buffer).set(bytes);
		return buffer;
	},
};

/** @param {Uint8Array} bytes */
function shared(bytes) {
	const view = new Uint8Array(new SharedArrayBuffer(bytes.length));
	view.set(bytes);
	return view;
}

/** @param {string} source @returns {(bytes: Uint8Array) => unknown} */
function foreign(source) {
	const realm = vm.createContext({});
	return (bytes) => vm.runInContext(`(${source})`, realm)([...bytes]);
}

/** @type {Record<string, unknown>} */
const parsed = {
	"an object": JSON.parse(BODY),
	"an array": [1, 2],
	"an object of bytes by number": { 0: 123, 1: 125, length: 2 },
	"a Buffer as JSON": JSON.parse(JSON.stringify(Buffer.from(BODY))),
	"a String object": Object(BODY),
	"a Blob": new Blob([BODY]),
	"a stream": new Blob([BODY]).stream(),
	"a promise": Promise.resolve(BODY),
	"a function": () => BODY,
	"an object that calls itself an ArrayBuffer": { [Symbol.toStringTag]: "ArrayBuffer", length: 2 },
	"an object that calls itself a SharedArrayBuffer": { [Symbol.toStringTag]: "SharedArrayBuffer", length: 2 ** 40 },
	"what inherits from Uint8Array": Object.create(Uint8Array.prototype),
	"a Proxy of bytes": new Proxy(Buffer.from(BODY), {}),
	"an object whose tag cannot be read": Object.defineProperty({}, Symbol.toStringTag, { get: () => assert.fail("hostile") }),
	undefined: undefined,
	null: null,
	"a number": 42,
	true: true,
	"a BigInt": 1n,
	"a symbol": Symbol("body"),
};

for (const name of VERIFIERS) {
	describe(`bodies, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
		/** @param {unknown} body @param {string | Uint8Array} signed */
		const request = (body, signed) => ({
			path: PATH,
			headers: signedHeaders({ body: signed }),
			body: /** @type {string} */ (body),
		});

		for (const [kind, text] of Object.entries(TEXTS)) {
			test(`${kind}, as whatever holds bytes`, () => {
				const bytes = encoder.encode(text);
				for (const [what, hold] of Object.entries(holders)) {
					const event = webhooks.verify("USER_CREATED", request(hold(bytes), bytes));
					assert.ok(bytes.every((byte, at) => byte === event.body[at]) && event.body.length === bytes.length, what);
					assert.deepEqual(event.payload, JSON.parse(text), what);
					const signed = webhooks.verifySignature(request(hold(bytes), bytes));
					assert.ok(Buffer.from(bytes).equals(signed.body), what);
					for (const body of [event.body, signed.body]) assert.equal(Object.getPrototypeOf(body), Uint8Array.prototype, what);
				}
			});
		}

		for (const [what, body] of Object.entries(parsed)) {
			test(`${what} is no raw body`, () => {
				for (const call of [
					() => webhooks.verify("USER_CREATED", request(body, BODY)),
					() => webhooks.verifySignature(request(body, BODY)),
					() => webhooks.sign({ path: PATH, body: /** @type {never} */ (body) }),
				]) {
					const refused = refusal(call);
					assert.equal(verdict(refused), "body_not_raw, not proven, 500");
					for (const framework of ["Express", "Fastify", "Next"]) assert.ok(refused.message.includes(framework));
				}
			});
		}

		test("half a character in text is refused as such, where it is signed too", () => {
			for (const half of ["\ud800", "\udfff", "a\ude00\ud83d", "\ud83d"]) {
				for (const filling of ["", "a".repeat(3_000), "é".repeat(100_000)]) {
					const body = `{"id":42,"name":"${filling}${half}"}`;
					for (const call of [
						() => webhooks.verify("USER_CREATED", request(body, body)),
						() => webhooks.verifySignature(request(body, body)),
						() => webhooks.sign({ path: PATH, body }),
					]) {
						assert.equal(verdict(refusal(call)), "body_lone_surrogate, not proven, 400", JSON.stringify(half));
					}
				}
			}
		});

		test("an empty body can be signed, and is no payload", () => {
			for (const body of ["", new Uint8Array(0), new ArrayBuffer(0)]) {
				assert.equal(webhooks.verifySignature(request(body, "")).body.length, 0);
				const refused = refusal(() => webhooks.verify("USER_CREATED", request(body, "")));
				assert.equal(verdict(refused), "payload_invalid, genuine, 400");
				assert.deepEqual(
					refused.issues.map(({ code }) => code),
					["empty"],
				);
			}
		});

		test("a body that the caller changes afterwards is the one that was verified", () => {
			for (const text of Object.values(TEXTS)) {
				const bytes = encoder.encode(text);
				for (const [what, hold] of Object.entries(holders)) {
					const body = hold(bytes);
					if (typeof body === "string") continue;
					const event = webhooks.verify("USER_CREATED", request(body, bytes));
					const signed = webhooks.verifySignature(request(body, bytes));
					const { buffer, byteOffset, byteLength } = viewOf(body);
					new Uint8Array(buffer, byteOffset, byteLength).fill(0x20);
					assert.ok(Buffer.from(bytes).equals(event.body), what);
					assert.ok(Buffer.from(bytes).equals(signed.body), what);
					assert.deepEqual(event.payload, JSON.parse(text), what);
				}
			}
		});

		test("what is verified next changes nothing of an event that nobody has looked at", () => {
			for (const text of Object.values(TEXTS)) {
				const event = webhooks.verify("USER_CREATED", request(encoder.encode(text), text));
				for (const other of Object.values(TEXTS)) {
					const body = other.replace("42", "43");
					assert.equal(webhooks.verify("USER_CREATED", request(body, body)).user.id, 43);
				}
				assert.deepEqual(event.payload, JSON.parse(text));
				assert.equal(Buffer.from(event.body).toString(), text);
			}
		});

		test("a body changed while its transactions are iterated changes none of them", () => {
			const ids = Array.from({ length: 5_000 }, (_, index) => index + 1);
			const transactions = ids.map((id) => ({ id, wording: "é" }));
			const text = JSON.stringify({ user: { id: 1 }, connections: [{ id: 1, accounts: [{ id: 1, transactions }] }] });
			for (const bytes of [encoder.encode(text), shared(encoder.encode(text))]) {
				const event = webhooks.verify("USER_SYNCED", request(bytes, text));
				/** @type {number[]} */
				const seen = [];
				for (const { transaction } of event.transactions()) {
					bytes.fill(0x20);
					seen.push(transaction.id);
				}
				assert.deepEqual(seen, ids);
			}
		});

		test("the limit counts bytes, to one", () => {
			for (const [text, sizes] of /** @type {const} */ ([
				[BODY, [BODY.length]],
				['{"id":42,"name":"é€😀"}', [28]],
				[`{"id":42,"name":"${"a".repeat(3_000)}"}`, [3_019]],
				[`{"id":42,"name":"${"é€".repeat(50_000)}"}`, [250_019]],
			])) {
				const [size] = sizes;
				assert.equal(Buffer.byteLength(text), size);
				for (const body of [text, encoder.encode(text)]) {
					for (const maxBodyBytes of [size - 1, size, size + 1, 1]) {
						const limited = new Webhooks({ secretKey: SECRET, now: () => NOW, maxBodyBytes });
						for (const call of [
							() => limited.verify("USER_CREATED", request(body, text)),
							() => limited.verifySignature(request(body, text)),
							() => limited.sign({ path: PATH, body }),
						]) {
							if (maxBodyBytes >= size) call();
							else assert.equal(verdict(refusal(call)), "too_large, not proven, 413", `${size}, ${maxBodyBytes}`);
						}
					}
				}
			}
			assert.match(refusal(() => new Webhooks({ secretKey: SECRET, maxBodyBytes: 0 })).message, /maxBodyBytes/);
		});

		for (const [kind, make] of Object.entries(large())) {
			test(`large: ${kind}`, () => {
				const text = make();
				const bytes = encoder.encode(text);
				const headers = signedHeaders({ body: bytes });
				// Much faster than deepEqual, and as strict for what JSON makes.
				const expected = JSON.stringify(JSON.parse(text));
				for (const body of [bytes, text]) {
					const event = webhooks.verify("USER_CREATED", { path: PATH, headers, body });
					assert.ok(Buffer.from(bytes).equals(event.body));
					assert.ok(JSON.stringify(event.payload) === expected);
				}
				const other = bytes.slice();
				other[bytes.length - 3] = (other[bytes.length - 3] ?? 0) ^ 1;
				const refused = refusal(() => webhooks.verify("USER_CREATED", { path: PATH, headers, body: other }));
				assert.equal(refused.code, "signature_mismatch");
			});
		}
	});
}

/** @param {unknown} body */
function viewOf(body) {
	return ArrayBuffer.isView(body) ? body : new Uint8Array(/** @type {ArrayBuffer} */ (body));
}

/** Bodies of megabytes, of each kind that is treated in a way of its own. @returns {Record<string, () => string>} */
function large() {
	const items = (/** @type {string} */ item) => () => {
		const count = Math.ceil(9_000_000 / Buffer.byteLength(item));
		return `{"id":42,"items":[${Array.from({ length: count }, (_, at) => item.replace("#", String(at))).join(",")}]}`;
	};
	return {
		"9 MB of ASCII": items('{"id":#,"wording":"CARTE 12/03 BOULANGERIE \\"DU CENTRE\\"","value":-12.34}'),
		"9 MB of French": items('{"id":#,"wording":"Café à l\'été – 3,20 € prélevés","value":-12.34}'),
		"9 MB of Cyrillic": items('{"id":#,"wording":"Оплата товаров и услуг"}'),
		"9 MB of emoji": items('{"id":#,"😀":"😀👩‍👩‍👧‍👦💶"}'),
		"one string of 5 MB": () => `{"id":42,"text":"${"aé€😀".repeat(500_000)}"}`,
		"one key of 1 MB": () => `{"id":42,"${"k€".repeat(250_000)}":1}`,
		"10,000 keys": () => `{"id":42,"keys":{${Array.from({ length: 10_000 }, (_, at) => `"k${at}":${at}`).join(",")}}}`,
		"white space of 3 MB": () => `{"id":42,${" \n\t\r".repeat(750_000)}"b":1}`,
		"a number of 100,000 digits": () => `{"id":42,"b":${"1".repeat(100_000)}}`,
	};
}
