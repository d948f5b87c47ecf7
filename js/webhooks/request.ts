// What is given to verify, read once: a getter, or another thread, cannot show one thing first and another thing then.
import { rawBody } from "./body.js";
import { guarded, part } from "./given.js";
import { type Head, headOf } from "./head.js";
import type { WebhookHeaders } from "./headers.js";
import { targetOf, type WebhookRequest } from "./target.js";

/** A request as it was read. */
export interface ReadRequest {
	readonly head: Head;
	readonly body: string | Uint8Array;
}

export function readRequest(request: WebhookRequest): ReadRequest {
	return guarded(() => {
		const head = headOf(targetOf(request), part(request, "headers") as WebhookHeaders);
		return { head, body: rawBody(part(request, "body")) };
	});
}
