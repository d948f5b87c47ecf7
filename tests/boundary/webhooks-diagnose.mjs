// @ts-check
// diagnose, for bodies and paths as platforms hand them over: each usual mistake is named, and the secret is not blamed for it.
import { contains, deepEqual, equal, ok } from "./assertions.mjs";
import { bytes } from "./mocks.mjs";
import { base64, gzip, KEY, receiver, signedHeaders, verdict } from "./signed.mjs";

const PATH = "/hooks/user-created";
const TEXT = '{"id": 7, "signin": "2020-05-15 11:36:14", "label": "Café €", "id_webhook_data": 81}';
const utf8 = (/** @type {Uint8Array} */ data) => new TextDecoder().decode(data);
const zippedHeaders = { "content-encoding": "gzip" };

/**
 * @typedef {object} Mistake
 * @property {string} name
 * @property {readonly string[]} causes
 * @property {import("./signed.mjs").Signing} [signed] other than the text by the secret for the path
 * @property {unknown} [body] what arrived, where it is not the text
 * @property {object} [headers] beside those of the signature
 * @property {string} [path] what was given
 * @property {string} [url]
 * @property {boolean} [inflating] whether it takes a runtime that inflates synchronously
 */

/** @returns {Promise<Mistake[]>} */
async function mistakes() {
	const zipped = await gzip(TEXT);
	const large = `{"id":7,"a":"${"é".repeat(60_000)}"}`;
	const text64 = base64(bytes(TEXT));
	const zipped64 = base64(zipped);
	const signed = { body: zipped };
	return [
		{ name: "base64, as of API Gateway", causes: ["body_base64"], body: text64 },
		{ name: "base64 as bytes", causes: ["body_base64"], body: bytes(text64) },
		{ name: "base64 of a large body", causes: ["body_base64"], signed: { body: large }, body: base64(bytes(large)) },
		{ name: "base64 of gzip", causes: ["body_base64"], signed, body: zipped64, headers: zippedHeaders },
		{ name: "base64 of gzip as bytes", causes: ["body_base64"], signed, body: bytes(zipped64), headers: zippedHeaders },
		{ name: "base64 of gzip, without a header", causes: ["body_base64"], signed, body: zipped64 },
		{ name: "base64 of gzip that was signed before", causes: ["body_base64"], body: zipped64, inflating: true },
		{ name: "base64 and a slash", causes: ["trailing_slash", "body_base64"], signed: { path: `${PATH}/` }, body: text64 },

		{ name: "gzip that went through text", causes: ["body_decoded"], signed, body: utf8(zipped), headers: zippedHeaders },
		{ name: "the same as bytes", causes: ["body_decoded"], signed, body: bytes(utf8(zipped)), headers: zippedHeaders },
		{ name: "the same without a header", causes: ["body_decoded"], signed, body: utf8(zipped) },
		{ name: "the same, of gzip that was signed before", causes: ["body_decoded"], body: utf8(zipped), headers: zippedHeaders },

		{ name: "an empty text: the stream was read before", causes: ["body_empty"], body: "" },
		{ name: "no bytes", causes: ["body_empty"], body: new Uint8Array(0) },
		{ name: "an empty buffer", causes: ["body_empty"], body: new ArrayBuffer(0) },
		{ name: "undefined: no parser ran", causes: ["body_empty"], body: undefined },
		{ name: "null: a platform's word for none", causes: ["body_empty"], body: null },
		{ name: "empty, of gzip", causes: ["body_empty"], signed, body: "", headers: zippedHeaders },

		{ name: "the JSON text as JSON once more", causes: ["body_json_text"], body: JSON.stringify(TEXT) },
		{ name: "the same as bytes", causes: ["body_json_text"], body: bytes(JSON.stringify(TEXT)) },
		{
			name: "the same in Python's spelling",
			causes: ["body_json_text"],
			body: JSON.stringify(TEXT).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
		},
		{
			name: "the same, and a slash",
			causes: ["trailing_slash", "body_json_text"],
			signed: { path: `${PATH}/` },
			body: JSON.stringify(TEXT),
		},

		...["/a", "/a/b", "/a/b/c"].map((path) => ({
			name: `the path that was signed begins the one that was given: ${path}`,
			causes: ["proxy_prefix"],
			signed: { path },
			path: "/a/b/c/d",
		})),
		...["/b/c/d", "/c/d", "/d"].map((path) => ({
			name: `the path that was signed ends the one that was given: ${path}`,
			causes: ["proxy_prefix"],
			signed: { path },
			path: "/a/b/c/d",
		})),
		{ name: "a prefix, by a URL", causes: ["proxy_prefix"], signed: { path: "/hooks" }, url: `https://example.org${PATH}?a=b` },
		{ name: "a prefix, of a large body", causes: ["proxy_prefix"], signed: { path: "/hooks", body: large }, body: large },

		{ name: "another secret", causes: ["unknown"], signed: { key: "nobody-has-this" } },
		{ name: "a path that nobody knows", causes: ["unknown"], signed: { path: "/quite/another" } },
		{ name: "another body", causes: ["unknown"], body: '{"id":8}' },
		{ name: "base64 of another body", causes: ["unknown"], signed: { key: "nobody-has-this" }, body: base64(bytes('{"id":8}')) },
	];
}

/** @param {Mistake} mistake */
async function requestOf({ signed, headers, path, url, ...rest }) {
	const target = url === undefined ? { path: path ?? PATH } : { url };
	const given = await signedHeaders({ path: PATH, body: TEXT, ...signed });
	return { ...target, headers: { ...given, ...headers }, body: "body" in rest ? rest.body : TEXT };
}

/** @type {import("./runner.mjs").Case[]} */
export default [
	...["body_base64", "body_decoded", "body_empty", "body_json_text", "proxy_prefix", "unknown"].map((cause) => ({
		name: `${cause} is named`,
		run: async (
			/** @type {import("./runner.mjs").Package} */ powens,
			/** @type {import("./runner.mjs").Tools} */ { inflates },
		) => {
			const webhooks = receiver(powens);
			const chosen = (await mistakes()).filter(({ causes, inflating }) => causes.includes(cause) && (inflates || !inflating));
			ok(chosen.length > 2);
			for (const mistake of chosen) {
				const request = await requestOf(mistake);
				const diagnosis = webhooks.diagnose(request);
				deepEqual([...diagnosis.causes], mistake.causes, mistake.name);
				equal(diagnosis.verifies, false, mistake.name);
				ok(diagnosis.message.length > 20, mistake.name);
				for (const part of [KEY, "2020-05-15", "Caf"]) ok(!JSON.stringify(diagnosis).includes(part), mistake.name);
				ok(verdict(() => webhooks.verifySignature(request)) !== "", `${mistake.name}: what is known makes nothing acceptable`);
			}
		},
	})),
	{
		name: "what verifies has no cause, empty and decoded as it may look",
		async run(powens) {
			const webhooks = receiver(powens);
			const texts = ["", "{}", '{"id":7,"label":"\ufffd"}', JSON.stringify(TEXT), base64(bytes(TEXT)), base64(await gzip(TEXT))];
			for (const body of texts) {
				const diagnosis = webhooks.diagnose({ path: PATH, headers: await signedHeaders({ path: PATH, body }), body });
				deepEqual([diagnosis.verifies, ...diagnosis.causes], [true], body);
			}
		},
	},
	{
		name: "unknown names path and secret alike",
		async run(powens) {
			const headers = await signedHeaders({ path: PATH, body: TEXT, key: "nobody-has-this" });
			const { message } = receiver(powens).diagnose({ path: PATH, headers, body: TEXT });
			contains(message, /\bpath\b/i);
			contains(message, /\bsecret\b/i);
		},
	},
	{
		name: "a path of very many parts costs little more than one of a single part",
		async run(powens) {
			const webhooks = receiver(powens);
			const headers = await signedHeaders({ path: PATH, body: TEXT, key: "nobody-has-this" });
			/** The shortest of some times, in which nothing else had its turn. @param {string} path */
			const taken = (path) => {
				const times = Array.from({ length: 5 }, () => {
					const start = performance.now();
					deepEqual([...webhooks.diagnose({ path, headers, body: TEXT }).causes], ["unknown"]);
					return performance.now() - start;
				});
				// A clock of a page may count whole milliseconds.
				return Math.max(1, Math.min(...times));
			};
			const [single, many] = [taken(`/${"x".repeat(2_999)}`), taken("/x".repeat(1_500))];
			ok(many < 10 * single, `${many} ms instead of ${single} ms`);
		},
	},
];
