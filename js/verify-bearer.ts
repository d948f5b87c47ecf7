import type { PayloadOf } from "./check-payload.js";
import { bearerError, bearerToken, checkOptions, scanBegin, scanError, tokenFunctionError } from "./core.js";
import { limitedBytes, rawBody, type WebhookBody } from "./webhooks/body.js";
import { Content } from "./webhooks/content.js";
import { type EventOf, makeEvent, type WebhookType } from "./webhooks/event.js";
import { numberOf } from "./webhooks/event-number.js";
import { findHeaders, type WebhookHeaders } from "./webhooks/headers.js";
import { guarded } from "./webhooks/request.js";
import { scan } from "./webhooks/scan.js";

/**
 * A request of the default mechanism.
 *
 * @example
 * ```ts
 * const request: BearerRequest = { headers: req.headers, body: rawBody, token: (userId) => tokens.get(userId) };
 * ```
 *
 * Source: our decision.
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

const MAX_ISSUES = 100;

/**
 * Verifies a webhook of the vendor's default mechanism, `Authorization: Bearer <user token>`: checks the body, looks up the
 * token on record for the user whom it names, compares the two in constant time, and only then gives the event.
 *
 * A signature proves more: it covers the body, and its date. Prefer HMAC where you can register it.
 *
 * @throws {PowensError} (as a rejection) `bearer_missing`, `bearer_malformed`, `bearer_unknown_user`, `bearer_mismatch`,
 * `token_unavailable`, `payload_invalid` (not authentic), `too_large`, `body_not_raw`, `unknown_event`, `invalid_argument`.
 *
 * @example
 * ```ts
 * import { verifyBearer } from "powens-users";
 *
 * const event = await verifyBearer("USER_CREATED", { headers: req.headers, body: rawBody, token: (userId) => tokens.get(userId) });
 * ```
 *
 * Source: "Authenticity" of the Powens documentation; the order is our decision.
 */
export async function verifyBearer<Type extends WebhookType>(type: Type, request: BearerRequest): Promise<EventOf<Type>> {
	const eventNumber = numberOf(type);
	const { sent, body, token, maxBytes } = guarded(() => {
		const { headers, token } = request;
		const [maxBytes = 0] = checkOptions({ maxBytes: request.maxBytes });
		return { sent: bearerToken(findHeaders(headers).authorization), body: rawBody(request.body), token, maxBytes };
	});
	const given = limitedBytes(body, maxBytes, "maxBytes");
	// The look-up takes time, in which the caller may use its buffer for something else.
	const bytes = typeof body === "string" ? given : new Uint8Array(given);
	scanBegin(eventNumber, MAX_ISSUES, false, false);
	scan(bytes);
	const refused = scanError();
	if (refused !== undefined) throw refused;
	const content = Content.ofBytes(bytes, false, true);
	const { id_webhook_data: id = null } = content.parse() as PayloadOf<WebhookType>;
	const event = makeEvent({ type, id, signedAt: null, secretName: null, mechanism: "bearer", content });
	// The very user whom the event shows, whatever else the body holds.
	const mismatch = bearerError(sent, await lookUp(token, event.user.id, sent));
	if (mismatch !== undefined) throw mismatch;
	return event;
}

async function lookUp(token: BearerRequest["token"], userId: number, sent: string): Promise<unknown> {
	try {
		return await token(userId);
	} catch (thrown) {
		throw tokenFunctionError(sent, thrown);
	}
}
