// Events of bytes that are checked apart from the proof of their sender.
import { check, MAX_ISSUES, type Report } from "./check.js";
import { Content } from "./content.js";
import { payloadInvalid } from "./errors.js";
import { type EventOf, type EventParts, makeEvent, numberOf, type WebhookType } from "./event.js";
import { withCore } from "./seam.js";

/** What proves the sender of an event. */
export type Origin = Pick<EventParts<WebhookType>, "mechanism" | "signedAt" | "secretName">;

/** Checks a body as that of an event, by the core's number of it. */
export function checkEvent(event: number, bytes: Uint8Array): Report {
	return withCore((core) => check(core, { event, maxIssues: MAX_ISSUES, isStrict: false }, bytes));
}

/** The event of bytes that were checked, and that nobody else has; throws where they are not what it carries. */
export function checkedEvent<Type extends WebhookType>(
	type: Type,
	bytes: Uint8Array,
	{ isRefused, isAscii, id, user, issues }: Report,
	origin: Origin,
	isAuthentic: boolean,
): EventOf<Type> {
	const content = Content.ofBytes(bytes, isAscii, true);
	if (isRefused) throw payloadInvalid(numberOf(type), issues, isAuthentic, () => content.bytes);
	return makeEvent({ type, id, ...origin, content, user });
}
