// What a request that does not verify may be in truth. Everything here is tried; nothing of it makes a request acceptable.
import { decoder } from "../codecs.js";
import type { CoreWebhooks } from "../core.js";
import { bytesOf } from "../window.js";
import { isRaw, rawBody, type WebhookBody } from "./body.js";
import { findHeaders, type WebhookHeaders } from "./headers.js";
import { guarded, readTarget, type WebhookTarget } from "./request.js";

/**
 * What {@link Webhooks.diagnose} can find.
 *
 * | cause | meaning |
 * |---|---|
 * | `headers` | a header of the signature is missing or malformed |
 * | `body_reserialised` | the body was parsed and written again |
 * | `body_trimmed` | white space around the body was added or removed |
 * | `body_encoding` | the body was decoded with another encoding |
 * | `bom` | a byte order mark was added or removed |
 * | `compressed` | the body was inflated on its way |
 * | `trailing_slash` | the path differs by a slash at its end |
 * | `query` | the query was signed too |
 * | `full_url` | the whole URL was signed |
 * | `proxy_prefix` | a proxy has cut the path, or put something in front of it |
 * | `method` | another method than POST was signed |
 * | `secret_base64` | the secret was decoded |
 * | `secret_newline` | the secret was used with a line break behind it |
 * | `other_secret` | another of the named secrets signed it, which is not in use now |
 * | `clock_skew` | the signature is right, its date beyond the tolerance |
 * | `unknown` | none of these |
 *
 * @example
 * ```ts
 * const isMine = (cause: DiagnosisCause) => cause !== "unknown";
 * ```
 *
 * Source: our decision.
 */
export type DiagnosisCause =
	| "headers"
	| "body_reserialised"
	| "body_trimmed"
	| "body_encoding"
	| "bom"
	| "compressed"
	| "trailing_slash"
	| "query"
	| "full_url"
	| "proxy_prefix"
	| "method"
	| "secret_base64"
	| "secret_newline"
	| "other_secret"
	| "clock_skew"
	| "unknown";

/**
 * What is wrong with a request. Holds nothing secret.
 *
 * @example
 * ```ts
 * const { causes, message }: Diagnosis = webhooks.diagnose({ url: req.originalUrl, headers: req.headers, body: req.body });
 * ```
 *
 * Source: our decision.
 */
export interface Diagnosis {
	/** Whether nothing is wrong with the signature. */
	readonly verifies: boolean;
	/** What is wrong, all of it together; empty where nothing is. */
	readonly causes: readonly DiagnosisCause[];
	/** The same in words, with what to do. */
	readonly message: string;
}

/**
 * A request that does not verify.
 *
 * @example
 * ```ts
 * const request: DiagnosisRequest = { url: req.originalUrl, headers: req.headers, body: req.body, method: req.method };
 * ```
 *
 * Source: our decision.
 */
export type DiagnosisRequest = WebhookTarget & {
	headers: WebhookHeaders;
	/** The raw body; an object that was parsed already is allowed here. */
	body: WebhookBody | object;
	/** The method of the request, where it is known. */
	method?: string | undefined;
};

type Variant = [cause: DiagnosisCause | null, bytes: Uint8Array];

export function diagnose(core: CoreWebhooks, request: DiagnosisRequest, now: number): Diagnosis {
	const { text: target } = readTarget(request);
	return guarded(() => {
		const { headers, method } = request;
		const symptoms = { ...findHeaders(headers), target, method, host: headerOf(headers, "host"), saysGzip: saysGzip(headers) };
		return core.diagnose(symptoms, bodiesOf(request.body), now) as Diagnosis;
	});
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
	const given = typeof headers.get === "function" ? headers.get(name) : (headers as Record<string, unknown>)[name];
	return typeof given === "string" ? given : undefined;
}

function saysGzip(headers: WebhookHeaders): boolean {
	return headerOf(headers, "content-encoding")?.includes("gzip") === true;
}

/** The body as it was given, and what it may have been before. */
function bodiesOf(body: WebhookBody | object): Variant[] {
	const isParsed = !isRaw(body);
	const given = isParsed ? [] : [rawBody(body)];
	const bytes = given.map((raw) => (typeof raw === "string" ? bytesOf(raw) : new Uint8Array(raw)));
	const variants: Variant[] = bytes.map((raw) => [null, raw]);
	for (const raw of bytes) variants.push(...otherBytes(raw));
	// An object has no bytes: whatever they were, they were written again.
	const value = isParsed ? body : parsed(bytes[0]);
	if (isParsed) variants.push([null, new Uint8Array(0)]);
	if (value !== undefined) for (const text of writings(value)) variants.push(["body_reserialised", bytesOf(text)]);
	return variants;
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
