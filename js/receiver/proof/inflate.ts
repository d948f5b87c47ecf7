// Compressed bodies of the mechanisms that do not sign: what is inflated here was not proven by its bytes.
import { safelyInflated } from "../../core/compressed.js";
import type { PowensErrorCode } from "../../errors/powens-error.js";
import { joined } from "../joined.js";

/** How far a body is inflated whose sender is not proven yet. */
export function inflatedMax(length: number, maxBytes: number): number {
	return Math.min(maxBytes, safelyInflated(length));
}

export type InflateFailure = Extract<PowensErrorCode, "gzip_unsupported" | "gzip_invalid" | "too_large"> | "no_room";

interface Gunzip {
	readonly readable: { getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<unknown> } };
	readonly writable: { getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> } };
}

/**
 * The bytes of a compressed body, or why there are none.
 *
 * @param hold Takes room for as many bytes as have come; false where there is none.
 */
export async function inflated(
	bytes: Uint8Array,
	maxBytes: number,
	hold: (bytes: number) => boolean = () => true,
): Promise<Uint8Array | InflateFailure> {
	const { DecompressionStream } = globalThis as { DecompressionStream?: new (format: "gzip") => Gunzip };
	let stream: Gunzip;
	try {
		if (DecompressionStream === undefined) return "gzip_unsupported";
		stream = new DecompressionStream("gzip");
	} catch {
		// Next's edge runtime has the name, and nothing behind it.
		return "gzip_unsupported";
	}
	const writer = stream.writable.getWriter();
	// What fails here fails in reading too, and is told there.
	writer.write(bytes).catch(() => {});
	writer.close().catch(() => {});
	return readAll(stream.readable.getReader(), maxBytes, hold);
}

async function readAll(
	reader: ReturnType<Gunzip["readable"]["getReader"]>,
	maxBytes: number,
	hold: (bytes: number) => boolean,
): Promise<Uint8Array | InflateFailure> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done || value === undefined) break;
			length += value.length;
			const failure = length > maxBytes ? "too_large" : hold(value.length) ? undefined : "no_room";
			if (failure !== undefined) {
				reader.cancel().catch(() => {});
				return failure;
			}
			chunks.push(value);
		}
	} catch {
		return "gzip_invalid";
	}
	return joined(chunks);
}
