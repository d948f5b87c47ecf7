// What is kept, handled once more by hand.

import type { Bytes } from "../core/bytes.js";
import { isCompressed } from "../core/compressed.js";
import { isPowensError, PowensError, readEvent } from "../index.js";
import type { Result } from "./delivery.js";
import type { Kept } from "./inbox/inbox.js";
import { idOf } from "./key.js";
import { inflated } from "./proof/inflate.js";
import type { Proven } from "./proof/proof.js";
import { provenEvent, provenSigned } from "./proof/proven-event.js";
import type { Replayed } from "./receiver.js";
import type { ServedRoute } from "./routes.js";

/** What the handler of a route gets of a body that was kept; undefined where that is no payload of its event. */
export async function keptEvent({ body, signedAtMs }: Kept, route: ServedRoute, maxBytes: number): Promise<Proven | undefined> {
	const { mechanism } = route.proof;
	const signedAt = signedAtMs === null ? null : new Date(signedAtMs);
	const whole = isCompressed(body) ? await inflated(body, maxBytes) : body;
	if (typeof whole === "string") return undefined;
	const bytes = whole as Bytes;
	// The hash is that of what was claimed and kept, however it reads now.
	if (route.event === null) {
		return { ...provenSigned({ id: idOf(bytes), body: bytes, signedAt, secretName: null, mechanism }), chunks: [body] };
	}
	try {
		return provenEvent(readEvent(route.event, bytes, { mechanism, signedAt }), [body]);
	} catch (error) {
		if (isPowensError(error) && error.code === "payload_invalid") return undefined;
		throw error;
	}
}

/** What `replay` says of a result, or throws. */
export function replayedOf({ kind, code, error }: Result): Replayed {
	if (kind === "accepted") return { kind };
	// The inbox says of what is not kept any more that it is done.
	if (kind === "duplicate") return { kind: "not_found" };
	if (kind === "busy") return { kind };
	if (code === "handler_failed" || error !== undefined) throw error;
	if (code === "handler_timeout") {
		throw new PowensError("The handler took longer than handlerTimeoutMs. It goes on, and may still be done.", {
			code: "timeout",
		});
	}
	throw new Error(`The inbox did not take what the handler has done (${code}). It stays kept unless another has it now.`);
}
