// Whether Powens is the sender.

import type { Bytes } from "../../core/bytes.js";
import type { Issue } from "../../errors/powens-error.js";
import type { WebhookMechanism } from "../../webhooks/event.js";
import type { Awaitable } from "../awaitable.js";
import type { BodyReader } from "../body-reader.js";
import type { KeptReason } from "../inbox/inbox.js";
import type { Incoming } from "../incoming.js";

/** A body whose sender is proven. */
export interface Proven {
	readonly isProven: true;
	/** What the handler gets; undefined where the body is to be kept instead, for {@link Proven.unexpected}. */
	readonly event: object | undefined;
	readonly unexpected: UnexpectedBody | undefined;
	/** `id_webhook_data`. */
	readonly id: number | null;
	/** In epoch milliseconds; null without a signature. */
	readonly signedAtMs: number | null;
	/** The bytes, inflated if they could be. A copy of their own. */
	body(): Bytes;
	/** Those bytes, to hash them and no more. */
	readonly chunks: readonly Uint8Array[];
}

/** Why a body cannot be handled. */
export interface UnexpectedBody {
	readonly reason: KeptReason;
	readonly code: string;
	readonly issues: readonly Issue[];
}

/** A request that is refused. */
export interface Refused {
	readonly isProven: false;
	readonly kind: "refused" | "busy" | "failed";
	readonly status: number;
	readonly code: string;
	/** What the caller's own function threw, where that is why. */
	readonly error?: unknown;
}

/** How a route proves its sender. */
export interface Proof {
	readonly mechanism: WebhookMechanism;
	/** Judges the head first, and reads the body then. At once, where the body has arrived and no function is to be awaited. */
	prove(incoming: Incoming, reader: BodyReader): Awaitable<Proven | Refused>;
}

export function refused(status: number, code: string, kind: Refused["kind"] = "refused"): Refused {
	return { isProven: false, kind, status, code };
}
