// One request on its way through the receiver: what is known of it so far.
import type { BodyReader } from "./body-reader.js";
import type { Outcome, OutcomeKind } from "./outcome.js";
import type { ServedRoute } from "./routes.js";
import { steadyNow } from "./time.js";

/** What a request came to. */
export interface Result {
	readonly kind: Exclude<OutcomeKind, "conflict">;
	readonly status: number;
	readonly code: string | null;
	/** What a function of the caller's, or the inbox, threw. */
	readonly error?: unknown;
}

export const ACCEPTED: Result = { kind: "accepted", status: 204, code: null };
export const DUPLICATE: Result = { kind: "duplicate", status: 204, code: null };

/** Nobody could do it now: Powens is to send it again. */
export function busy(code: string): Result {
	return { kind: "busy", status: 503, code };
}

export function failed(code: string, error?: unknown): Result {
	return { kind: "failed", status: 503, code, error };
}

export class Delivery {
	readonly #arrivedAt = steadyNow();
	route: ServedRoute | null = null;
	reader: BodyReader | null = null;
	key: string | null = null;
	id: number | null = null;
	attempt: number | null = null;
	bytes: number | null = null;
	handlerMs: number | null = null;
	/** Whether its bytes are held until its work has ended, which may be after the answer. */
	isHeld = false;
	/** Whether its id was handled before with another body. */
	isConflict = false;

	outcome(kind: OutcomeKind, { status, code, error }: Result): Outcome {
		const { route, key, id, attempt, bytes, handlerMs } = this;
		const outcome: Outcome = {
			kind,
			code,
			status,
			route: route?.path ?? null,
			event: route?.event ?? null,
			source: route?.source ?? null,
			key,
			id,
			attempt,
			bytes,
			durationMs: steadyNow() - this.#arrivedAt,
			handlerMs,
		};
		if (error !== undefined) Object.defineProperty(outcome, "error", { value: error, configurable: true, writable: true });
		return outcome;
	}
}
