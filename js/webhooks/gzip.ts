// Compressed bodies.
import type { Bytes } from "../core/bytes.js";
import { safelyInflated } from "../core/compressed.js";
import { platform } from "../core/platform.js";
import { readStream } from "./chunks.js";
import { bodyError, bodyFailed, type More, tooLarge } from "./errors.js";
import type { MaxBytes } from "./max-bytes.js";

/** How far a body is inflated: less far where nobody is proven to have sent it. */
export function inflatedMax(bytes: Uint8Array, max: MaxBytes, isProven: boolean): MaxBytes {
	const safe = safelyInflated(bytes.length);
	return isProven || max.bytes <= safe ? max : { bytes: safe, option: "" };
}

/** Inflates a body, where the runtime does that synchronously. */
export function inflate(bytes: Uint8Array, max: MaxBytes, more: () => More): Bytes {
	if (platform.gunzip === undefined) throw bodyError("gzip_unsupported", more());
	let inflated: Uint8Array | null;
	try {
		inflated = platform.gunzip(bytes, max.bytes);
	} catch (thrown) {
		throw bodyFailed("gzip_invalid", thrown, more());
	}
	if (inflated === null) throw tooLarge(max, more());
	// What a runtime gives may be a part of a buffer that it uses for other things too.
	return new Uint8Array(inflated);
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

/** Inflates a body by a stream. */
export function inflateBy(stream: Gunzip, bytes: Uint8Array, max: MaxBytes, more: More): Promise<Bytes> {
	const writer = stream.writable.getWriter();
	// What fails here fails in reading too, and is told there.
	writer.write(bytes).catch(() => {});
	writer.close().catch(() => {});
	return readStream(stream.readable, max, "gzip_invalid", more);
}
