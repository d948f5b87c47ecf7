// Signing as Powens does, for tests.
import { decoder } from "../core/codecs.js";
import { own } from "../core/guarded.js";
import { Reason } from "../errors/webhook-reasons.js";
import { webhookText } from "../errors/webhook-texts.js";
import { limitedBytes, rawBody, type WebhookBody } from "./body.js";
import { argumentError, readError } from "./errors.js";
import { guarded } from "./given.js";
import type { SignatureHeaders, SignOptions } from "./options.js";
import type { Receiver } from "./receiver.js";
import { hash, withCore } from "./seam.js";
import { targetOf, type WebhookTarget } from "./target.js";

export function sign(receiver: Receiver, request: WebhookTarget & SignOptions & { body: WebhookBody }): SignatureHeaders {
	const { target, date, name, body } = guarded(() => ({
		target: targetOf(request),
		date: dateText(own(request, "date") ?? new Date(receiver.time())),
		name: nameText(own(request, "secretName")),
		body: rawBody(request.body),
	}));
	const bytes = limitedBytes(body, receiver.max);
	return withCore((core) => {
		const handle = receiver.handleIn(core);
		const record = core.write().byte(target.kind).text(target.text).text(date).text(name);
		if (core.exports.webhook_sign(handle, record.length) < 0) throw readError(core);
		hash(core, bytes);
		const length = core.exports.webhook_signature();
		return { "bi-signature": decoder.decode(core.openWindow(length).subarray(0, length)), "bi-signature-date": date };
	});
}

/** The text of a date that is to be signed; one that is none is refused by the core. */
function dateText(date: Date | string): string {
	return typeof date === "string" ? date : `${date.toISOString()}`;
}

function nameText(name: unknown): string | undefined {
	if (typeof name === "string" || name === undefined) return name;
	throw argumentError(webhookText(Reason.NoSuchSecret));
}
