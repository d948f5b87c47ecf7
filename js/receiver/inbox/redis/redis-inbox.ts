import { argumentError } from "../../argument.js";
import type { Claim, Kept, KeptBody, KeptEntry, ListKeptOptions, RemoteInbox } from "../inbox.js";
import { connectionOf, type RedisClient, textOf } from "./client.js";
import { entryOf, keptOf, recordOf } from "./kept-record.js";
import { type RedisInboxOptions, readOptions } from "./options.js";
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
export function redisInbox(client: RedisClient, options: RedisInboxOptions = {}): RemoteInbox {
	const connection = connectionOf(client);
	if (connection === undefined) {
		throw argumentError("redisInbox needs a client of node-redis (the package redis) or of ioredis, of version 5 or newer.");
	}
	const { prefix, retentionMs, warn } = readOptions(options);
	let check: Promise<void> | undefined;
	const run = runner(connection);
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

class RedisInbox implements RemoteInbox {
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
		const [state = "", attempt = ""] = reply.map(textOf);
		if (state === "claimed" && /^\d+$/.test(attempt)) return { state, attempt: Number(attempt) };
		if (state === "busy" || state === "done" || state === "conflict") return { state };
		throw unknownReply();
	}

	async renew(key: string, token: string, leaseMs: number): Promise<boolean> {
		const [answer] = await this.#run(scripts.renew, this.#name(key), named(token), String(leaseMs), this.#retention);
		return isYes(answer);
	}

	async commit(key: string, token: string): Promise<boolean> {
		return this.#ended(key, await this.#run(scripts.commit, this.#name(key), named(token), this.#retention));
	}

	async release(key: string, token: string, isAttempt = true): Promise<void> {
		await this.#run(scripts.release, this.#name(key), named(token), isAttempt ? "1" : "0", this.#retention);
	}

	async keep(key: string, token: string, kept: KeptBody): Promise<boolean> {
		const [name, held] = [this.#name(key), named(token)];
		const [listed] = await this.#run(scripts.list, this.#list, key);
		const record = recordOf(kept);
		const [answer] = await this.#run(scripts.keep, name, held, textOf(listed), record, kept.body);
		return isYes(answer);
	}

	async list({ after, limit = 100 }: ListKeptOptions = {}): Promise<readonly KeptEntry[]> {
		if (!Number.isSafeInteger(limit) || limit < 1) throw argumentError("limit must be a positive integer.");
		const found: KeptEntry[] = [];
		let [from, at] = ["", ""];
		if (after !== undefined) {
			from = after;
			at = await this.#placeOf(after);
		}
		// Where some places are empty, the rest is looked for in larger pages.
		for (let size = Math.min(PAGE, limit); ; size = PAGE) {
			const keys = await this.#page(from, at, size);
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
		return isYes(answer);
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

function isYes(answer: unknown): boolean {
	const text = textOf(answer);
	if (text === "yes" || text === "no") return text === "yes";
	throw unknownReply();
}

/** What is between us and Redis has changed its answer: nothing may be taken from that. */
function unknownReply(): TypeError {
	return new TypeError("Redis, or what is before it, gave a reply that is none of the inbox.");
}
