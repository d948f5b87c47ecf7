// What the handler gets of a body that is proven.
import type { EventOf, WebhookType } from "../../webhooks/event.js";
import type { SignedWebhook } from "../options.js";
import type { Proven } from "./proof.js";

/** @param chunks The bytes that the event was made of; without them its own are made. */
export function provenEvent(event: EventOf<WebhookType>, chunks: readonly Uint8Array[] = [event.body]): Proven {
	return {
		isProven: true,
		event,
		unexpected: undefined,
		id: event.id,
		signedAtMs: event.signedAt?.getTime() ?? null,
		chunks,
		body: () => event.body,
	};
}

export function provenSigned(signed: SignedWebhook): Proven {
	const { id, signedAt, body } = signed;
	return {
		isProven: true,
		event: signed,
		unexpected: undefined,
		id,
		signedAtMs: signedAt?.getTime() ?? null,
		chunks: [body],
		body: () => body,
	};
}
