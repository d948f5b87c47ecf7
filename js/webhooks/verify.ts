// One verification. The core judges; here the bytes are brought to it in the way that is cheapest for their size.
import { bodyError, type CoreWebhooks, isGzip, scanBegin, tooLargeError } from "../core.js";
import { platform } from "../platform.js";
import { openWindow, readText, throughWindow, WINDOW, writeText } from "../window.js";
import { isShared, isWellFormed, limitedBytes } from "./body.js";
import { Content } from "./content.js";
import type { MaxBytes } from "./read-request.js";
import type { ReadRequest } from "./request.js";
import { scan } from "./scan.js";

/** What the core found. */
export interface Verified {
	/** The index of the secret that signed the request. */
	readonly secret: number;
	readonly content: Content;
}

/** Up to this many bytes WebAssembly hashes faster than a runtime's own hash begins. */
const SMALL = 2048;
/** Most issues of a payload that are told. */
const MAX_ISSUES = 100;

/**
 * Verifies a request and checks its payload.
 *
 * @param event The core's number of it, or null for one whose payload is not checked.
 * @param limit Of a body whose bytes are nobody else's: what it was read with.
 */
export function verify(core: CoreWebhooks, event: number | null, request: ReadRequest, now: number, limit?: MaxBytes): Verified {
	const { body } = request;
	if (event !== null && body.length <= (platform.hmac === undefined ? WINDOW / 4 : SMALL)) {
		const verified = verifySmall(core, event, request, now);
		if (verified !== null) return verified;
	}
	const bytes = limitedBytes(body, core.maxBodyBytes(), "maxBodyBytes");
	// Before the first look at them: another thread could change them between two looks.
	const isOwned = limit !== undefined;
	const steady = !isOwned && isShared(bytes) ? new Uint8Array(bytes) : bytes;
	const max = limit ?? { bytes: core.maxBodyBytes(), option: "maxBodyBytes" };
	return verifyLarge(core, event, request, steady, now, isOwned || steady !== body, max);
}

/** In one call, with the whole request in the window; null where that is not enough for it. */
function verifySmall(core: CoreWebhooks, event: number, request: ReadRequest, now: number): Verified | null {
	const { text, kind, signature, date, body } = request;
	const head = signature + text + date;
	if (head.length > WINDOW / 8 || body.length > core.maxBodyBytes()) return null;
	let headLength = head.length;
	let total: number;
	if (typeof body === "string") {
		const whole = head + body;
		total = writeText(whole);
		if (total !== whole.length) {
			if (!isWellFormed(body)) throw bodyError("body_lone_surrogate", false, undefined);
			headLength = writeText(head);
			total = headLength + writeText(body, headLength);
			if (total - headLength > core.maxBodyBytes()) return null;
		}
	} else {
		headLength = writeText(head);
		openWindow().set(body, headLength);
		total = headLength + body.length;
	}
	const signer = core.verify(event, kind, signature.length, text.length, date.length, headLength, total, now);
	if (signer === GZIP) return null;
	if (signer < 0) throw core.takeError();
	const content = Content.ofText(typeof body === "string" ? body : readText(headLength, total));
	return { secret: signer, content };
}

/** What the core says of a compressed body: it takes the longer way. */
const GZIP = -2;

function verifyLarge(
	core: CoreWebhooks,
	event: number | null,
	request: ReadRequest,
	bytes: Uint8Array,
	now: number,
	isOwned: boolean,
	max: MaxBytes,
): Verified {
	begin(core, request, now);
	const { secret, json } = prove(core, bytes, max);
	return { secret, content: checked(core, event, json, isOwned || json !== bytes) };
}

/** The content of bytes whose sender is proven, once they are what the event carries. */
function checked(core: CoreWebhooks, event: number | null, json: Uint8Array, isOwned: boolean): Content {
	if (event === null) return Content.ofBytes(json, false, isOwned);
	scanBegin(event, MAX_ISSUES, false, false);
	scan(json);
	const verdict = core.verdict();
	if (verdict < 0) throw core.takeError();
	return Content.ofBytes(json, verdict === 1, isOwned);
}

/** Tries the secrets on a compressed body as it came: the signer, or -1. Throws where the signature is there and does not count. */
export function proveCompressed(core: CoreWebhooks, request: ReadRequest, bytes: Uint8Array, now: number): number {
	begin(core, request, now);
	const signer = findSigner(core, bytes);
	return signer < 0 ? signer : judge(core, signer);
}

/** Goes on with a body that was inflated meanwhile. `signer` is who signed it as it came, or -1. */
export function verifyInflated(
	core: CoreWebhooks,
	event: number | null,
	request: ReadRequest,
	inflated: Uint8Array,
	signer: number,
	now: number,
): Verified {
	// Again: other requests may have been verified meanwhile.
	begin(core, request, now);
	const secret = judge(core, signer < 0 ? findSigner(core, inflated) : signer);
	return { secret, content: checked(core, event, inflated, true) };
}

/** Tells the core the head of a request. */
function begin(core: CoreWebhooks, { text, kind, signature, date }: ReadRequest, now: number): void {
	const head = writeText(signature + text + date);
	if (core.begin(kind, signature.length, text.length, date.length, head, now) < 0) throw core.takeError();
}

interface Proof {
	readonly secret: number;
	/** The body as it was, or inflated. */
	readonly json: Uint8Array;
}

/** Proves the sender. Of a compressed body the bytes as they came are tried first, then the inflated ones. */
function prove(core: CoreWebhooks, bytes: Uint8Array, max: MaxBytes): Proof {
	const signer = findSigner(core, bytes);
	if (!isCompressed(bytes)) return { secret: judge(core, signer), json: bytes };
	if (signer >= 0) return { secret: judge(core, signer), json: inflate(bytes, max, true) };
	const json = inflate(bytes, max, false);
	return { secret: judge(core, findSigner(core, json)), json };
}

function judge(core: CoreWebhooks, signer: number): number {
	if (core.judge(signer) < 0) throw core.takeError();
	return signer;
}

export function isCompressed(bytes: Uint8Array): boolean {
	openWindow().set(bytes.subarray(0, 2));
	return bytes.length > 1 && isGzip();
}

function inflate(bytes: Uint8Array, max: MaxBytes, isAuthentic: boolean): Uint8Array {
	if (platform.gunzip === undefined) throw bodyError("gzip_unsupported", isAuthentic, undefined);
	let inflated: Uint8Array | null;
	try {
		inflated = platform.gunzip(bytes, max.bytes);
	} catch (thrown) {
		throw bodyError("gzip_invalid", isAuthentic, thrown);
	}
	if (inflated === null) throw tooLargeError(max.bytes, max.option, isAuthentic);
	// What a runtime gives may be a part of a buffer that it uses for other things too.
	return new Uint8Array(inflated);
}

/** The index of the secret that signs these bytes, or -1. */
function findSigner(core: CoreWebhooks, bytes: Uint8Array): number {
	const { hmac } = platform;
	for (const secret of core.order()) {
		if (hmac !== undefined) {
			// Before the window is opened: making the texts can make memory grow, after which the window is another one.
			const mac = hmac(core.secretKey(secret), core.prefix(), bytes);
			openWindow().set(mac);
			if (core.isSignature()) return secret;
		} else {
			core.hashBegin(secret);
			throughWindow(bytes, (length) => {
				core.hashUpdate(length);
				return 0;
			});
			if (core.hashEnd()) return secret;
		}
	}
	return -1;
}
