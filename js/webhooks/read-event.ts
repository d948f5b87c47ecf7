// Events of bytes whose sender is proven already.
import { isObject, own } from "../core/guarded.js";
import { ARGUMENT_TEXTS } from "../errors/webhook-texts.js";
import { limitedBytes, rawBody, type WebhookBody } from "./body.js";
import { checkEvent, checkedEvent, type Origin } from "./checked-event.js";
import { argumentError } from "./errors.js";
import { type EventOf, numberOf, type WebhookMechanism, type WebhookType } from "./event.js";
import { guarded } from "./given.js";
import { momentOf } from "./receiver.js";

/**
 * What an event says of where it comes from. {@link readEvent} takes the caller's word for it.
 *
 * @example
 * ```ts
 * const origin: EventOrigin = { mechanism: "hmac", signedAt: new Date("2026-03-01T12:00:00Z") };
 * ```
 */
export interface EventOrigin {
	/**
	 * What proved the sender.
	 *
	 * @defaultValue `"oauth"`
	 */
	mechanism?: WebhookMechanism | undefined;
	/** When the request was signed. Default: null. */
	signedAt?: Date | null | undefined;
	/** The name of the secret that signed it. Default: null. */
	secretName?: string | null | undefined;
}

/**
 * Makes an event of bytes whose sender you have proven: those that were kept after they were verified, or a request whose OAuth2
 * token you have checked. It checks the payload and **proves nothing**: for a request, use `Webhooks` or `verifyBearer`.
 *
 * @param body what was verified; compressed bytes are not inflated.
 *
 * @throws {PowensError} `payload_invalid` (`authentic` is false, since nothing was proven here; `issues` say what is wrong),
 * `body_not_raw`, `body_lone_surrogate`, `unknown_event`, `invalid_argument`.
 *
 * @example
 * ```ts
 * import { readEvent } from "powens-users";
 *
 * const event = readEvent("USER_CREATED", '{"id":42,"signin":"2026-03-01 12:00:00","platform":"sharedAccess"}');
 * console.log(event.user.id, event.mechanism); // 42 oauth
 * ```
 *
 * Source: our decision.
 */
export function readEvent<Type extends WebhookType>(type: Type, body: WebhookBody, origin: EventOrigin = {}): EventOf<Type> {
	const number = numberOf(type);
	const from = guarded(() => originOf(origin));
	// A copy, which nobody changes once it is checked.
	const bytes = new Uint8Array(limitedBytes(rawBody(body), { bytes: Number.POSITIVE_INFINITY, option: "" }));
	return checkedEvent(type, bytes, checkEvent(number, bytes), from, false);
}

function originOf(given: EventOrigin): Origin {
	if (!isObject(given)) throw argumentError(ARGUMENT_TEXTS.origin);
	const mechanism = own(given, "mechanism") ?? "oauth";
	const time = momentOf(own(given, "signedAt") ?? null);
	const secretName = own(given, "secretName") ?? null;
	const isKnown = ["hmac", "bearer", "oauth"].includes(mechanism);
	if (!isKnown || (time !== null && !Number.isFinite(time)) || (secretName !== null && typeof secretName !== "string")) {
		throw argumentError(ARGUMENT_TEXTS.origin);
	}
	return { mechanism, signedAt: time === null ? null : new Date(time as number), secretName };
}
