// Bodies of the mechanisms that `Webhooks` does not read.
import type { BodyReader } from "../body-reader.js";
import { headerOf } from "../header.js";
import type { Incoming } from "../incoming.js";
import { joined } from "../joined.js";
import { type Refused, refused } from "./proof.js";
import { refusedReading } from "./refusal.js";

const tooLarge = refused(413, "too_large");

/** All bytes of a body, or why there are none: of one that says that it is too large, nothing is read. */
export async function readBody({ headers }: Incoming, reader: BodyReader, maxBytes: number): Promise<Uint8Array | Refused> {
	if (Number(headerOf(headers, "content-length")) > maxBytes) return tooLarge;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return joined(reader.chunks);
			// Text where somebody has set an encoding: the bytes are gone.
			if (!ArrayBuffer.isView(value)) return refused(500, "body_not_raw");
			if (reader.length > maxBytes) {
				void reader.cancel();
				return tooLarge;
			}
		}
	} catch {
		return refusedReading(reader) ?? refused(400, "body_unreadable");
	}
}
