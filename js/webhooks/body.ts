// The bytes of a body, from whatever holds bytes.

import { encoder, isWellFormed } from "../core/codecs.js";
import { isObject } from "../core/guarded.js";
import { bodyError, tooLarge } from "./errors.js";
import type { MaxBytes } from "./max-bytes.js";

/**
 * A raw body: the text or the bytes as they came. A pooled `Buffer` is one, and so are views of another realm.
 *
 * @example
 * ```ts
 * const body: WebhookBody = Buffer.from('{"id":42}');
 * ```
 */
export type WebhookBody = string | ArrayBuffer | ArrayBufferView;

/** Whether something is a raw body. */
export function isRaw(body: unknown): body is WebhookBody {
	// Not instanceof: a view or a buffer of another realm is as good.
	return typeof body === "string" || ArrayBuffer.isView(body) || isBuffer(body);
}

/** The body as text or as bytes; throws for what is neither. */
export function rawBody(body: unknown): string | Uint8Array {
	const given = givenBody(body);
	return typeof given === "string" ? given : bytesOfView(given);
}

/**
 * The same with the view that was given, where it is a `Uint8Array`: to make another takes a tenth of the time of a small event.
 * What it says of itself may be a lie; see {@link lengthOf} and {@link isShared}.
 */
export function givenBody(body: unknown): string | Uint8Array {
	if (typeof body === "string") return body;
	if (tagOf.call(body as ArrayBufferView) === "Uint8Array") return body as Uint8Array;
	if (ArrayBuffer.isView(body)) return bytesOfView(body);
	if (isBuffer(body)) return attached(() => new Uint8Array(body));
	throw bodyError("body_not_raw");
}

/** Getters that a class of the caller's cannot put others in the place of. */
type Getters = readonly [buffer: Getter, byteOffset: Getter, byteLength: Getter];
type Getter = (this: ArrayBufferView) => unknown;

const ofArrays = /* @__PURE__ */ gettersOf(Object.getPrototypeOf(Uint8Array.prototype));
const ofDataViews = /* @__PURE__ */ gettersOf(DataView.prototype);
const bufferOf = /* @__PURE__ */ getterOf(Object.getPrototypeOf(Uint8Array.prototype), "buffer");
const byteLengthOf = /* @__PURE__ */ getterOf(Object.getPrototypeOf(Uint8Array.prototype), "byteLength");
/** Undefined for what is no typed array. */
const tagOf = /* @__PURE__ */ getterOf(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);

function gettersOf(prototype: object): Getters {
	return [getterOf(prototype, "buffer"), getterOf(prototype, "byteOffset"), getterOf(prototype, "byteLength")];
}

function getterOf(prototype: object, name: PropertyKey): Getter {
	return Object.getOwnPropertyDescriptor(prototype, name)?.get as Getter;
}

/** How long a body truly is: in UTF-16 units, or in bytes. */
export function lengthOf(body: string | Uint8Array): number {
	return typeof body === "string" ? body.length : (byteLengthOf.call(body) as number);
}

/** The bytes that a view truly shows, whatever its class says of it. */
export function bytesOfView(view: ArrayBufferView): Uint8Array {
	return attached(() => {
		try {
			return shownBy(view, ofArrays);
		} catch {
			return shownBy(view, ofDataViews);
		}
	});
}

function shownBy(view: ArrayBufferView, [buffer, byteOffset, byteLength]: Getters): Uint8Array {
	return new Uint8Array(buffer.call(view) as ArrayBuffer, byteOffset.call(view) as number, byteLength.call(view) as number);
}

/** What was detached, transferred to a worker for one, has no bytes any more, and no view of it can be made. */
function attached(bytes: () => Uint8Array): Uint8Array {
	try {
		return bytes();
	} catch {
		return new Uint8Array(0);
	}
}

function isBuffer(body: unknown): body is ArrayBuffer {
	return isObject(body) && (hasSize(body, ArrayBuffer) || hasSize(body, globalThis.SharedArrayBuffer));
}

/** Asked of what only a buffer has, of any realm: its tag can be forged, and asking a Proxy for it may throw. */
function hasSize(body: object, { prototype }: { prototype: object } = { prototype: {} }): boolean {
	try {
		return Reflect.get(prototype, "byteLength", body) !== undefined;
	} catch {
		return false;
	}
}

/** A body as bytes, no more than allowed. */
export function limitedBytes(body: string | Uint8Array, max: MaxBytes): Uint8Array {
	// A character has a byte at least, so this refuses before a large text is copied.
	if (body.length > max.bytes) throw tooLarge(max);
	if (typeof body !== "string") return body;
	if (!isWellFormed(body)) throw bodyError("body_lone_surrogate");
	const bytes = encoder.encode(body);
	if (bytes.length > max.bytes) throw tooLarge(max);
	return bytes;
}

/** Whether others may change these bytes at any time. */
export function isShared(bytes: Uint8Array): boolean {
	const buffer = bufferOf.call(bytes);
	return !(buffer instanceof ArrayBuffer) && Object.prototype.toString.call(buffer) === "[object SharedArrayBuffer]";
}
