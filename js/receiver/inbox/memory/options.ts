// The options of a memory inbox, read and checked once.
import { PowensError } from "../../../index.js";

declare const performance: { now(): number };

/** Options of {@link memoryInbox}; all may be left out. */
export interface MemoryInboxOptions {
	/**
	 * For how long a key is known after it was handled, in milliseconds. 1 … 34,560,000,000 (400 days).
	 *
	 * @defaultValue 2592000000 (30 days)
	 */
	readonly retentionMs?: number | undefined;
	/**
	 * How many keys there may be: those that are claimed, kept, or handled within the retention. 1 … 100,000,000. A key takes some
	 * 150 bytes, which are taken only when it comes.
	 *
	 * @defaultValue 1000000
	 */
	readonly maxKeys?: number | undefined;
	/**
	 * How many bytes all kept bodies may have together: at least `maxBodyBytes` of the receiver, or a large one can never be kept.
	 * 0 … 9,007,199,254,740,991.
	 *
	 * @defaultValue 67108864 (64 MiB)
	 */
	readonly maxKeptBytes?: number | undefined;
	/** The wall clock, in epoch milliseconds, for `keptAtMs`. Default: `Date.now`. */
	readonly now?: (() => number) | undefined;
	/** A clock that never jumps, in milliseconds, for leases and ages. Default: `performance.now`. */
	readonly steadyNow?: (() => number) | undefined;
}

/** The options as the inbox takes them. */
export interface ReadMemoryInboxOptions {
	readonly retentionMs: number;
	readonly maxKeys: number;
	readonly maxKeptBytes: number;
	readonly now: () => number;
	readonly steadyNow: () => number;
}

/** @throws {PowensError} `invalid_argument`, with a message that names what is allowed. */
export function readOptions(options: MemoryInboxOptions): ReadMemoryInboxOptions {
	if (typeof options !== "object" || options === null) throw refusal("The options of memoryInbox must be an object.");
	const own = <Name extends keyof MemoryInboxOptions>(name: Name): MemoryInboxOptions[Name] =>
		Object.hasOwn(options, name) ? (options[name] ?? undefined) : undefined;
	return {
		retentionMs: integer("retentionMs", own("retentionMs") ?? 2_592_000_000, 1, 34_560_000_000),
		maxKeys: integer("maxKeys", own("maxKeys") ?? 1_000_000, 1, 100_000_000),
		maxKeptBytes: integer("maxKeptBytes", own("maxKeptBytes") ?? 67_108_864, 0, Number.MAX_SAFE_INTEGER),
		// Asked anew each time: a test may have replaced it since.
		now: clock("now", own("now")) ?? (() => Date.now()),
		steadyNow: clock("steadyNow", own("steadyNow")) ?? (() => performance.now()),
	};
}

function integer(name: string, value: unknown, least: number, most: number): number {
	if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
	throw refusal(`${name} must be an integer from ${least} to ${most}.`);
}

function clock(name: string, value: unknown): (() => number) | undefined {
	if (value === undefined || typeof value === "function") return value as (() => number) | undefined;
	throw refusal(`${name} must be a function that gives milliseconds.`);
}

function refusal(message: string): PowensError {
	return new PowensError(message, { code: "invalid_argument" });
}
