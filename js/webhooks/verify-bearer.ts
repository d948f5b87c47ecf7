import { isGiven, own } from "../core/guarded.js";
import { causeOf } from "../errors/foreign-error.js";
import { TOKEN_TEXTS } from "../errors/webhook-texts.js";
import { limitedBytes, rawBody, type WebhookBody } from "./body.js";
import { checkEvent, checkedEvent } from "./checked-event.js";
import { payloadInvalid, readError, webhookError } from "./errors.js";
import { type EventOf, numberOf, type WebhookType } from "./event.js";
import { writeFound } from "./found-headers.js";
import { guarded, part } from "./given.js";
import { findHeaders, type WebhookHeaders } from "./headers.js";
import { redacted } from "./redact.js";
import { withCore } from "./seam.js";
import { maxBytesOf } from "./setting.js";

/**
 * A request of the default mechanism.
 *
 * @example
 * ```ts
 * const request: BearerRequest = { headers: req.headers, body: rawBody, token: (userId) => tokens.get(userId) };
 * ```
 */
export interface BearerRequest {
	headers: WebhookHeaders;
	/** The raw body. */
	body: WebhookBody;
	/** The token that is on record for this user, or nothing where there is none. Asked once. */
	token: (userId: number) => string | null | undefined | PromiseLike<string | null | undefined>;
	/**
	 * The largest body, in bytes.
	 *
	 * @defaultValue 33554432 (32 MiB); at most 268435456
	 */
	maxBytes?: number | undefined;
}

/**
 * Verifies a webhook of the vendor's default mechanism, `Authorization: Bearer <user token>`: finds the user whom the body names,
 * looks up the token on record for that user, compares the two in constant time, and only then makes an object of the body.
 *
 * A signature proves more: it covers the body, and its date. Prefer HMAC where you can register it.
 *
 * @throws {PowensError} (as a rejection) `bearer_missing`, `bearer_malformed`, `bearer_unknown_user`, `bearer_mismatch`,
 * `token_unavailable`, `payload_invalid` (authentic, with `body`, where the token was right and the body is not what the event
 * carries; not authentic where no user can be read of it), `too_large`, `body_not_raw`, `unknown_event`, `invalid_argument`.
 *
 * @example
 * ```ts
 * import { verifyBearer } from "powens-users";
 *
 * const event = await verifyBearer("USER_CREATED", { headers: req.headers, body: rawBody, token: (userId) => tokens.get(userId) });
 * ```
 *
 * Source: "Authenticity" of the Powens documentation.
 */
export async function verifyBearer<Type extends WebhookType>(type: Type, request: BearerRequest): Promise<EventOf<Type>> {
	const number = numberOf(type);
	const sent = guarded(() => tokenOf(findHeaders(part(request, "headers") as WebhookHeaders).authorization));
	const { body, token, maxBytes } = guarded(
		() => ({
			body: rawBody(part(request, "body")),
			token: part(request, "token") as BearerRequest["token"],
			maxBytes: maxBytesOf(own(request, "maxBytes")),
		}),
		[sent],
	);
	const given = limitedBytes(body, { bytes: maxBytes, option: "maxBytes" });
	// The look-up takes time, in which the caller may use its buffer for something else.
	const bytes = typeof body === "string" ? given : new Uint8Array(given);
	const report = checkEvent(number, bytes);
	const { isRefused, isMalformed, userId, issues } = report;
	// A connection may be without its user, of whom there is no token then.
	const isUnowned = userId === null && !isRefused;
	if (isMalformed || (userId === null && isRefused)) throw payloadInvalid(number, issues, false);
	compare(sent, isUnowned ? null : await lookUp(() => Reflect.apply(token, request, [userId]), sent));
	return checkedEvent(type, bytes, report, { signedAt: null, secretName: null, mechanism: "bearer" }, true);
}

/** The token of a header; throws, with the core's reason, where there is none. */
function tokenOf(authorization: unknown): string {
	// Before the core is used: what was found may be anything.
	const text = typeof authorization === "string" ? authorization : "";
	return withCore((core) => {
		const record = core.write();
		writeFound(record, authorization);
		const length = core.exports.webhook_bearer(record.length);
		if (length < 0) throw readError(core);
		return text.slice(-length);
	});
}

/** Throws, with the core's reason, unless the token that was sent is the one on record. */
function compare(sent: string, onRecord: unknown): void {
	if (isGiven(onRecord) && typeof onRecord !== "string") {
		throw webhookError("token_unavailable", TOKEN_TEXTS.noText);
	}
	withCore((core) => {
		const record = core
			.write()
			.text(sent)
			.text(onRecord as string | null | undefined);
		if (core.exports.webhook_compare(record.length) < 0) throw readError(core);
	});
}

async function lookUp(token: () => unknown, sent: string): Promise<unknown> {
	try {
		return await token();
	} catch (thrown) {
		throw webhookError("token_unavailable", TOKEN_TEXTS.failed, { cause: redacted([sent], causeOf(thrown)) });
	}
}
