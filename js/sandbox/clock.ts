// The clock of a sandbox: tokens, temporary users, rate limits, dates of webhooks and runs of the sender go by it.

/** The clock of a sandbox. It runs with the platform's until it is frozen. */
export interface SandboxClock {
	/** Epoch milliseconds. */
	now(): number;
	/** Stops the clock, at a moment where one is given, else where it is. What is due by then happens before this resolves. */
	freeze(atMs?: number): Promise<void>;
	/** Lets the clock run on from where it is. */
	resume(): void;
	/** Moves the clock on, frozen or not. What becomes due by that (ends of temporary users, runs of the sender) happens before this resolves. */
	advance(ms: number): Promise<void>;
	readonly isFrozen: boolean;
}

/** What a snapshot keeps of a clock. A running clock is kept by how far it is off, so that one restored later shows no past day. */
export interface ClockState {
	readonly frozenAt: number | null;
	readonly offsetMs: number;
}

interface Alarm {
	readonly dueMs: number;
	readonly run: () => unknown;
}

/** The last moment that a `Date` can show in four digits. */
export const LAST_MOMENT = 253_402_300_799_999;
const LONGEST_TIMEOUT = 2_147_483_647;

/** A clock with alarms: they ring by a timer of the platform while it runs, and in order while it is moved. */
export class Clock implements SandboxClock {
	/** Ascending by when they are due, and in order of their making where that is the same. */
	readonly #alarms: Alarm[] = [];
	/** Where the clock stands, or null while it runs. */
	#heldAt: number | null = null;
	#isFrozen = false;
	#offsetMs = 0;
	/** Where the moves under way will end, or null. */
	#target: number | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isClosed = false;

	constructor(frozenAt: number | null = null) {
		this.restore({ frozenAt, offsetMs: 0 });
	}

	get isFrozen(): boolean {
		return this.#isFrozen;
	}

	now(): number {
		return this.#heldAt ?? Date.now() + this.#offsetMs;
	}

	/**
	 * Runs something at a moment, or soon where that is past. A promise that it returns is waited for when the clock is moved.
	 *
	 * @returns What calls it off.
	 */
	at(dueMs: number, run: () => unknown): () => void {
		const alarm = { dueMs, run };
		const after = this.#alarms.findIndex((other) => other.dueMs > dueMs);
		this.#alarms.splice(after < 0 ? this.#alarms.length : after, 0, alarm);
		this.#arm();
		return () => {
			const index = this.#alarms.indexOf(alarm);
			if (index >= 0) this.#alarms.splice(index, 1);
			this.#arm();
		};
	}

	async freeze(atMs?: number): Promise<void> {
		const at = atMs ?? this.now();
		if (!isMoment(at)) throw new RangeError(`atMs: an integer from 0 to ${LAST_MOMENT} is expected`);
		this.#isFrozen = true;
		// Also back: a test may ask for any moment.
		if (at < this.now()) this.#heldAt = at;
		await this.#moveTo(at);
	}

	resume(): void {
		if (!this.#isFrozen) return;
		this.#isFrozen = false;
		if (this.#target === null) this.#release();
	}

	async advance(ms: number): Promise<void> {
		const target = (this.#target ?? this.now()) + ms;
		if (!Number.isSafeInteger(ms) || ms < 0 || target > LAST_MOMENT) {
			throw new RangeError(`ms: an integer from 0 that does not lead beyond the year 9999 is expected`);
		}
		await this.#moveTo(target);
	}

	state(): ClockState {
		return this.#isFrozen ? { frozenAt: this.now(), offsetMs: 0 } : { frozenAt: null, offsetMs: this.#offsetMs };
	}

	/** Sets the clock; alarms stay as they are. */
	restore({ frozenAt, offsetMs }: ClockState): void {
		this.#isFrozen = frozenAt !== null;
		this.#heldAt = frozenAt;
		this.#offsetMs = offsetMs;
		this.#arm();
	}

	/** No alarm rings any more. */
	close(): void {
		this.#isClosed = true;
		this.#alarms.length = 0;
		this.#arm();
	}

	async #moveTo(target: number): Promise<void> {
		this.#target = target;
		this.#heldAt = this.now();
		this.#arm();
		for (let alarm = this.#takeDue(target); alarm !== undefined; alarm = this.#takeDue(target)) {
			this.#heldAt = Math.max(this.#heldAt, alarm.dueMs);
			await alarm.run();
		}
		this.#heldAt = Math.max(this.#heldAt, target);
		// A move that began meanwhile goes further, and lets go of the clock.
		if (this.#target !== target) return;
		this.#target = null;
		if (!this.#isFrozen) this.#release();
	}

	#release(): void {
		this.#offsetMs = Math.round(this.now() - Date.now());
		this.#heldAt = null;
		this.#arm();
	}

	#takeDue(moment: number): Alarm | undefined {
		const [first] = this.#alarms;
		return first !== undefined && first.dueMs <= moment ? this.#alarms.shift() : undefined;
	}

	/** Sets the platform's timer to the next alarm; none while the clock stands. */
	#arm(): void {
		clearTimeout(this.#timer);
		const [first] = this.#alarms;
		if (first === undefined || this.#heldAt !== null || this.#isClosed) return;
		const wait = Math.min(Math.max(0, first.dueMs - this.now()), LONGEST_TIMEOUT);
		this.#timer = setTimeout(() => this.#ring(), wait);
		// A program ends although a sandbox has something planned. A browser's timer is a number.
		(this.#timer as { unref?: () => void }).unref?.();
	}

	#ring(): void {
		const now = this.now();
		for (let alarm = this.#takeDue(now); alarm !== undefined; alarm = this.#takeDue(now)) alarm.run();
		this.#arm();
	}
}

/** Whether a number is a moment that the clock can show: epoch milliseconds. */
export function isMoment(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= LAST_MOMENT;
}
