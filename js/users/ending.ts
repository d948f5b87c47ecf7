// What may end a call early: its deadline, and the caller's signal.
import { isObject } from "../core/guarded.js";
import type { AbortSignalLike } from "./options.js";
import { abortedBy, onAbort } from "./signal.js";

/** The deadline passed. */
export const TIMED_OUT: unique symbol = Symbol("timed out");

/** Why a call ended early: by its deadline, or by the signal, with its reason. */
export type Interruption = typeof TIMED_OUT | { readonly reason: unknown };

/** Thrown where a call has to end, rather than for a failure of what it waited for. */
export class Interrupted {
	readonly #by: Interruption;

	constructor(by: Interruption) {
		this.#by = by;
	}

	/** What ended the call; undefined for anything else that was thrown. Not by `instanceof`, which a Proxy is asked for. */
	static of(thrown: unknown): Interruption | undefined {
		return isObject(thrown) && #by in thrown ? thrown.#by : undefined;
	}
}

interface Timers {
	readonly setTimeout?: (callback: () => void, ms: number) => unknown;
	readonly clearTimeout?: (timer: unknown) => void;
	readonly performance?: { now(): number };
}

/** The runtime's timers and clock, looked up for each call: a test may have put others there. */
const timers = globalThis as Timers;

/** A steady clock in milliseconds; undefined where there is none, or it gives no time. */
export function steadyNow(): number | undefined {
	try {
		const now = timers.performance?.now();
		return Number.isFinite(now) ? now : undefined;
	} catch {
		return undefined;
	}
}

/** The deadline and the signal of one call, and all its waiting, of which there is one at a time. */
export class Ending {
	readonly #signal: AbortSignalLike | undefined;
	readonly #timeoutMs: number;
	readonly #started = steadyNow();
	readonly #timer: unknown;
	readonly #forget: () => void = () => {};
	#isTimedOut = false;
	/** Ends the waiting that is under way. */
	#interrupt: (() => void) | undefined;

	/** @throws whatever the signal throws. */
	constructor(signal: AbortSignalLike | undefined, timeoutMs: number) {
		this.#signal = signal;
		this.#timeoutMs = timeoutMs;
		if (signal !== undefined) {
			// Whoever has the listener may call it at any time.
			this.#forget = onAbort(signal, () => {
				if (abortedBy(signal) !== undefined) this.#interrupt?.();
			});
		}
		this.#timer = startTimer(() => {
			this.#isTimedOut = true;
			this.#interrupt?.();
		}, timeoutMs);
	}

	/** Stops the timer and the listening. */
	close(): void {
		this.#interrupt = undefined;
		stopTimer(this.#timer);
		this.#forget();
	}

	/** What is left until the deadline, in milliseconds, as far as a clock tells. */
	get remainingMs(): number {
		const now = steadyNow();
		if (this.#isTimedOut) return 0;
		if (now === undefined || this.#started === undefined || now < this.#started) return this.#timeoutMs;
		return Math.max(0, this.#timeoutMs - (now - this.#started));
	}

	/**
	 * Ends a call that the signal has aborted, or whose deadline has passed. A stream that is always ready gives timers no turn, so
	 * the clock counts too.
	 *
	 * @throws {Interrupted}
	 */
	check(): void {
		this.checkSignal();
		if (this.remainingMs <= 0) throw new Interrupted(TIMED_OUT);
	}

	/** @throws {Interrupted} */
	checkSignal(): void {
		const aborted = this.#signal && abortedBy(this.#signal);
		if (aborted !== undefined) throw new Interrupted(aborted);
	}

	/**
	 * Waits for what a function gives, which may be anything, but no longer than the call may take. Runs the function at once, unless
	 * the signal has aborted between two waits, where nobody heard it; its throw is a rejection.
	 *
	 * @throws {Interrupted}
	 */
	within<T>(make: () => T | PromiseLike<T>): Promise<Awaited<T>> {
		return new Promise<Awaited<T>>((resolve, reject) => {
			this.checkSignal();
			this.#interrupt = () => reject(new Interrupted(this.#interruption()));
			// A promise of our own: one that never settles holds nothing of the call, and one that lies cannot settle it twice.
			new Promise<T>((settle) => settle(make())).then(resolve as (value: T) => void, reject);
			if (this.#isTimedOut) this.#interrupt();
		});
	}

	/** Waits for a time, but no longer than the call may take. */
	async sleep(ms: number): Promise<void> {
		let timer: unknown;
		try {
			await this.within(() => new Promise<void>((resolve) => (timer = startTimer(resolve, ms))));
		} finally {
			stopTimer(timer);
		}
	}

	#interruption(): Interruption {
		return (this.#signal && abortedBy(this.#signal)) ?? TIMED_OUT;
	}
}

/** Where there are no timers that work, waiting is over at once: a call then fails early rather than hang. */
function startTimer(callback: () => void, ms: number): unknown {
	try {
		const { setTimeout } = timers;
		if (setTimeout !== undefined) return setTimeout(callback, ms);
	} catch {
		// A test may have put it there.
	}
	callback();
	return undefined;
}

function stopTimer(timer: unknown): void {
	try {
		timers.clearTimeout?.(timer);
	} catch {
		// A clock of a test may know nothing of it.
	}
}
