// @ts-check
// Requests as Powens signs them, by the platform's own HMAC; and how their verification ended.
import { fail } from "./assertions.mjs";
import { bytes } from "./mocks.mjs";

export const KEY = "s3cr3t-key";
export const PATH = "/hooks";
export const DATE = "2023-01-01T00:00:00Z";
export const NOW = Date.parse(DATE);
export const BODY = '{"id":7,"signin":"2020-06-01 12:34:56","é":"😀","id_webhook_data":1001}';

/** @typedef {{ key?: string | Uint8Array, path?: string, date?: string, body?: string | Uint8Array, method?: string }} Signing */
/** @typedef {{ path?: string, url?: string, headers: Record<string, string>, body: any }} Request */

/** @param {Uint8Array | string} value */
const asBytes = (value) => (typeof value === "string" ? bytes(value) : value);

/**
 * @param {string | Uint8Array} key
 * @param {string | Uint8Array} data
 */
export async function hmac(key, data) {
	const algorithm = { name: "HMAC", hash: "SHA-256" };
	const raw = /** @type {BufferSource} */ (asBytes(key));
	const imported = await crypto.subtle.importKey("raw", raw, algorithm, false, ["sign"]);
	return new Uint8Array(await crypto.subtle.sign("HMAC", imported, /** @type {BufferSource} */ (asBytes(data))));
}

/** @param {Uint8Array} data */
export const base64 = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));

/** @param {string} text */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * The value of the header BI-Signature.
 *
 * @param {Signing} [signing]
 */
export async function signature({ key = KEY, path = PATH, date = DATE, body = BODY, method = "POST" } = {}) {
	const [head, rest] = [bytes(`${method}.${path}.${date}.`), asBytes(body)];
	const all = new Uint8Array(head.length + rest.length);
	all.set(head);
	all.set(rest, head.length);
	return base64(await hmac(key, all));
}

/** @param {Signing} [signing] @returns {Promise<Record<string, string>>} */
export async function signedHeaders(signing) {
	return { "BI-Signature": await signature(signing), "BI-Signature-Date": signing?.date ?? DATE };
}

/**
 * A signed request, the parts of which may be replaced afterwards.
 *
 * @param {Signing} [signing]
 * @returns {Promise<Request & { path: string }>}
 */
export async function signedRequest(signing) {
	return { path: signing?.path ?? PATH, headers: await signedHeaders(signing), body: signing?.body ?? BODY };
}

/**
 * A receiver of the one secret, at the time of {@link DATE}.
 *
 * @param {import("./runner.mjs").Package} powens
 * @param {object} [options]
 */
export const receiver = ({ Webhooks }, options) => new Webhooks({ secretKey: KEY, now: () => NOW, ...options });

/**
 * With which code a call is refused, whether the sender is proven, and what to answer; empty where it is accepted.
 *
 * @param {() => unknown} call
 * @returns {string}
 */
export function verdict(call) {
	try {
		call();
	} catch (error) {
		return verdictOf(error);
	}
	return "";
}

/** @param {unknown} error */
export function verdictOf(error) {
	const { name, code, authentic, httpStatus } = /** @type {any} */ (error);
	if (name !== "PowensError") fail(`${String(error)} is none of ours`);
	return `${code}, ${authentic ? "genuine" : "not proven"}, ${httpStatus}`;
}

/** The code alone. @param {() => unknown} call */
export const code = (call) => verdict(call).split(",", 1).join();

/** @param {string | Uint8Array} data */
export async function gzip(data) {
	const stream = new Blob([/** @type {BlobPart} */ (asBytes(data))]).stream().pipeThrough(new CompressionStream("gzip"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Numbers that can be had again. @param {number} seed */
export function random(seed) {
	let state = seed;
	/** @param {number} limit */
	const below = (limit) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
	};
	/** @template T @param {readonly T[]} values @returns {T} */
	const pick = (values) => /** @type {T} */ (values[below(values.length)]);
	return { below, pick };
}
