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
