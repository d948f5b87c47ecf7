// What is given to verify, read once: a getter, or another thread, cannot show one thing first and another thing then.
import { givenBody } from "./body.js";
import { guarded, partsOf } from "./given.js";
import { type Head, headOf } from "./head.js";
import { findHeaders } from "./headers.js";
import { targetOf, type WebhookRequest } from "./target.js";

/** A request as it was read. */
export interface ReadRequest {
	readonly head: Head;
	readonly body: string | Uint8Array;
}

export function readRequest(request: WebhookRequest): ReadRequest {
	const { target, found, body } = guarded(() => {
		const target = targetOf(request);
		const { headers, body } = partsOf(request);
		return { target, found: findHeaders(headers), body };
	});
	return { head: headOf(target, found), body: givenBody(body) };
}
