// @ts-check
// Signatures against published vectors and the implementation of each runtime.
import { equal, ok } from "./assertions.mjs";
import { bytes } from "./mocks.mjs";
import { hmac, random, signature } from "./signed.mjs";

/** @param {string} hex */
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
/** @param {Uint8Array} data */
const toHex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

const ALPHABET = [..."abcXYZ019+/=-_.:é€😀ß\\\"'%~"];

/** Keys, paths, dates and bodies of all lengths around the blocks of the hash. @param {number} count */
function* signings(count) {
	const { below, pick } = random(4231);
	const text = (/** @type {number} */ length) => Array.from({ length }, () => pick(ALPHABET)).join("");
	for (let index = 0; index < count; index++) {
		const length = index % 500 === 0 ? 10_000 : below(300);
		yield {
			key: `k${text(index % 150)}k`,
			path: `/${text(below(40))}`.replaceAll(/[?#]/g, ""),
			date: `20${10 + below(80)}-0${1 + below(9)}-1${below(10)}T0${below(10)}:00:00.${below(1_000_000)}Z`,
			body: Uint8Array.from({ length }, () => below(256)),
		};
	}
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "Web Crypto gives the same signatures",
		async run({ Webhooks }) {
			let count = 0;
			for (const { key, path, date, body } of signings(3000)) {
				const webhooks = new Webhooks({ secretKey: key, dangerouslyAcceptAnyAge: true });
				const theirs = await signature({ key, path, date, body });
				equal(webhooks.sign({ path, date, body })["bi-signature"], theirs, `signing ${count}`);
				if (count % 10 === 0 && body[0] !== 0x1f) {
					const headers = { "BI-Signature": theirs, "BI-Signature-Date": date };
					equal(webhooks.verifySignature({ path, headers, body }).body.length, body.length, `signing ${count}`);
				}
				count += 1;
			}
			ok(count === 3000);
		},
	},
	{
		name: "the test cases of RFC 4231 hold of what they are compared with, and keys of their lengths sign the same",
		async run({ Webhooks }, { vectors }) {
			const { vectors: all } = await vectors("rfc4231.json");
			ok(all.length > 0);
			for (const { key, data, mac } of all) {
				ok(toHex(await hmac(fromHex(key), fromHex(data))).startsWith(mac), key);
				// A secret is text: no key of the RFC is, but for the second.
				const secretKey = fromHex(key).reduce((text, byte) => text + String.fromCharCode(97 + (byte % 26)), "");
				const given = { path: "/", date: "2023-01-01T00:00:00Z", body: fromHex(data) };
				equal(new Webhooks({ secretKey }).sign(given)["bi-signature"], await signature({ key: secretKey, ...given }), key);
			}
		},
	},
	{
		name: "the vectors of the documented formula hold",
		async run({ Webhooks }, { vectors }) {
			const { vectors: all } = await vectors("signature-vectors.json");
			ok(all.length > 0);
			for (const { secret_key, endpoint, bi_signature_date: date, payload, bi_signature, string_to_sign } of all) {
				const webhooks = new Webhooks({ secretKey: secret_key, now: () => Date.parse(date) });
				equal(webhooks.sign({ path: endpoint, date, body: payload })["bi-signature"], bi_signature);
				const headers = { "BI-Signature": bi_signature, "BI-Signature-Date": date };
				const signed = webhooks.verifySignature({ path: endpoint, headers, body: bytes(payload) });
				equal(`POST.${endpoint}.${date}.${new TextDecoder().decode(signed.body)}`, string_to_sign);
			}
		},
	},
];
