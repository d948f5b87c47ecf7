// Makes what a request that does not verify may have been. The core tries it; nothing of it makes a request acceptable.
import { decoder } from "../codecs.js";
import type { CoreWebhooks } from "../core.js";
import { platform } from "../platform.js";
import { bytesOf } from "../window.js";
import { isRaw, limitedBytes, rawBody, type WebhookBody } from "./body.js";
import type { Diagnosis, DiagnosisCause, DiagnosisRequest } from "./diagnosis.js";
import { findHeaders, type WebhookHeaders } from "./headers.js";
import { guarded, readTarget } from "./request.js";
import { isCompressed } from "./verify.js";

/** The largest body whose characters are looked at one by one. */
const MAX_RECODED = 1_000_000;

type Variant = [cause: DiagnosisCause | null, bytes: Uint8Array];

export function diagnose(core: CoreWebhooks, request: DiagnosisRequest, now: number): Diagnosis {
	const { text: target, kind } = readTarget(request);
	return guarded(() => {
		const { headers, method } = request;
		const symptoms = {
			...findHeaders(headers),
			target,
			kind,
			method,
			host: headerOf(headers, "host"),
			saysGzip: saysGzip(headers),
		};
		return core.diagnose(symptoms, bodiesOf(request.body, core.maxBodyBytes()), now) as Diagnosis;
	});
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
	const given =
		typeof headers.get === "function"
			? headers.get(name)
			: Object.entries(headers).find(([key, value]) => value !== undefined && key.toLowerCase() === name)?.[1];
	return typeof given === "string" ? given : undefined;
}

function saysGzip(headers: WebhookHeaders): boolean {
	return headerOf(headers, "content-encoding")?.includes("gzip") === true;
}

/** The body as it was given, and what it may have been before. */
function bodiesOf(body: WebhookBody | object, maxBytes: number): Variant[] {
	const isParsed = !isRaw(body);
	const bytes = isParsed ? [] : [new Uint8Array(limitedBytes(rawBody(body), maxBytes, "maxBodyBytes"))];
	const variants: Variant[] = bytes.map((raw) => [null, raw]);
	for (const raw of bytes) variants.push(...inflated(raw, maxBytes));
	for (const raw of bytes) variants.push(...otherBytes(raw));
	// An object has no bytes: whatever they were, they were written again.
	const value = isParsed ? body : parsed(bytes[0]);
	if (isParsed) variants.push(["body_reserialised", new Uint8Array(0)]);
	if (value !== undefined) for (const text of writings(value)) variants.push(["body_reserialised", bytesOf(text)]);
	return variants;
}

/** What verify accepts of a compressed body too. */
function* inflated(bytes: Uint8Array, maxBytes: number): Generator<Variant> {
	if (platform.gunzip === undefined || !isCompressed(bytes)) return;
	try {
		const all = platform.gunzip(bytes, maxBytes);
		if (all !== null) yield [null, new Uint8Array(all)];
	} catch {
		// It is damaged, and no other body.
	}
}

function parsed(bytes: Uint8Array | undefined): unknown {
	try {
		return bytes && JSON.parse(decoder.decode(bytes));
	} catch {
		return undefined;
	}
}

/** What the bytes may have been before somebody trimmed, decoded or marked them. */
function* otherBytes(bytes: Uint8Array): Generator<Variant> {
	const text = decoder.decode(bytes);
	yield ["bom", text.startsWith("\ufeff") ? bytes.slice(3) : bytesOf(`\ufeff${text}`)];
	for (const ending of ["\n", "\r\n"]) yield ["body_trimmed", bytesOf(text + ending)];
	yield ["body_trimmed", bytesOf(text.trim())];
	if (bytes.length > MAX_RECODED) return;
	const latin1 = Array.from(text, (character) => character.codePointAt(0) ?? 0);
	if (latin1.every((code) => code < 256)) yield ["body_encoding", Uint8Array.from(latin1)];
	yield ["body_encoding", bytesOf(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))];
}

/** The ways in which common libraries write JSON. */
function* writings(value: unknown): Generator<string> {
	for (const text of [JSON.stringify(value), spaced(value), JSON.stringify(value, null, 2), JSON.stringify(value, null, 4)]) {
		if (typeof text !== "string") continue;
		yield text;
		yield text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
		yield text.replaceAll("/", "\\/");
	}
}

/** With a space behind each comma and colon, as Python writes it. */
function spaced(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
	return `{${Object.entries(value)
		.map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`)
		.join(", ")}}`;
}
