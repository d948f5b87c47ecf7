// Ends temporary users when their time is over.
import type { Clock } from "../clock.js";

/** An alarm at the end of the temporary user who ends next. */
export class Expiry {
	readonly #clock: Clock;
	readonly #nextEnd: () => number;
	readonly #expire: () => void;
	#plannedAt = Number.POSITIVE_INFINITY;
	#callOff = (): void => {};

	/**
	 * @param nextEnd When the next temporary user ends, or Infinity.
	 * @param expire Ends those whose time is over.
	 */
	constructor(clock: Clock, nextEnd: () => number, expire: () => void) {
		this.#clock = clock;
		this.#nextEnd = nextEnd;
		this.#expire = expire;
	}

	/** Sees to it that something happens at that moment. */
	plan(atMs: number): void {
		if (atMs >= this.#plannedAt) return;
		this.#callOff();
		this.#plannedAt = atMs;
		this.#callOff = this.#clock.at(atMs, () => this.run());
	}

	/** Ends those whose time is over now, without waiting for a timer, which may be late. */
	run(): void {
		if (this.#clock.now() < this.#plannedAt) return;
		this.#expire();
		this.planAnew();
	}

	/** To be called when the users are others than before. */
	planAnew(): void {
		this.#callOff();
		this.#plannedAt = Number.POSITIVE_INFINITY;
		this.plan(this.#nextEnd());
	}
}
