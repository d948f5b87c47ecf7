// Reading a web-standard request, no further than a limit.
import type { Bytes } from "../bytes.js";
import { bodyError, tooLargeError } from "../core.js";
import { platform } from "../platform.js";
import { bytesOfView, rawBody } from "./body.js";
import { guarded } from "./request.js";

/**
 * The part of a `Request` that is used; any `Request` is one.
 *
 * @example
 * ```ts
 * const event = await webhooks.verifyRequest("USER_CREATED", new Request("https://example.com/hooks/user-created", { method: "POST", headers, body }));
 * ```
 *
 * Source: the Fetch standard.
 */
export interface RequestLike {
	readonly url: string;
	readonly headers: { get(name: string): string | null };
	/** A stream, or null where there is none. Firefox has no such property: there the body is read as a whole. */
	readonly body?: unknown;
	readonly bodyUsed: boolean;
	arrayBuffer?(): PromiseLike<ArrayBuffer>;
}

/** A limit and the option that sets it. */
export interface MaxBytes {
	readonly bytes: number;
	readonly option: string;
}

interface Reader {
	read(): Promise<{ done: boolean; value?: unknown }>;
	cancel(): Promise<unknown>;
}

/** The path of a request's URL, as the platform has normalised it. */
export function pathOf(url: string): string {
	const path = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url.replace(/[?#].*$/s, "");
	return path === "" ? "/" : path;
}

/** All bytes of a request's body. */
export async function readWebBody(request: RequestLike, max: MaxBytes): Promise<Bytes> {
	const { body, isWhole } = guarded(() => {
		if (request.bodyUsed) throw bodyError("body_consumed", false, undefined);
		if (Number(request.headers.get("content-length")) > max.bytes) throw tooLargeError(max.bytes, max.option, false);
		const { body } = request;
		return { body, isWhole: body === undefined && request.arrayBuffer !== undefined };
	});
	if (isWhole) return readWhole(request, new Chunks(max));
	return body === undefined || body === null ? new Uint8Array(0) : readStream(body, new Chunks(max), "body_unreadable");
}

/** All bytes of a body that has no stream. */
async function readWhole(request: RequestLike, chunks: Chunks): Promise<Bytes> {
	let whole: unknown;
	try {
		whole = await request.arrayBuffer?.();
	} catch (thrown) {
		throw bodyError("body_unreadable", false, thrown);
	}
	chunks.add(rawBody(whole));
	return chunks.join();
}

/** All bytes of a stream; `broken` is what it is called when it breaks off. */
async function readStream(stream: unknown, chunks: Chunks, broken: string): Promise<Bytes> {
	let reader: Reader;
	try {
		reader = (stream as { getReader(): Reader }).getReader();
	} catch {
		// It is locked: somebody else reads it.
		throw bodyError("body_consumed", chunks.isAuthentic, undefined);
	}
	for (;;) {
		let chunk: unknown;
		try {
			const step = await reader.read();
			if (step.done) return chunks.join();
			chunk = step.value;
		} catch (thrown) {
			throw bodyError(broken, chunks.isAuthentic, thrown);
		}
		try {
			chunks.add(chunk);
		} catch (error) {
			letGo(() => reader.cancel());
			throw error;
		}
	}
}

/** Tells a source that no more of it is wanted; how it takes that does not matter. */
export function letGo(end: () => unknown): void {
	(async () => end())().catch(() => {});
}

/** Chunks of a body, no more of them than allowed. */
export class Chunks {
	readonly #chunks: Uint8Array[] = [];
	readonly #max: MaxBytes;
	/** What an error says of the sender. */
	readonly isAuthentic: boolean;
	#length = 0;

	constructor(max: MaxBytes, isAuthentic = false) {
		this.#max = max;
		this.isAuthentic = isAuthentic;
	}

	add(chunk: unknown): void {
		// Text where somebody has set an encoding: the bytes are gone.
		if (!ArrayBuffer.isView(chunk)) throw bodyError("body_not_raw", this.isAuthentic, undefined);
		const bytes = bytesOfView(chunk);
		this.#length += bytes.length;
		if (this.#length > this.#max.bytes) throw tooLargeError(this.#max.bytes, this.#max.option, this.isAuthentic);
		this.#chunks.push(bytes);
	}

	/** All of them in one array that is nobody else's. */
	join(): Bytes {
		const joined = new Uint8Array(this.#length);
		let at = 0;
		for (const chunk of this.#chunks) {
			joined.set(chunk, at);
			at += chunk.length;
		}
		return joined;
	}
}

interface Gunzip {
	readonly readable: unknown;
	readonly writable: { getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> } };
}

/** What inflates a compressed body, where that takes a stream and the runtime has one. */
export function gunzipStream(): Gunzip | undefined {
	if (platform.gunzip !== undefined) return undefined;
	const { DecompressionStream } = globalThis as { DecompressionStream?: new (format: "gzip") => Gunzip };
	try {
		return DecompressionStream && new DecompressionStream("gzip");
	} catch {
		// Next's edge runtime has the name, and nothing behind it.
		return undefined;
	}
}

/** Inflates a body. */
export async function inflateBy(stream: Gunzip, bytes: Uint8Array, max: MaxBytes, isAuthentic: boolean): Promise<Bytes> {
	const writer = stream.writable.getWriter();
	// What fails here fails in reading too, and is told there.
	writer.write(bytes).catch(() => {});
	writer.close().catch(() => {});
	return readStream(stream.readable, new Chunks(max, isAuthentic), "gzip_invalid");
}
