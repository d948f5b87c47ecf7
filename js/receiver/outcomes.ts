// What became of all requests: counted, and told to whoever wants to know.
import { ignore } from "../core/guarded.js";
import type { Delivery, Result } from "./delivery.js";
import type { Outcome, OutcomeKind } from "./outcome.js";

export class Outcomes {
	readonly #onOutcome: ((outcome: Outcome) => unknown) | undefined;
	readonly #counts: Record<OutcomeKind, number> = {
		accepted: 0,
		duplicate: 0,
		busy: 0,
		refused: 0,
		conflict: 0,
		kept: 0,
		failed: 0,
	};

	constructor(onOutcome: ((outcome: Outcome) => unknown) | undefined) {
		this.#onOutcome = onOutcome;
	}

	get counts(): Readonly<Record<OutcomeKind, number>> {
		return { ...this.#counts };
	}

	tell(delivery: Delivery, result: Result): void {
		if (delivery.isConflict) this.#tell("conflict", delivery, { ...result, code: "other_body", error: undefined });
		this.#tell(result.kind, delivery, result);
	}

	#tell(kind: OutcomeKind, delivery: Delivery, result: Result): void {
		this.#counts[kind] += 1;
		const onOutcome = this.#onOutcome;
		if (onOutcome !== undefined) ignore(() => onOutcome(delivery.outcome(kind, result)));
	}
}
