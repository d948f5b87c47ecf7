/**
 * What became of a request:
 *
 * - `accepted`: handled, and answered with 2xx. `duplicate`: it was before; answered with 2xx. `kept`: its bytes are in the inbox
 *   instead; answered with 2xx.
 * - `busy`: no place, or somebody else is at it; 503. `failed`: the handler threw or took too long, or the inbox failed; 503.
 * - `refused`: not proven, or no request that counts; `code` says why.
 * - `conflict`, besides one of the others: an id that was handled before came with another body; that is handled as its own.
 */
export type OutcomeKind = "accepted" | "duplicate" | "busy" | "refused" | "conflict" | "kept" | "failed";

/**
 * What `onOutcome` gets. Holds no payload and no secret: fit for logs and metrics.
 */
export interface Outcome {
	readonly kind: OutcomeKind;
	/** What happened, as a code; null where nothing needs saying. Those of `PowensError`, and the receiver's own. */
	readonly code: string | null;
	/** The status of the answer. */
	readonly status: number;
	/** The path of the route; null where none was found. */
	readonly route: string | null;
	readonly event: string | null;
	readonly source: string | null;
	/** The key in the inbox; null where it did not come to that. */
	readonly key: string | null;
	/** `id_webhook_data`; null where the body has none, or was not read. */
	readonly id: number | null;
	/** Which attempt of this delivery; null where it was not claimed. */
	readonly attempt: number | null;
	/** Length of the body as it was verified; null where it was not. */
	readonly bytes: number | null;
	/** From the request's arrival to its answer, in milliseconds. */
	readonly durationMs: number;
	/** What the handler took of it; null where none ran. */
	readonly handlerMs: number | null;
	/** What a function of the caller's or the inbox threw, for `failed` and `kept`. Not enumerable, so that no log shows it unasked: it is not the receiver's. */
	readonly error?: unknown;
}
