// The body of a response, which may be any object: its bytes as they come, no more of them than allowed.
import { encoder, isWellFormed } from "../core/codecs.js";
import { ignore, isObject, method, unawaited } from "../core/guarded.js";
import type { Ending } from "./ending.js";

/** The body is larger than allowed. */
export const TOO_LARGE: unique symbol = Symbol("too large");

/** Takes the bytes of a body as they come. */
export interface Sink {
	/** Takes a chunk; false where no more of the body is wanted. */
	take(chunk: Uint8Array): boolean;
}

/**
 * Reads a body from its stream where it has one, else from `arrayBuffer`, `text` or `json`. A body that is there and cannot be read,
 * or that somebody else has read, is not an empty one: that would confirm a delete.
 *
 * @returns {@link TOO_LARGE}, or undefined.
 * @throws {Interrupted} and whatever reading throws.
 */
export async function readBody(
	response: unknown,
	maxBytes: number,
	ending: Ending,
	sink: Sink,
): Promise<typeof TOO_LARGE | undefined> {
	if (readable(response, "bodyUsed") === true) throw new TypeError("somebody else has read the body");
	const body = readable(response, "body");
	const limited = new Limited(maxBytes, sink);
	const getReader = typeof body === "object" ? method(body, "getReader") : undefined;
	if (getReader !== undefined) return readStream(unawaited(getReader()) as object, ending, limited);
	if (typeof body === "string" || bytesOf(body) !== undefined) return limited.take(body);
	let isThere = body !== undefined && body !== null;
	for (const name of ["arrayBuffer", "text", "json"]) {
		const read = method(response, name);
		if (read !== undefined) {
			const given = await ending.within(read);
			return limited.take(name === "json" ? JSON.stringify(given) : given);
		}
		isThere ||= name in (response as object);
	}
	if (isThere) throw new TypeError("the body is neither a stream, text nor bytes");
	return undefined;
}

async function readStream(reader: object, ending: Ending, limited: Limited): Promise<typeof TOO_LARGE | undefined> {
	const read = method(reader, "read");
	if (read === undefined) throw new TypeError("the stream has no read()");
	let isRead = false;
	try {
		for (;;) {
			ending.check();
			const step = await ending.within(read);
			if (readable(step, "done")) {
				isRead = true;
				return undefined;
			}
			if (limited.take(readable(step, "value")) === TOO_LARGE) return TOO_LARGE;
			if (!limited.isWanted) return undefined;
		}
	} finally {
		if (!isRead) ignore(method(reader, "cancel"));
	}
}

/** Passes on what is within a limit. */
class Limited {
	readonly #maxBytes: number;
	readonly #sink: Sink;
	#length = 0;
	isWanted = true;

	constructor(maxBytes: number, sink: Sink) {
		this.#maxBytes = maxBytes;
		this.#sink = sink;
	}

	/** Takes text, or bytes in any form. */
	take(chunk: unknown): typeof TOO_LARGE | undefined {
		const bytes = typeof chunk === "string" ? this.#encoded(chunk) : bytesOf(chunk);
		if (bytes === undefined) throw new TypeError("the body is neither text nor bytes");
		if (bytes === TOO_LARGE) return bytes;
		this.#length += bytes.length;
		if (this.#length > this.#maxBytes) return TOO_LARGE;
		// However many of these come, none is kept.
		if (bytes.length === 0) return undefined;
		this.isWanted = this.#sink.take(bytes);
		return undefined;
	}

	#encoded(text: string): Uint8Array | typeof TOO_LARGE {
		// A character has a byte at least, so this refuses before a large text is copied.
		if (text.length > this.#maxBytes) return TOO_LARGE;
		if (!isWellFormed(text)) throw new TypeError("the body is text with half a character, which no bytes can be");
		return encoder.encode(text);
	}
}

/** A property whose getter may throw: what it throws is why the body cannot be read. */
function readable(of: unknown, name: string): unknown {
	return isObject(of) || typeof of === "function" ? (of as Record<string, unknown>)[name] : undefined;
}

/** A view of bytes of any realm, by what only a genuine view or buffer has; undefined for anything else. */
function bytesOf(value: unknown): Uint8Array | undefined {
	if (!isObject(value)) return undefined;
	try {
		if (!ArrayBuffer.isView(value)) {
			// Only a genuine buffer makes a DataView; an object that looks like one does not.
			new DataView(value as ArrayBuffer);
			return new Uint8Array(value as ArrayBuffer);
		}
		return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
	} catch {
		return undefined;
	}
}
