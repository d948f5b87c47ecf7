// The options of an inbox on Redis, read and checked once.
import { PowensError } from "../../../index.js";

/** Options of {@link redisInbox}; all may be left out. */
export interface RedisInboxOptions {
	/**
	 * What the names of its keys begin with. Receivers that share it are one receiver on many machines; another one needs another.
	 *
	 * @defaultValue "powens:inbox:"
	 */
	readonly prefix?: string | undefined;
	/**
	 * For how long a key is known after it was handled, in milliseconds. 1 … 34,560,000,000 (400 days).
	 *
	 * @defaultValue 2592000000 (30 days)
	 */
	readonly retentionMs?: number | undefined;
	/**
	 * How long a step may take, in milliseconds, until it counts as failed and the receiver answers 503. 1 … 600,000. A client that
	 * waits for its server to come back would wait longer than Powens does.
	 *
	 * @defaultValue 5000
	 */
	readonly timeoutMs?: number | undefined;
	/**
	 * Told once, in plain words, where the server may forget what it was told: by its settings `maxmemory-policy`, `appendonly` and
	 * `appendfsync`, or where it does not tell them. `() => {}` where you know better.
	 *
	 * @defaultValue `console.warn`
	 */
	readonly warn?: ((message: string) => unknown) | undefined;
}

/** The options as the inbox takes them. */
export interface ReadRedisInboxOptions {
	readonly prefix: string;
	readonly retentionMs: number;
	readonly timeoutMs: number;
	readonly warn: (message: string) => unknown;
}

/** @throws {PowensError} `invalid_argument`, with a message that names what is allowed. */
export function readOptions(options: RedisInboxOptions): ReadRedisInboxOptions {
	if (typeof options !== "object" || options === null) throw refusal("The options of redisInbox must be an object.");
	const own = <Name extends keyof RedisInboxOptions>(name: Name): RedisInboxOptions[Name] =>
		Object.hasOwn(options, name) ? (options[name] ?? undefined) : undefined;
	const prefix: unknown = own("prefix") ?? "powens:inbox:";
	if (typeof prefix !== "string" || prefix.length > 256) throw refusal("prefix must be text of at most 256 characters.");
	const warn: unknown = own("warn") ?? console.warn;
	if (typeof warn !== "function") throw refusal("warn must be a function that takes a message.");
	return {
		prefix,
		retentionMs: integer("retentionMs", own("retentionMs") ?? 2_592_000_000, 34_560_000_000),
		timeoutMs: integer("timeoutMs", own("timeoutMs") ?? 5_000, 600_000),
		warn: (message) => warn(message),
	};
}

function integer(name: string, value: unknown, most: number): number {
	if (Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most) return value as number;
	throw refusal(`${name} must be an integer from 1 to ${most}.`);
}

export function refusal(message: string): PowensError {
	return new PowensError(message, { code: "invalid_argument" });
}
