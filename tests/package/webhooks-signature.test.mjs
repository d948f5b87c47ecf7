// @ts-check
// What proves the sender: the HMAC of node:crypto, and nothing but it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { loadEntry } from "./packed-entry.mjs";
import { seededRandom } from "./seeded-random.mjs";
import {
	BODY,
	DATE,
	NOW,
	PATH,
	reason,
	refusal,
	SECRET,
	signature,
	signedHeaders,
	signedRequest,
	VERIFIERS,
	verdict,
} from "./signed-requests.mjs";

const REQUESTS = 2_000;
const CHARACTERS = [..."abcXYZ019+/=-_.:~é€😀ß\u00a0\\\"'%\u007f &;"];
const ZONES = ["Z", "+00:00", "+02:00", "-0530", "+14", "-23:59"];
const FRACTIONS = ["", ".5", ".577831", ",25", ".000000001"];

/** @type {{ vectors: { secret_key: string, endpoint: string, bi_signature_date: string, payload: string, bi_signature: string }[] }} */
const { vectors } = JSON.parse(readFileSync(new URL("../vectors/signature-vectors.json", import.meta.url), "utf8"));

/** A payload of this many bytes or a little more, of one kind of characters. @param {number} length @param {string} filling */
const payload = (length, filling) =>
	`{"id":42,"filling":"${filling.repeat(Math.max(0, Math.ceil((length - 22) / Buffer.byteLength(filling))))}"}`;

/** Random keys, paths, dates and bodies, of all the sizes that are treated in a way of their own. */
function* randomRequests() {
	const { below, once, pick } = seededRandom(4_231);
	const text = () => Array.from({ length: once(4) ? 50 + below(90) : below(30) }, () => pick(CHARACTERS)).join("");
	const digits = (/** @type {number} */ value, length = 2) => String(value).padStart(length, "0");
	for (let made = 0; made < REQUESTS; made++) {
		const day = `${digits(below(10_000), 4)}-${digits(1 + below(12))}-${digits(1 + below(28))}`;
		const date = `${day}T${digits(below(24))}:${digits(below(60))}:${digits(below(60))}${pick(FRACTIONS)}${pick(ZONES)}`;
		const length = once(20) ? below(200_000) : once(3) ? below(40_000) : below(3_000);
		const isJson = once(2);
		const noise = Buffer.from(Array.from({ length: 1 + below(300) }, (_, at) => below(at === 0 ? 0x1f : 256)));
		const body = isJson ? payload(length, pick(["a", "é", "€", "😀", "a€"])) : Buffer.alloc(length, noise);
		yield { secret: `k${text()}k`, path: `/${text()}`, date, body, isJson };
	}
}

for (const name of VERIFIERS) {
	describe(`signatures, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const anyAge = (/** @type {string} */ secretKey) => new Webhooks({ secretKey, dangerouslyAcceptAnyAge: true });
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });

		test("the vectors", () => {
			assert.ok(vectors.length > 1);
			for (const { secret_key, endpoint, bi_signature_date, payload, bi_signature } of vectors) {
				const headers = { "BI-Signature": bi_signature, "BI-Signature-Date": bi_signature_date };
				const signed = anyAge(secret_key).verifySignature({ path: endpoint, headers, body: payload });
				assert.equal(Buffer.from(signed.body).toString(), payload);
				assert.equal(signed.signedAt.getTime(), Date.parse(bi_signature_date));
				const made = anyAge(secret_key).sign({ path: endpoint, body: payload, date: bi_signature_date });
				assert.deepEqual(made, { "bi-signature": bi_signature, "bi-signature-date": bi_signature_date });
			}
		});

		test("random requests that node:crypto signs are accepted, and sign signs the same", (t) => {
			/** How many took which way: small, by one hash, through several windows. */
			const sizes = [0, 0, 0];
			for (const { secret, path, date, body, isJson } of randomRequests()) {
				const receiver = anyAge(secret);
				const headers = signedHeaders({ secret, path, date, body });
				const bytes = Buffer.from(body);
				for (const form of isJson ? [body, bytes] : [bytes]) {
					const read = receiver.verifySignature({ path, headers, body: form });
					assert.ok(bytes.equals(read.body));
					if (isJson) assert.ok(bytes.equals(receiver.verify("USER_CREATED", { path, headers, body: form }).body));
				}
				assert.equal(receiver.sign({ path, date, body })["bi-signature"], headers["BI-Signature"]);
				const way = bytes.length <= 2048 ? 0 : bytes.length <= 131_072 ? 1 : 2;
				sizes[way] = (sizes[way] ?? 0) + 1;
			}
			t.diagnostic(`up to 2 kB, up to 128 kB, more: ${sizes.join(", ")}`);
			assert.ok(
				sizes.every((count) => count > 10),
				String(sizes),
			);
		});

		test("keys and paths of any length, for which the memory of WebAssembly has to grow", () => {
			for (let length = 1_024; length <= 1 << 22; length *= 2) {
				for (const size of [60, 5_000]) {
					const request = { secret: "k".repeat(length), path: `/${"p".repeat(length)}`, body: payload(size, "a") };
					assert.equal(anyAge(request.secret).verify("USER_CREATED", signedRequest(request)).user.id, 42);
				}
			}
		});

		test("another key, path, date or body is refused, whatever the size", () => {
			for (const length of [60, 2_000, 5_000, 140_000]) {
				const body = payload(length, "é");
				const good = signedRequest({ body });
				assert.equal(webhooks.verify("USER_CREATED", good).user.id, 42);
				const others = {
					key: signedRequest({ body, secret: `${SECRET}x` }),
					path: { ...good, path: `${PATH}/` },
					date: { ...good, headers: { ...good.headers, "BI-Signature-Date": DATE.replace(".25", ".26") } },
					"spelling of the date": { ...good, headers: { ...good.headers, "BI-Signature-Date": DATE.replace("Z", "+00:00") } },
					body: { ...good, body: body.replace("42", "43") },
					method: { ...good, headers: { ...good.headers, "BI-Signature": signature({ body, method: "GET" }) } },
				};
				for (const [what, request] of Object.entries(others)) {
					for (const call of [() => webhooks.verify("USER_CREATED", request), () => webhooks.verifySignature(request)]) {
						assert.equal(verdict(refusal(call)), "signature_mismatch, not proven, 401", `${what}, ${length}`);
					}
				}
			}
		});

		test("every bit of the body counts", () => {
			const { headers } = signedRequest();
			for (let bit = 0; bit < BODY.length * 8; bit++) {
				const body = Buffer.from(BODY);
				body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7));
				for (const call of [
					() => webhooks.verify("USER_CREATED", { path: PATH, headers, body }),
					() => webhooks.verifySignature({ path: PATH, headers, body }),
				]) {
					assert.equal(refusal(call).code, "signature_mismatch", `bit ${bit}`);
				}
			}
		});

		test("every bit of the signature counts", () => {
			const right = Buffer.from(signature(), "base64");
			assert.equal(right.length, 32);
			for (let bit = 0; bit < 256; bit++) {
				const other = Buffer.from(right);
				other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
				const headers = { ...signedHeaders(), "BI-Signature": other.toString("base64") };
				const refused = refusal(() => webhooks.verify("USER_CREATED", { path: PATH, headers, body: BODY }));
				assert.equal(verdict(refused), "signature_mismatch, not proven, 401", `bit ${bit}`);
			}
		});

		test("every bit of the header's text counts, each with the reason that it makes", () => {
			const right = signature();
			/** @type {Set<string>} */
			const codes = new Set();
			for (let bit = 0; bit < right.length * 8; bit++) {
				const at = bit >> 3;
				const character = String.fromCharCode(right.charCodeAt(at) ^ (1 << (bit & 7)));
				const text = right.slice(0, at) + character + right.slice(at + 1);
				const headers = { ...signedHeaders(), "BI-Signature": text };
				const code = reason(refusal(() => webhooks.verify("USER_CREATED", { path: PATH, headers, body: BODY })));
				assert.equal(code, reasonFor(character, at), JSON.stringify(text));
				codes.add(code);
			}
			assert.ok(codes.size >= 5, [...codes].join(", "));
		});
	});
}

/** Why a signature is refused one character of which is another. @param {string} character @param {number} at */
function reasonFor(character, at) {
	if (/[\t\n\f\r ]/.test(character)) return "malformed: whitespace";
	if (character === ",") return "malformed: merged";
	if (/[-_]/.test(character)) return "malformed: url_safe";
	if (character === "=") return at === 42 ? "malformed: length" : "malformed: trailing";
	if (!/[A-Za-z0-9+/]/.test(character)) return "malformed: not_base64";
	if (at === 43) return "malformed: length";
	// Of the last digit before the = two bits are not used.
	const unused = (Buffer.from(`AAA${character}`, "base64")[2] ?? 0) % 4;
	return at === 42 && unused !== 0 ? "malformed: tail_bits" : "signature_mismatch";
}
