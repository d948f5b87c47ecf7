// A request whose body is read here. The order is: state of the body, arguments, form of the head, declared length, and only then
// bytes: a stranger's request costs no more than its head, and stays whole for whoever goes on with it.
import type { Bytes } from "../core/bytes.js";
import { isCompressed } from "../core/compressed.js";
import { own } from "../core/guarded.js";
import type { PowensError } from "../errors/powens-error.js";
import { tooLarge } from "./errors.js";
import { guarded } from "./given.js";
import { gunzipStream, inflateBy, inflatedMax } from "./gzip.js";
import { checkHead, type Head } from "./head.js";
import type { WebhookHeaders } from "./headers.js";
import type { MaxBytes } from "./max-bytes.js";
import type { ReadOptions } from "./options.js";
import type { Receiver } from "./receiver.js";
import { maxBytesOf } from "./setting.js";
import { lastSignerOf, moreOf, ownedBody, type Proven, proven, type Signer, signerOf, type Task, verify } from "./verify.js";

/** The limit of a body: that of the call, no more than that of all. */
export function limitOf(receiver: Receiver, options: ReadOptions): MaxBytes {
	const given = guarded(() => own(options, "maxBytes"));
	const { max } = receiver;
	return given === undefined ? max : { bytes: Math.min(maxBytesOf(given), max.bytes), option: "maxBytes" };
}

/** Refuses a head, or a body by the length that it declares, before anything of it is read. */
export function checkBeforeReading(receiver: Receiver, head: Head, contentLength: unknown, max: MaxBytes): void {
	checkHead(receiver, head, receiver.time());
	if (typeof contentLength === "string" && Number(contentLength) > max.bytes) throw tooLarge(max);
}

/** The header `Content-Length`. */
export function contentLengthOf(headers: WebhookHeaders, get: ((name: string) => unknown) | undefined): unknown {
	return get === undefined ? own(headers as Record<string, unknown>, "content-length") : get("content-length");
}

/** Verifies a request whose body was read. */
export async function verifyRead(receiver: Receiver, event: number, head: Head, bytes: Bytes, max: MaxBytes): Promise<Proven> {
	const task = (): Task => ({ receiver, event, now: receiver.time(), max });
	const stream = isCompressed(bytes) ? gunzipStream() : undefined;
	if (stream === undefined) return verify(task(), head, bytes, true);
	// What an error gives of a body that was refused before it was inflated.
	let refused: Bytes = bytes;
	let asReceived: Signer | null;
	try {
		asReceived = signerOf(task(), head, bytes, () => () => refused);
	} catch (error) {
		if ((error as PowensError).authentic) refused = await inflateBy(stream, bytes, max, {}).catch(() => bytes);
		throw error;
	}
	const limit = inflatedMax(bytes, max, asReceived !== null);
	const inflated = await inflateBy(stream, bytes, limit, moreOf(asReceived, bytes, true));
	const later = task();
	const { secret, signedAtMs } = asReceived ?? lastSignerOf(later, head, inflated, ownedBody(inflated));
	return proven(later, secret, signedAtMs, inflated, true);
}
