// One verification. The core judges; here the bytes are brought to it in the way that is cheapest for their size.
import type { Bytes } from "../core/bytes.js";
import { decoder, encoder, isWellFormed } from "../core/codecs.js";
import { isCompressed } from "../core/compressed.js";
import { type Core, WINDOW } from "../core/core.js";
import { platform } from "../core/platform.js";
import type { PowensError } from "../errors/powens-error.js";
import { bytesOfView, isShared, lengthOf, limitedBytes } from "./body.js";
import { check, MAX_ISSUES, readReport } from "./check.js";
import { Content, type Range } from "./content.js";
import { bodyError, type More, payloadInvalid, readError } from "./errors.js";
import { inflate, inflatedMax } from "./gzip.js";
import { type Head, writeHead } from "./head.js";
import type { MaxBytes } from "./max-bytes.js";
import type { Receiver } from "./receiver.js";
import { hash, withCore } from "./seam.js";

/** What was proven of a request. */
export interface Proven {
	/** The number of the secret that signed it. */
	readonly secret: number;
	readonly signedAtMs: number;
	/** `id_webhook_data`. */
	readonly id: number | null;
	/** Where the user is, who is a part of the payload. */
	readonly user: Range;
	readonly content: Content;
}

/** The event of a request whose payload is not checked. */
export const NO_EVENT = -1;

/** Up to this many bytes WebAssembly hashes faster than a runtime's own hash begins. */
const SMALL = 2048;

/** Answers of the core besides the number of a secret. */
const enum Answer {
	Compressed = -2,
	Nobody = -3,
	Refused = -16,
}

const NOWHERE: Range = { start: 0, end: 0 };

/** A verification: of whom, as which event, when, and how much. */
export interface Task {
	readonly receiver: Receiver;
	/** The core's number of the event, or {@link NO_EVENT}. */
	readonly event: number;
	readonly now: number;
	readonly max: MaxBytes;
}

/**
 * Verifies a request and checks its payload.
 *
 * @param isOwned Whether nobody else has the bytes of the body.
 */
export function verify(task: Task, head: Head, body: string | Uint8Array, isOwned: boolean): Proven {
	const length = lengthOf(body);
	// Before the first look at them: another thread could change shared bytes between two looks.
	const isCopied = typeof body !== "string" && (length === 0 || (!isOwned && isShared(body)));
	const steady = isCopied ? copyOf(body) : body;
	if (length <= (platform.hmac === undefined ? WINDOW / 4 : SMALL)) {
		const proven = verifySmall(task, head, steady, length);
		if (proven !== null) return proven;
	}
	const bytes = limitedBytes(typeof steady === "string" ? steady : bytesOfView(steady), task.max);
	return verifyLarge(task, head, bytes, isOwned || isCopied || typeof steady === "string");
}

/** What was given away has no bytes any more, and cannot be copied. */
function copyOf(body: Uint8Array): Uint8Array {
	return lengthOf(body) === 0 ? new Uint8Array(0) : new Uint8Array(bytesOfView(body));
}

/** In one call, with the whole request in the window; null where that is not enough for it. */
function verifySmall({ receiver, event, now, max }: Task, head: Head, body: string | Uint8Array, length: number): Proven | null {
	const { text, kind, signature, date } = head;
	const start = signature + text + date;
	// What does not fit into the window is cut: a unit of text has up to three bytes.
	const most = start.length * 3 + (typeof body === "string" ? length * 3 : length);
	if (most > WINDOW || length > max.bytes) return null;
	return withCore((core) => {
		const handle = receiver.handleIn(core);
		const { startLength, total } = writeSmall(core.openWindow(), start, body, length);
		if (total - startLength > max.bytes) return null;
		const secret = core.exports.webhook_verify(
			handle,
			event,
			kind,
			signature.length,
			text.length,
			date.length,
			startLength,
			total,
			now,
		);
		if (secret === Answer.Compressed) return null;
		if (secret < 0) return refusal(core, secret, event, () => bodyOf(contentOf(body)));
		// The memory may have grown meanwhile.
		const window = core.openWindow();
		const { data } = core;
		const signedAtMs = data.getFloat64(0, true);
		const id = data.getFloat64(8, true);
		const user = { start: data.getFloat64(16, true), end: data.getFloat64(24, true) };
		const content = smallContent(
			event,
			body,
			total - startLength,
			() => platform.windowText?.(window, startLength, total) ?? decoder.decode(window.subarray(startLength, total)),
		);
		return { secret, signedAtMs, id: Number.isNaN(id) ? null : id, user, content };
	});
}

interface Written {
	/** How many bytes the head has. */
	readonly startLength: number;
	/** How many all has. */
	readonly total: number;
}

/** Writes a head and a small body into the window. */
function writeSmall(window: Uint8Array, start: string, body: string | Uint8Array, length: number): Written {
	if (typeof body !== "string") {
		const startLength = encoder.encodeInto(start, window).written;
		window.set(body, startLength);
		return { startLength, total: startLength + length };
	}
	const whole = start + body;
	const { written } = encoder.encodeInto(whole, window);
	if (written === whole.length) return { startLength: start.length, total: written };
	if (!isWellFormed(body)) throw bodyError("body_lone_surrogate");
	const startLength = encoder.encodeInto(start, window).written;
	const { written: more } = encoder.encodeInto(body, window.subarray(startLength));
	return { startLength, total: startLength + more };
}

/** A small body of so many bytes. Bytes that were checked are kept as text, of which an object is made faster. */
function smallContent(event: number, body: string | Uint8Array, length: number, textOf: () => string): Content {
	if (typeof body !== "string" && event === NO_EVENT) return contentOf(body);
	const text = typeof body === "string" ? body : textOf();
	// Every other character has more bytes than units of text.
	return Content.ofText(text, text.length === length);
}

/** The bytes of a small body that is refused, though they are proven. */
function contentOf(body: string | Uint8Array): Content {
	return typeof body === "string" ? Content.ofText(body, false) : Content.ofBytes(body, false, false);
}

/** Makes what makes the bytes of an error: asked at once, and at the first look. */
export type BodyMaker = () => () => Bytes;

/** The error of a call that gave a negative number. */
function refusal(core: Core, answer: number, event: number, body: BodyMaker): PowensError {
	if (answer > Answer.Refused) {
		const error = readError(core);
		return error.authentic ? readError(core, body()) : error;
	}
	return payloadInvalid(event, readReport(core.read(Answer.Refused - answer)).issues, true, body());
}

function bodyOf(content: Content): () => Bytes {
	return () => content.bytes;
}

/** The bytes of an error about a body that nobody else has. */
export function ownedBody(bytes: Uint8Array): BodyMaker {
	return () => bodyOf(Content.ofBytes(bytes, false, true));
}

/** What `event.body` would be of a proven body that is refused before it is inflated; as it came, where it cannot be inflated. */
function inflatedOnLook(content: Content, max: MaxBytes): () => Bytes {
	return () => {
		const { bytes } = content;
		if (!isCompressed(bytes) || platform.gunzip === undefined) return bytes;
		try {
			return inflate(bytes, max, () => ({}));
		} catch {
			return bytes;
		}
	};
}

function verifyLarge(task: Task, head: Head, bytes: Uint8Array, isOwned: boolean): Proven {
	const { secret, signedAtMs, json } = prove(task, head, bytes, isOwned);
	return proven(task, secret, signedAtMs, json, isOwned || json !== bytes);
}

/** What is known of a request whose sender is proven, once its payload is what the event carries. */
export function proven({ event }: Task, secret: number, signedAtMs: number, json: Uint8Array, isOwned: boolean): Proven {
	if (event === NO_EVENT) {
		return { secret, signedAtMs, id: null, user: NOWHERE, content: Content.ofBytes(json, false, isOwned) };
	}
	const asked = { event, maxIssues: MAX_ISSUES, isStrict: false };
	const { isRefused, issues, isAscii, id, user } = withCore((core) => check(core, asked, json));
	const content = Content.ofBytes(json, isAscii, isOwned);
	if (isRefused) throw payloadInvalid(event, issues, true, bodyOf(content));
	return { secret, signedAtMs, id, user, content };
}

interface Proof {
	readonly secret: number;
	readonly signedAtMs: number;
	/** The body as it was, or inflated. */
	readonly json: Uint8Array;
}

/** Proves the sender. Of a compressed body the bytes as they came are tried first, then the inflated ones. */
function prove(task: Task, head: Head, bytes: Uint8Array, isOwned: boolean): Proof {
	const body = () => inflatedOnLook(Content.ofBytes(bytes, false, isOwned), task.max);
	if (!isCompressed(bytes)) return { ...lastSignerOf(task, head, bytes, body), json: bytes };
	const asReceived = signerOf(task, head, bytes, body);
	const json = inflate(bytes, inflatedMax(bytes, task.max, asReceived !== null), () => moreOf(asReceived, bytes, isOwned));
	return { ...(asReceived ?? lastSignerOf(task, head, json, ownedBody(json))), json };
}

/** What the errors of inflating a body say of its sender: where he is proven, the bytes as they came are given with them. */
export function moreOf(signer: Signer | null, bytes: Uint8Array, isOwned: boolean): More {
	return signer === null ? {} : { authentic: true, body: bodyOf(Content.ofBytes(bytes, false, isOwned)) };
}

export interface Signer {
	readonly secret: number;
	readonly signedAtMs: number;
}

/**
 * Who signed these bytes, and that it counts; null where no secret did.
 *
 * @param body the bytes of an error whose sender is proven.
 * @throws {PowensError} the head is refused, the secret is not in use, the signature is too old
 */
export function signerOf(task: Task, head: Head, bytes: Uint8Array, body: BodyMaker): Signer | null {
	return judged(task, head, bytes, body, false);
}

/** The same of the last form of a body that is tried: that no secret signed it is an error. */
export function lastSignerOf(task: Task, head: Head, bytes: Uint8Array, body: BodyMaker): Signer {
	return judged(task, head, bytes, body, true) as Signer;
}

function judged(task: Task, head: Head, bytes: Uint8Array, body: BodyMaker, isLast: boolean): Signer | null {
	const { receiver, now } = task;
	return withCore((core) => {
		const handle = receiver.handleIn(core);
		const macs = hashed(core, receiver, writeHead(core, handle, head, now), bytes);
		const secret = core.exports.webhook_judge(handle, now, macs, Number(isLast));
		if (secret === Answer.Nobody) return null;
		if (secret < 0) return refusal(core, secret, NO_EVENT, body);
		core.openWindow();
		return { secret, signedAtMs: core.data.getFloat64(0, true) };
	});
}

/** Hashes a body with each secret, by the platform's own hash where it has one: gives how many signatures are in the window. */
function hashed(core: Core, receiver: Receiver, answer: Uint8Array, bytes: Uint8Array): number {
	const { hmac } = platform;
	if (hmac === undefined) {
		hash(core, bytes);
		return 0;
	}
	const [count = 0] = answer;
	const prefix = answer.subarray(1 + count);
	const macs: Uint8Array[] = [];
	for (let index = 1; index <= count; index += 1) macs.push(hmac(receiver.keyOf(answer[index] ?? 0), prefix, bytes));
	const window = core.openWindow();
	for (let index = 0; index < count; index += 1) window.set(macs[index] as Uint8Array, index * 32);
	return count;
}
