// @ts-check
// Requests as Powens signs them, by node:crypto alone; and how their verification ended.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

/** @typedef {import("./packed-entry.mjs").Entry} Entry */
/** @typedef {InstanceType<Entry["PowensError"]>} Refusal */

/** The entries that verify: one with node:crypto, node:zlib and Buffer, one with nothing but the web platform. */
export const VERIFIERS = /** @type {const} */ (["node.mjs", "default.js"]);

export const SECRET = "wh-secret-9f3kQ7Lm2Xv8";
export const PATH = "/hooks/user-created";
export const DATE = "2026-03-01T12:00:00.250000Z";
export const NOW = Date.parse("2026-03-01T12:00:01Z");
export const BODY = '{"id":42,"signin":null,"id_webhook_data":7}';

/**
 * The value of the header BI-Signature.
 *
 * @param {{ secret?: string, path?: string, date?: string, body?: string | Uint8Array, method?: string }} [parts]
 */
export function signature({ secret = SECRET, path = PATH, date = DATE, body = BODY, method = "POST" } = {}) {
	return createHmac("sha256", secret).update(`${method}.${path}.${date}.`).update(body).digest("base64");
}

/**
 * The headers of a signed request, in the names of the documentation.
 *
 * @param {Parameters<typeof signature>[0]} [parts]
 */
export const signedHeaders = (parts) => ({
	"BI-Signature": signature(parts),
	"BI-Signature-Date": parts?.date ?? DATE,
});

/**
 * A signed request.
 *
 * @template {string | Uint8Array} [Body=string]
 * @param {{ secret?: string, path?: string, date?: string, body?: Body }} [parts]
 */
export function signedRequest({ secret = SECRET, path = PATH, date = DATE, body = /** @type {never} */ (BODY) } = {}) {
	return { path, headers: signedHeaders({ secret, path, date, body }), body };
}

/**
 * What a call was refused with. Fails where it was not refused, and where it threw something else.
 *
 * @param {() => unknown} call
 * @returns {Refusal}
 */
export function refusal(call) {
	let value;
	try {
		value = call();
	} catch (error) {
		return asRefusal(error);
	}
	return assert.fail(`it was accepted: ${String(value)}`);
}

/**
 * What a promise was rejected with.
 *
 * @param {Promise<unknown>} call
 * @returns {Promise<Refusal>}
 */
export const rejection = (call) => call.then((value) => assert.fail(`it was accepted: ${String(value)}`), asRefusal);

/** @param {unknown} error */
export function asRefusal(error) {
	assert.ok(error instanceof Error && error.name === "PowensError", `not ours: ${String(error)}`);
	return /** @type {Refusal} */ (error);
}

/**
 * The code alone, with what to answer: `"stale, genuine, 401"`.
 *
 * @param {Refusal} refusal
 */
export const verdict = ({ code, authentic, httpStatus }) => `${code}, ${authentic ? "genuine" : "not proven"}, ${httpStatus}`;

/** The words for each form of a signature that is none. @type {Record<string, RegExp>} */
const FORMS = {
	unpadded: /lacks the = at its end/,
	url_safe: /alphabet of URLs/,
	merged: /two headers merged into one/,
	whitespace: /holds white space/,
	trailing: /goes on behind its =/,
	length: /is not the base64 of 32 bytes/,
	not_base64: /a character that base64 does not have/,
	tail_bits: /bits behind its last byte/,
};

/**
 * The code of a refusal; of a malformed signature what the message says of its form: `"malformed: unpadded"`.
 *
 * @param {Refusal} refusal
 */
export function reason({ code, message }) {
	if (code !== "signature_malformed") return code;
	const named = Object.keys(FORMS).filter((form) => FORMS[form]?.test(message));
	assert.equal(named.length, 1, message);
	return `malformed: ${named[0]}`;
}
