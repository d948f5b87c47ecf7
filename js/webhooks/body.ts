// The bytes of a body, from whatever holds bytes.
import { bodyError, tooLargeError } from "../core.js";
import { bytesOf } from "../window.js";

/**
 * A raw body: the text or the bytes as they came. A pooled `Buffer` is one, and so are views of another realm.
 *
 * @example
 * ```ts
 * const body: WebhookBody = Buffer.from('{"id":42}');
 * ```
 *
 * Source: our decision.
 */
export type WebhookBody = string | ArrayBuffer | ArrayBufferView;

/** Whether something is a raw body. */
export function isRaw(body: unknown): body is WebhookBody {
	// Not instanceof: a view or a buffer of another realm is as good.
	return typeof body === "string" || ArrayBuffer.isView(body) || isBuffer(body);
}

/** The body as text or as bytes; throws for what is neither. */
export function rawBody(body: unknown): string | Uint8Array {
	if (typeof body === "string" || body instanceof Uint8Array) return body;
	if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
	if (isBuffer(body)) return new Uint8Array(body);
	throw bodyError("body_not_raw", false, undefined);
}

function isBuffer(body: unknown): body is ArrayBuffer {
	return (
		typeof body === "object" && body !== null && /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(body))
	);
}

/** A body as bytes, no more than allowed. */
export function limitedBytes(body: string | Uint8Array, maxBytes: number, option: string): Uint8Array {
	// A character has a byte at least, so this refuses before a large text is copied.
	if (body.length > maxBytes) throw tooLargeError(maxBytes, option, false);
	if (typeof body !== "string") return body;
	if (!isWellFormed(body)) throw bodyError("body_lone_surrogate", false, undefined);
	const bytes = bytesOf(body);
	if (bytes.length > maxBytes) throw tooLargeError(maxBytes, option, false);
	return bytes;
}

/** Whether text has no half of a character. */
export function isWellFormed(text: string): boolean {
	return (text as { isWellFormed?: () => boolean }).isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
}

/** Whether others may change these bytes at any time. */
export function isShared(bytes: Uint8Array): boolean {
	return Object.prototype.toString.call(bytes.buffer) === "[object SharedArrayBuffer]";
}
