// The head of a request: which path was signed, and the two headers of the signature.
import { encoder } from "../core/codecs.js";
import type { Core } from "../core/core.js";
import { platform } from "../core/platform.js";
import { readError } from "./errors.js";
import { textHeaders } from "./found-headers.js";
import type { FoundHeaders } from "./headers.js";
import type { Receiver } from "./receiver.js";
import { withCore } from "./seam.js";
import type { Target } from "./target.js";

/** A head as the core takes it. */
export interface Head extends Target {
	readonly signature: string;
	readonly date: string;
}

/** The head of a request; throws, with the core's reason, where a header is not one text. */
export function headOf({ text, kind }: Target, found: FoundHeaders): Head {
	const { signature, date } = textHeaders(found);
	return { text, kind, signature, date };
}

/** Throws where a head is not of the right form, before anything is read of its body. */
export function checkHead(receiver: Receiver, head: Head, now: number): void {
	withCore((core) => writeHead(core, receiver.handleIn(core), head, now));
}

/** Tells the core a head. Gives its answer: how many secrets there are, their numbers, and what is signed in front of the body. */
export function writeHead(core: Core, handle: number, { text, kind, signature, date }: Head, now: number): Uint8Array {
	const start = signature + text + date;
	const { written } = encoder.encodeInto(start, core.openWindow(start.length * 3));
	const hashes = Number(platform.hmac === undefined);
	const { exports } = core;
	const length = exports.webhook_head(handle, kind, signature.length, text.length, date.length, written, now, hashes);
	if (length < 0) throw readError(core);
	return core.openWindow(length).subarray(0, length);
}
