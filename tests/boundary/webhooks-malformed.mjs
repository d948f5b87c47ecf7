// @ts-check
// The form of a signature: one spelling, and one code for every other, whose message says which it is.
import { contains, deepEqual, equal, ok, refusal } from "./assertions.mjs";
import { everythingOf } from "./mocks.mjs";
import { DATE, PATH, receiver, signature, signedRequest, verdict, verdictOf } from "./signed.mjs";

const MALFORMED = "signature_malformed, not proven, 401";

/** Each way to be malformed, made of the right signature, and the word that tells it. @type {Record<string, [make: (right: string) => string, word: RegExp]>} */
const forms = {
	"white space in front": [(right) => ` ${right}`, /white ?space/i],
	"a line break behind": [(right) => `${right}\n`, /white ?space/i],
	"white space within": [(right) => `${right.slice(0, 9)} ${right.slice(9)}`, /white ?space/i],
	"two headers in one": [(right) => `${right}, ${right}`, /merged|two headers/i],
	"two headers in one, without a space": [(right) => `${right},${right}`, /merged|two headers/i],
	"the alphabet of URLs": [(right) => `-${right.slice(1)}`, /URL/i],
	"the alphabet of URLs, its other letter": [(right) => `_${right.slice(1)}`, /URL/i],
	unpadded: [(right) => right.slice(0, -1), /=|padd/i],
	"something behind the =": [(right) => `${right}AAAA`, /behind|after|trailing/i],
	"another = behind the =": [(right) => `${right}=`, /behind|after|trailing|32 bytes|44 char|length/i],
	"too short": [() => "QUJD", /32 bytes|44 char|length/i],
	"too long": [(right) => `AAAA${right}`, /32 bytes|44 char|length/i],
	empty: [() => "", /32 bytes|44 char|length|empty/i],
	"no base64": [(right) => `!${right.slice(1)}`, /base64/i],
	"bits behind the last byte": [(right) => `${right.slice(0, 42)}${otherTail(right[42] ?? "")}=`, /bits/i],
	"a letter of no ASCII": [(right) => `é${right.slice(1)}`, /base64/i],
	"an emoji alone": [() => "😀", /base64/i],
	"hexadecimal digits": [(right) => Array.from(right.slice(0, 32), (digit) => digit.charCodeAt(0).toString(16)).join(""), /./],
};

/** A digit that stands for the same byte, by bits that no byte has. @param {string} digit */
function otherTail(digit) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	return digits[digits.indexOf(digit) + 1] ?? "B";
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	{
		name: "every other spelling is signature_malformed",
		async run(powens) {
			const webhooks = receiver(powens);
			const right = await signature();
			const { body, path } = await signedRequest();
			for (const [name, [make]] of Object.entries(forms)) {
				const request = { path, body, headers: { "BI-Signature": make(right), "BI-Signature-Date": DATE } };
				equal(
					verdict(() => webhooks.verify("USER_CREATED", request)),
					MALFORMED,
					name,
				);
				equal(
					verdict(() => webhooks.verifySignature(request)),
					MALFORMED,
					name,
				);
				deepEqual(webhooks.diagnose(request).causes, ["headers"], name);
			}
		},
	},
	{
		name: "its message says which, and shows nothing of it",
		async run(powens) {
			const webhooks = receiver(powens);
			const right = await signature();
			const { body, path } = await signedRequest();
			/** @type {Set<string>} */
			const messages = new Set();
			for (const [name, [make, word]] of Object.entries(forms)) {
				const text = make(right);
				const request = { path, body, headers: { "BI-Signature": text, "BI-Signature-Date": DATE } };
				const error = refusal(() => webhooks.verify("USER_CREATED", request), name);
				contains(error.message, word, name);
				contains(error.message, "BI-Signature", name);
				if (text.length > 12) ok(!everythingOf(error).includes(text.slice(4, 16)), name);
				messages.add(error.message);
			}
			ok(messages.size >= 8, [...messages].join("\n"));
		},
	},
	{
		name: "in a path beyond ASCII nothing else is taken for the signature",
		async run(powens) {
			const webhooks = receiver(powens);
			for (const path of ["/hooks", "/é", "/😀"]) {
				for (const text of ["😀", "é", ""]) {
					const request = { path, body: "", headers: { "BI-Signature": text, "BI-Signature-Date": DATE } };
					equal(
						verdict(() => webhooks.verify("USER_CREATED", request)),
						MALFORMED,
						`${path} ${text}`,
					);
				}
			}
		},
	},
	{
		name: "a header that is there twice, or is no text, keeps its own code",
		async run(powens) {
			const webhooks = receiver(powens);
			const right = await signature();
			const { body } = await signedRequest();
			/** @type {readonly [headers: object, expected: string][]} */
			const table = [
				[{ "bi-signature": [right, right], "bi-signature-date": DATE }, "signature_duplicate"],
				[{ "bi-signature": right, "BI-Signature": right, "bi-signature-date": DATE }, "signature_duplicate"],
				[{ "bi-signature": right, "bi-signature-date": [DATE, DATE] }, "signature_duplicate"],
				[{ "bi-signature": 7, "bi-signature-date": DATE }, "signature_not_text"],
				[{ "bi-signature": right, "bi-signature-date": {} }, "signature_not_text"],
				[{ "bi-signature-date": DATE }, "signature_missing"],
				[{ "bi-signature": right }, "signature_date_missing"],
				[{ authorization: "Bearer x" }, "signature_mechanism"],
			];
			for (const [headers, expected] of table) {
				const error = refusal(() => webhooks.verify("USER_CREATED", { path: PATH, headers, body }), expected);
				equal(verdictOf(error), `${expected}, not proven, 401`);
			}
		},
	},
];
