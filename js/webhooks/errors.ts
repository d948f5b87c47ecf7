// Errors of webhooks: what the core says as a record, and what stands in the way of asking it.

import type { Bytes } from "../core/bytes.js";
import type { Core } from "../core/core.js";
import { Reader } from "../core/record.js";
import { causeOf } from "../errors/foreign-error.js";
import { withFirst } from "../errors/issues.js";
import { type ErrorCause, type Issue, PowensError } from "../errors/powens-error.js";
import { Reason, WEBHOOK_STATUSES } from "../errors/webhook-reasons.js";
import { BODY_TEXTS, inflatesTooFarText, tooLargeText, webhookText } from "../errors/webhook-texts.js";
import type { MaxBytes } from "./max-bytes.js";

export type WebhookCode = keyof typeof WEBHOOK_STATUSES;

/** What an error of a webhook carries besides its code and its message. */
export interface More {
	/** Whether the sender is proven. */
	readonly authentic?: boolean;
	readonly issues?: readonly Issue[];
	readonly cause?: ErrorCause | undefined;
	/** Makes the bytes that were proven. */
	readonly body?: (() => Bytes) | undefined;
}

const codes = /* @__PURE__ */ Object.keys(WEBHOOK_STATUSES) as WebhookCode[];

export function webhookError(code: WebhookCode, message: string, more: More = {}): PowensError {
	return new PowensError(message, {
		code,
		httpStatus: WEBHOOK_STATUSES[code],
		authentic: false,
		pointer: more.issues?.[0]?.pointer ?? null,
		...more,
	});
}

/** The error of a core's call that failed, which is in the window or comes next there. `body` makes the bytes, where they are proven. */
export function readError(from: Core | Reader, body?: () => Bytes): PowensError {
	const reader = from instanceof Reader ? from : from.read(1);
	const [code, reason, about] = [reader.byte(), reader.byte(), reader.byte()];
	const [n, m, text] = [reader.number(), reader.number(), reader.text() ?? ""];
	const authentic = reader.byte() === 1;
	return webhookError(codes[code] ?? "invalid_argument", webhookText(reason, about, n, m, text), {
		authentic,
		body: authentic ? body : undefined,
	});
}

/** A body that is not what an event carries. */
export function payloadInvalid(event: number, issues: readonly Issue[], authentic: boolean, body?: () => Bytes): PowensError {
	const sender = authentic ? "The request is genuine, but its" : "The";
	const text = `${sender} ${webhookText(Reason.PayloadInvalid, event)}`;
	return webhookError("payload_invalid", withFirst(text, issues), { authentic, issues, body: authentic ? body : undefined });
}

/** Something that stands in the way of a body. */
export function bodyError(code: keyof typeof BODY_TEXTS, more: More = {}): PowensError {
	return webhookError(code, BODY_TEXTS[code], more);
}

/** The same for something that a foreign function, or a stream, threw. */
export function bodyFailed(code: "body_unreadable" | "gzip_invalid", thrown: unknown, more: More = {}): PowensError {
	return bodyError(code, { ...more, cause: causeOf(thrown) });
}

export function argumentError(message: string, cause?: ErrorCause): PowensError {
	return webhookError("invalid_argument", message, { cause });
}

export function tooLarge({ bytes, option }: MaxBytes, more: More = {}): PowensError {
	return webhookError("too_large", option === "" ? inflatesTooFarText(bytes) : tooLargeText(bytes, option), more);
}
