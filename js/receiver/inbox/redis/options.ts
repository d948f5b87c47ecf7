// The options of an inbox on Redis, read and checked once.
import { argumentError, checkObject, functionOf, numberOf, optionOf } from "../../argument.js";

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
	readonly warn: (message: string) => unknown;
}

/** @throws {PowensError} `invalid_argument`, with a message that names what is allowed. */
export function readOptions(options: RedisInboxOptions): ReadRedisInboxOptions {
	checkObject(options, "The options of redisInbox must be an object.");
	const prefix = optionOf(options, "prefix") ?? "powens:inbox:";
	if (typeof prefix !== "string" || prefix.length > 256) throw argumentError("prefix must be text of at most 256 characters.");
	const warn = functionOf(options, "warn") ?? console.warn;
	return {
		prefix,
		retentionMs: numberOf(options, "retentionMs", { least: 1, most: 34_560_000_000, otherwise: 2_592_000_000 }),
		warn: (message) => warn(message),
	};
}
