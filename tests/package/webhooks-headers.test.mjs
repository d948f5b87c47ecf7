// @ts-check
// The two headers of a signature: one spelling each, once each, in whatever holds headers.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { loadEntry } from "./packed-entry.mjs";
import { BODY, DATE, NOW, PATH, reason, refusal, SECRET, signature, VERIFIERS, verdict } from "./signed-requests.mjs";

const RIGHT = signature();
/** The signature of a date that makes both digits appear which the alphabet of URLs writes otherwise. */
const [TELLING = "", TELLING_DATE = ""] = Array.from({ length: 60 }, (_, second) => {
	const date = DATE.replace("00.25", `${String(second).padStart(2, "0")}.25`);
	return [signature({ date }), date];
}).find(([text = ""]) => text.includes("+") && text.includes("/")) ?? ["", ""];
const urlSafe = TELLING.replaceAll("+", "-").replaceAll("/", "_");
/** The digits that differ from the last one in nothing but the two bits that no byte needs. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const tail = [1, 2, 3].map((bits) => DIGITS[DIGITS.indexOf(RIGHT.charAt(42)) + bits]);

/** @type {Record<string, [signature: unknown, code: string]>} */
const malformed = {
	unpadded: [RIGHT.slice(0, 43), "malformed: unpadded"],
	"in the alphabet of URLs": [urlSafe, "malformed: url_safe"],
	"in the alphabet of URLs, unpadded": [urlSafe.slice(0, 43), "malformed: url_safe"],
	"followed by a character": [`${RIGHT}A`, "malformed: trailing"],
	"followed by another": [RIGHT + RIGHT, "malformed: trailing"],
	"padded twice": [`${RIGHT}=`, "malformed: length"],
	"too short": [`${RIGHT.slice(0, 42)}=`, "malformed: length"],
	"too long": [`${RIGHT.slice(0, 43)}A=`, "malformed: length"],
	empty: ["", "malformed: length"],
	"nothing but padding": ["=", "malformed: length"],
	"in hexadecimal": [Buffer.from(RIGHT, "base64").toString("hex"), "malformed: length"],
	"31 bytes": [Buffer.alloc(31).toString("base64"), "malformed: length"],
	"33 bytes": [Buffer.alloc(33).toString("base64"), "malformed: length"],
	...Object.fromEntries(tail.map((digit) => [`ending in ${digit}`, [`${RIGHT.slice(0, 42)}${digit}=`, "malformed: tail_bits"]])),
	...Object.fromEntries(
		[" ", "\t", "\n", "\r\n", "\f"].flatMap((space) => [
			[`after ${JSON.stringify(space)}`, [space + RIGHT, "malformed: whitespace"]],
			[`before ${JSON.stringify(space)}`, [RIGHT + space, "malformed: whitespace"]],
			[`around ${JSON.stringify(space)}`, [RIGHT.slice(0, 20) + space + RIGHT.slice(20), "malformed: whitespace"]],
			[`before its = ${JSON.stringify(space)}`, [`${RIGHT.slice(0, 43)}${space}=`, "malformed: whitespace"]],
		]),
	),
	"nothing but white space": ["   ", "malformed: whitespace"],
	"two merged into one": [`${RIGHT}, ${RIGHT}`, "malformed: merged"],
	"two merged without a space": [`${RIGHT},${RIGHT}`, "malformed: merged"],
	"merged with nothing": [`${RIGHT},`, "malformed: merged"],
	"with a no-break space": [`${RIGHT.slice(0, 43)}\u00a0`, "malformed: not_base64"],
	"with a letter beyond ASCII": [`é${RIGHT.slice(1)}`, "malformed: not_base64"],
	"with half a character": [`\ud800${RIGHT.slice(1)}`, "malformed: not_base64"],
	"with a NUL": [`\0${RIGHT.slice(1)}`, "malformed: not_base64"],
	"with a name in front": [`sha256=${RIGHT}`, "malformed: trailing"],
	"in quotes": [`"${RIGHT}"`, "malformed: trailing"],
	"a number": [42, "signature_not_text"],
	true: [true, "signature_not_text"],
	"an object": [{}, "signature_not_text"],
	"a String object": [Object(RIGHT), "signature_not_text"],
	bytes: [Buffer.from(RIGHT), "signature_not_text"],
	"an array of a number": [[42], "signature_not_text"],
	"an array of two": [[RIGHT, RIGHT], "signature_duplicate"],
	"an array of two that differ": [["x", RIGHT], "signature_duplicate"],
	"an array in an array": [[[RIGHT]], "signature_duplicate"],
	"an empty array": [[], "signature_missing"],
	undefined: [undefined, "signature_missing"],
	null: [null, "signature_missing"],
};

/** @type {Record<string, [headers: object, code: string]>} */
const missing = {
	"no headers": [{}, "signature_missing"],
	"no signature": [{ "BI-Signature-Date": DATE }, "signature_missing"],
	"a Bearer token instead": [{ authorization: "Bearer user-token" }, "signature_mechanism"],
	"a Bearer token instead, in capitals": [{ AUTHORIZATION: "BEARER user-token" }, "signature_mechanism"],
	"a Bearer token and a date": [{ authorization: "Bearer user-token", "bi-signature-date": DATE }, "signature_mechanism"],
	"another authorization": [{ authorization: "Basic dXNlcjpwYXNz" }, "signature_missing"],
	"no date": [{ "BI-Signature": RIGHT }, "signature_date_missing"],
	"no date, and a Bearer token": [{ "BI-Signature": RIGHT, authorization: "Bearer user-token" }, "signature_date_missing"],
	"two dates": [{ "BI-Signature": RIGHT, "BI-Signature-Date": [DATE, DATE] }, "signature_duplicate"],
	"a date that is a Date": [{ "BI-Signature": RIGHT, "BI-Signature-Date": new Date(DATE) }, "signature_not_text"],
	"two dates merged into one": [{ "BI-Signature": RIGHT, "BI-Signature-Date": `${DATE}, ${DATE}` }, "signature_date_invalid"],
	"the signature under two names": [
		{ "BI-Signature": RIGHT, "bi-signature": RIGHT, "BI-Signature-Date": DATE },
		"signature_duplicate",
	],
	"the date under two names": [
		{ "BI-Signature": RIGHT, "BI-Signature-Date": DATE, "bi-signature-DATE": DATE },
		"signature_duplicate",
	],
	"a name of another spelling": [{ "X-BI-Signature": RIGHT, "BI-Signature-Date": DATE }, "signature_missing"],
	"a name with a letter that is lower-cased to ours": [
		// Some of them become two characters.
		{ "B\u0130-Signature": RIGHT, "BI-Signature-Date": DATE },
		"signature_missing",
	],
	"inherited ones": [Object.create({ "bi-signature": RIGHT, "bi-signature-date": DATE }), "signature_missing"],
	"an inherited signature": [
		Object.assign(Object.create({ "bi-signature": RIGHT }), { "bi-signature-date": DATE }),
		"signature_missing",
	],
	"a get of no use": [{ get: () => null }, "signature_missing"],
	"an array": [
		[
			["bi-signature", RIGHT],
			["bi-signature-date", DATE],
		],
		"signature_missing",
	],
};

const lower = { "bi-signature": RIGHT, "bi-signature-date": DATE };
/** @type {Record<string, object>} */
const containers = {
	"in lower case": lower,
	"as documented": { "BI-Signature": RIGHT, "BI-Signature-Date": DATE },
	"in capitals": { "BI-SIGNATURE": RIGHT, "BI-SIGNATURE-DATE": DATE },
	"in mixed case": { "bI-sIgNaTuRe": RIGHT, "Bi-SiGnAtUrE-dAtE": DATE },
	"with others": { host: "x", "bi-signaturf": "y", "content-type": ["a"], "x-bi-signature1": "z", get: "text", ...lower },
	"as arrays of one": { "bi-signature": [RIGHT], "bi-signature-date": [DATE] },
	"beside a name without a value": { ...lower, "BI-Signature": undefined, "BI-Signature-Date": [] },
	"without a prototype": Object.assign(Object.create(null), lower),
	"of another realm": vm.runInNewContext(`(${JSON.stringify(lower)})`),
	frozen: Object.freeze({ ...lower }),
	"in a class of one's own": Object.assign(new (class RequestHeaders {})(), lower),
	"a Headers": new Headers(lower),
	"a Headers with others": new Headers([...Object.entries(lower), ["set-cookie", "a"], ["set-cookie", "b"]]),
	"a Map": new Map(Object.entries(lower)),
	"with Authorization beside them": { ...lower, authorization: "Bearer user-token" },
};

for (const name of VERIFIERS) {
	describe(`headers, ${name}`, async () => {
		const { Webhooks } = await loadEntry(name);
		const webhooks = new Webhooks({ secretKey: SECRET, now: () => NOW });
		const calls = (/** @type {object} */ headers) => {
			const request = { path: PATH, headers: /** @type {never} */ (headers), body: BODY };
			return [() => webhooks.verify("USER_CREATED", request), () => webhooks.verifySignature(request)];
		};

		test("what is signed with the telling date is genuine", () => {
			assert.ok(TELLING.includes("+") && TELLING.includes("/"));
			for (const call of calls({ "bi-signature": TELLING, "bi-signature-date": TELLING_DATE })) {
				assert.equal(call().signedAt?.getTime(), Date.parse(TELLING_DATE));
			}
		});

		describe("a signature is refused with a reason of its own:", () => {
			for (const [what, [text, code]] of Object.entries(malformed)) {
				test(what, () => {
					const date = code === "malformed: url_safe" ? TELLING_DATE : DATE;
					for (const call of calls({ "bi-signature": text, "bi-signature-date": date })) {
						const error = refusal(call);
						assert.equal(reason(error), code);
						assert.deepEqual([error.authentic, error.httpStatus], [false, 401]);
					}
				});
			}
		});

		describe("headers are refused:", () => {
			for (const [what, [headers, code]] of Object.entries(missing)) {
				test(what, () => {
					for (const call of calls(headers)) assert.equal(verdict(refusal(call)), `${code}, not proven, 401`);
				});
			}
		});

		describe("headers are found:", () => {
			for (const [what, headers] of Object.entries(containers)) {
				test(what, () => {
					for (const call of calls(headers)) assert.equal(call().signedAt?.getTime(), Date.parse(DATE));
				});
			}
		});

		test("two headers of a Headers are merged by it, and refused", () => {
			const headers = new Headers([...Object.entries(lower), ["BI-Signature", RIGHT]]);
			for (const call of calls(headers)) assert.equal(reason(refusal(call)), "malformed: merged");
			const dates = new Headers([...Object.entries(lower), ["BI-Signature-Date", DATE]]);
			for (const call of calls(dates)) assert.equal(refusal(call).code, "signature_date_invalid");
		});

		test("what is no headers at all is an argument that is not allowed", () => {
			for (const headers of [undefined, null, "bi-signature: x", 42, true, Symbol("x")]) {
				for (const call of calls(/** @type {never} */ (headers))) {
					assert.equal(verdict(refusal(call)), "invalid_argument, not proven, 500", String(headers));
				}
			}
		});

		test("a polluted prototype adds no headers", () => {
			const prototype = /** @type {Record<string, unknown>} */ (Object.prototype);
			try {
				Object.assign(prototype, lower);
				for (const call of calls({})) assert.equal(refusal(call).code, "signature_missing");
			} finally {
				for (const key of Object.keys(lower)) delete prototype[key];
			}
		});
	});
}
