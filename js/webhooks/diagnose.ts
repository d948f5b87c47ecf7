// Brings the core what a request that does not verify may have been, as far as that takes the platform: JSON, and inflating. The
// core makes the rest, and tries it; nothing of it makes a request acceptable.
import { decoder, encoder } from "../core/codecs.js";
import { isCompressed } from "../core/compressed.js";
import type { Core } from "../core/core.js";
import { platform } from "../core/platform.js";
import { Cause } from "../errors/webhook-reasons.js";
import { isRaw, limitedBytes, rawBody } from "./body.js";
import type { Diagnosis, DiagnosisCause, DiagnosisRequest } from "./diagnosis.js";
import { readError } from "./errors.js";
import { writeFound } from "./found-headers.js";
import { guarded, part } from "./given.js";
import { findHeaders, getterOf, type WebhookHeaders } from "./headers.js";
import type { MaxBytes } from "./max-bytes.js";
import type { Receiver } from "./receiver.js";
import { FAILED, withCore } from "./seam.js";
import { targetOf } from "./target.js";
import { writings } from "./writings.js";

/** A body, and what was done to it: null for what verifying accepts. */
type Variant = readonly [cause: Cause | null, bytes: Uint8Array];

/** The number of no cause. */
const NO_CAUSE = 255;

export function diagnose(receiver: Receiver, request: DiagnosisRequest): Diagnosis {
	const { max } = receiver;
	const now = receiver.time();
	const { target, found, host, method, saysGzip, bodies } = guarded(() => {
		const target = targetOf(request);
		const headers = part(request, "headers") as WebhookHeaders;
		const { signature, date, authorization } = findHeaders(headers);
		const saysGzip = headerOf(headers, "content-encoding")?.includes("gzip") === true;
		const method: unknown = part(request, "method");
		return {
			...{ target, found: [signature, date, authorization], host: headerOf(headers, "host"), saysGzip },
			method: typeof method === "string" ? method : undefined,
			bodies: bodiesOf(part(request, "body"), max),
		};
	});
	return withCore((core) => {
		const handle = receiver.handleIn(core);
		const record = core.write().byte(target.kind).text(target.text).text(host).text(method).byte(saysGzip);
		for (const values of found) writeFound(record, values);
		if (core.exports.webhook_diagnose(handle, now, record.length) === FAILED) return readDiagnosis(core);
		for (const [cause, bytes] of bodies) {
			core.openWindow(bytes.length).set(bytes);
			if (core.exports.webhook_try(handle, cause ?? NO_CAUSE, bytes.length) !== 0) break;
		}
		core.exports.webhook_diagnosis();
		return readDiagnosis(core);
	});
}

function readDiagnosis(core: Core): Diagnosis {
	const reader = core.read(1);
	const verifies = reader.byte() === 1;
	const found = Array.from({ length: reader.byte() }, () => [reader.text(), reader.text()] as const);
	const message = reader.byte() === 1 ? readError(reader).message : found.map(([, words]) => words).join(" ");
	return {
		verifies,
		causes: found.map(([cause]) => cause as DiagnosisCause),
		message: verifies ? "The request verifies." : message,
	};
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
	const get = getterOf(headers);
	const given =
		get === undefined
			? Object.entries(headers).find(([key, value]) => value !== undefined && key.toLowerCase() === name)?.[1]
			: get(name);
	return typeof given === "string" ? given : undefined;
}

/** The body as it was given, and what it may have been before. */
function bodiesOf(body: unknown, max: MaxBytes): Iterable<Variant> {
	if (isRaw(body)) return variantsOf(new Uint8Array(limitedBytes(rawBody(body), max)), max);
	// Nothing was read, or no parser ran.
	if (body === undefined || body === null) return [[null, new Uint8Array(0)]];
	// An object has no bytes: whatever they were, they were written again.
	// Written before the core is used: an object may have functions of its own for that, which may do anything.
	return [[Cause.BodyReserialised, new Uint8Array(0)], ...reserialised(body)];
}

function* variantsOf(raw: Uint8Array, max: MaxBytes): Generator<Variant> {
	yield [null, raw];
	for (const bytes of inflated(raw, max)) yield [null, bytes];
	const text = decoder.decode(raw);
	for (const decoded of base64(text)) for (const bytes of inflated(decoded, max)) yield [Cause.BodyBase64, bytes];
	const value = parsed(text);
	if (typeof value === "string") yield [Cause.BodyJsonText, encoder.encode(value)];
	if (value !== undefined) yield* reserialised(value);
}

function* reserialised(value: unknown): Generator<Variant> {
	try {
		for (const text of writings(value)) yield [Cause.BodyReserialised, encoder.encode(text)];
	} catch (thrown) {
		// It is nested deeper than the stack: it was no library that wrote it.
		if (!(thrown instanceof RangeError)) throw thrown;
	}
}

/** What verify accepts of a compressed body too. */
function* inflated(bytes: Uint8Array, { bytes: most }: MaxBytes): Generator<Uint8Array> {
	if (platform.gunzip === undefined || !isCompressed(bytes)) return;
	try {
		const all = platform.gunzip(bytes, most);
		if (all !== null) yield new Uint8Array(all);
	} catch {
		// It is damaged, and no other body.
	}
}

/** The bytes of base64 that begins as that of gzip does. */
function* base64(text: string): Generator<Uint8Array> {
	const { atob } = globalThis as { atob?: (text: string) => string };
	if (atob === undefined || !text.startsWith("H4sI")) return;
	try {
		yield Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
	} catch {
		// It is none.
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
