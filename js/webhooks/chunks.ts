// Chunks of a body that is being read, no more of them than allowed.
import type { Bytes } from "../core/bytes.js";
import { ignore } from "../core/guarded.js";
import { OUT_OF_MEMORY } from "../errors/webhook-texts.js";
import { bytesOfView } from "./body.js";
import { bodyError, bodyFailed, type More, tooLarge, webhookError } from "./errors.js";
import type { MaxBytes } from "./max-bytes.js";

export class Chunks {
	readonly #chunks: Uint8Array[] = [];
	readonly #max: MaxBytes;
	/** What errors say besides. */
	readonly #more: More;
	#length = 0;

	constructor(max: MaxBytes, more: More = {}) {
		this.#max = max;
		this.#more = more;
	}

	add(chunk: unknown): void {
		// Text where somebody has set an encoding: the bytes are gone.
		if (!ArrayBuffer.isView(chunk)) throw bodyError("body_not_raw", this.#more);
		const bytes = bytesOfView(chunk);
		this.#length += bytes.length;
		if (this.#length > this.#max.bytes) throw tooLarge(this.#max, this.#more);
		this.#chunks.push(bytes);
	}

	/** All of them in one array that is nobody else's. */
	join(): Bytes {
		const joined = allocated(this.#length);
		let at = 0;
		for (const chunk of this.#chunks) {
			joined.set(chunk, at);
			at += chunk.length;
		}
		return joined;
	}
}

/** So many bytes of memory. */
function allocated(length: number): Bytes {
	try {
		return new Uint8Array(length);
	} catch {
		throw webhookError("too_large", OUT_OF_MEMORY);
	}
}

interface Reader {
	read(): Promise<{ done: boolean; value?: unknown }>;
	cancel(): Promise<unknown>;
}

/** All bytes of a stream; `broken` is what it is called when it breaks off. */
export async function readStream(
	stream: unknown,
	max: MaxBytes,
	broken: "body_unreadable" | "gzip_invalid",
	more: More = {},
): Promise<Bytes> {
	let reader: Reader;
	try {
		reader = (stream as { getReader(): Reader }).getReader();
	} catch {
		// It is locked: somebody else reads it.
		throw bodyError("body_consumed", more);
	}
	return readAll(
		() => reader.read(),
		() => reader.cancel(),
		max,
		broken,
		more,
	);
}

/** All chunks of a source, which is ended where reading stops before its end. */
export async function readAll(
	next: () => PromiseLike<{ done?: boolean | undefined; value?: unknown }>,
	end: () => unknown,
	max: MaxBytes,
	broken: "body_unreadable" | "gzip_invalid",
	more: More = {},
): Promise<Bytes> {
	const chunks = new Chunks(max, more);
	for (;;) {
		let chunk: unknown;
		try {
			const { done, value } = await next();
			if (done === true) break;
			chunk = value;
		} catch (thrown) {
			throw bodyFailed(broken, thrown, more);
		}
		try {
			chunks.add(chunk);
		} catch (error) {
			ignore(end);
			throw error;
		}
	}
	return chunks.join();
}
