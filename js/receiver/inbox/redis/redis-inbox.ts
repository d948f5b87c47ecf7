import type { Claim, Inbox, Kept, KeptBody, KeptEntry, ListKeptOptions } from "../inbox.js";
import { connectionOf, type RedisClient, textOf } from "./client.js";
import { entryOf, keptOf, recordOf } from "./kept-record.js";
import { type RedisInboxOptions, readOptions, refusal } from "./options.js";
import { type Run, runner } from "./run.js";
import * as scripts from "./scripts.js";
import { warningOf } from "./settings.js";

/** How many keys of the list are looked at in one go. */
const PAGE = 100;

/**
 * An inbox on Redis, for receivers on any number of machines.
 *
 * At least once: of two machines only one gets a key, and what was handled is not handled again as long as its key is known. What a
 * handler does is not Redis', though: where a process dies between the effect and the commit, or loses its lease while it works, or
 * where the server forgets, an event is handled twice. Make the effect one that may be repeated, or use `postgresInbox`.
 *
 * The server has to remember what it was told: `maxmemory-policy noeviction`, `appendonly yes`, `appendfsync always`. That is looked
 * at with the first step, and told to `warn` where it is not so.
 *
 * Each step is one script with one key, so it works in a cluster; the clock is the server's. The client stays yours: connect it, and
 * close it after `receiver.stop()`.
 *
 * @throws {PowensError} `invalid_argument`.
 * @example
 * ```ts
 * import { createClient } from "redis";
 * import { createReceiver } from "powens-users/receiver";
 * import { redisInbox } from "powens-users/receiver/redis";
 *
 * const client = await createClient({ url: process.env.REDIS_URL })
 * 	.on("error", (error) => console.error(error.message))
 * 	.connect();
 * const receiver = createReceiver({ secretKey, inbox: redisInbox(client), routes });
 * ```
 */
export function redisInbox(client: RedisClient, options: RedisInboxOptions = {}): Inbox {
	const connection = connectionOf(client);
	if (connection === undefined) {
		throw refusal("redisInbox needs a client of node-redis (the package redis) or of ioredis, of version 5 or newer.");
	}
	const { prefix, retentionMs, timeoutMs, warn } = readOptions(options);
	let check: Promise<void> | undefined;
	const run = runner(connection, timeoutMs);
	return new RedisInbox(prefix, retentionMs, (...step) => {
		check ??= warningOf(connection).then(
			(warning) => {
				if (warning !== null) warn(warning);
			},
			() => {
				check = undefined;
			},
		);
		check.catch(() => {});
		return run(...step);
	});
}

class RedisInbox implements Inbox {
	readonly retentionMs: number;
	readonly #retention: string;
	readonly #prefix: string;
	readonly #list: string;
	readonly #run: Run;

	constructor(prefix: string, retentionMs: number, run: Run) {
		this.retentionMs = retentionMs;
		this.#retention = String(retentionMs);
		this.#prefix = `${prefix}key:`;
		this.#list = `${prefix}kept`;
		this.#run = run;
	}

	async claim(key: string, bodyHash: string, token: string, leaseMs: number, which = "new"): Promise<Claim> {
		if (!/^[0-9a-f]{64}$/.test(bodyHash)) throw new TypeError("bodyHash must be 64 hexadecimal digits in lower case");
		const hash = Buffer.from(bodyHash, "hex");
		const reply = await this.#run(scripts.claim, this.#name(key), hash, named(token), String(leaseMs), this.#retention, which);
		const [state, attempt] = reply.map(textOf);
		if (state === "claimed") return { state, attempt: Number(attempt) };
		if (state === "busy" || state === "done" || state === "conflict") return { state };
		throw new TypeError("Redis gave a claim of no known state.");
	}

	async renew(key: string, token: string, leaseMs: number): Promise<boolean> {
		const [answer] = await this.#run(scripts.renew, this.#name(key), named(token), String(leaseMs), this.#retention);
		return textOf(answer) === "yes";
	}

	async commit(key: string, token: string): Promise<boolean> {
		return this.#ended(key, await this.#run(scripts.commit, this.#name(key), named(token), this.#retention));
	}

	async release(key: string, token: string, isAttempt = true): Promise<void> {
		await this.#run(scripts.release, this.#name(key), named(token), isAttempt ? "1" : "0", this.#retention);
	}

	async keep(key: string, token: string, kept: KeptBody): Promise<boolean> {
		const held = named(token);
		const [listed] = await this.#run(scripts.list, this.#list, key);
		const record = recordOf(kept);
		const [answer] = await this.#run(scripts.keep, this.#name(key), held, textOf(listed), record, kept.body);
		return textOf(answer) === "yes";
	}

	async list({ after, limit = 100 }: ListKeptOptions = {}): Promise<readonly KeptEntry[]> {
		if (!Number.isSafeInteger(limit) || limit < 1) throw refusal("limit must be a positive integer.");
		const found: KeptEntry[] = [];
		let [from, at] = ["", ""];
		if (after !== undefined) {
			from = after;
			at = await this.#placeOf(after);
		}
		for (;;) {
			const keys = await this.#page(from, at, Math.min(PAGE, limit));
			const entries = await Promise.all(keys.map((place) => this.#entry(place)));
			for (const entry of entries) if (entry !== undefined && found.length < limit) found.push(entry);
			const last = keys.at(-1);
			if (last === undefined || found.length === limit) return found;
			({ key: from, at } = last);
		}
	}

	async read(key: string): Promise<Kept | undefined> {
		return keptOf(key, await this.#run(scripts.read, this.#name(key)));
	}

	async drop(key: string): Promise<boolean> {
		return this.#ended(key, await this.#run(scripts.drop, this.#name(key), this.#retention));
	}

	/** Takes what is kept no more off the list. Where that fails, the list does it: nobody has to know. */
	async #ended(key: string, [answer, place]: readonly unknown[]): Promise<boolean> {
		const at = textOf(place);
		if (at !== "") await this.#run(scripts.unlist, this.#list, key, at, "1").catch(() => {});
		return textOf(answer) === "yes";
	}

	/** A key that is cut, or is no text, would make one delivery of two. */
	#name(key: string): string {
		if (typeof key !== "string" || key.length === 0 || key.length > 512) {
			throw new TypeError("key must be text of 1 to 512 characters");
		}
		return this.#prefix + key;
	}

	/** Where the key of the list's end is or was; empty where nobody knows: the list begins anew then, and leaves nothing out. */
	async #placeOf(key: string): Promise<string> {
		const [place] = await this.#run(scripts.place, this.#name(key));
		return textOf(place);
	}

	async #page(after: string, at: string, limit: number): Promise<{ key: string; at: string }[]> {
		const reply = (await this.#run(scripts.page, this.#list, after, at, String(limit))).map(textOf);
		return Array.from({ length: reply.length / 2 }, (_, index) => ({
			key: reply[2 * index] ?? "",
			at: reply[2 * index + 1] ?? "",
		}));
	}

	async #entry({ key, at }: { key: string; at: string }): Promise<KeptEntry | undefined> {
		const entry = entryOf(key, await this.#run(scripts.entry, this.#name(key)));
		if (entry === undefined) await this.#run(scripts.unlist, this.#list, key, at, "0").catch(() => {});
		return entry;
	}
}

/** No claim has an empty token: it marks what was dropped. */
function named(token: string): string {
	if (typeof token === "string" && token.length > 0 && token.length <= 64) return token;
	throw new TypeError("token must be text of 1 to 64 characters");
}
