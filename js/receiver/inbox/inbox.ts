// What a receiver asks of a store. Three come with the package; others pass `inboxConformance`.
import type { Bytes } from "../../core/bytes.js";
import type { Awaitable } from "../awaitable.js";

/**
 * What an inbox says to a claim:
 *
 * - `claimed`: the key is the caller's until the lease ends. `attempt` counts from 1, crashes included. `context` is what the
 *   handler gets besides; on PostgreSQL it has the `client` of the transaction.
 * - `busy`: somebody else has it, or the store has no place now.
 * - `done`: it was handled or kept before, within the retention.
 * - `conflict`: the key stands for another body, and will as long as it is known: what is told so is handled under a key of its own,
 *   and would be handled twice if it could take this one later. Where it is not sure yet (a claim is open), `busy`.
 */
export type Claim<Context extends object = object> =
	| { readonly state: "claimed"; readonly attempt: number; readonly context?: Context }
	| { readonly state: "busy" }
	| { readonly state: "done" }
	| { readonly state: "conflict" };

/** Why a body was kept instead of handled. */
export type KeptReason = "payload_invalid" | "unreadable" | "attempts";

/** What is kept of a delivery that is from Powens and could not be handled. */
export interface KeptBody {
	/** The path of the route. */
	readonly route: string;
	/** The event of the route; null where it has none. */
	readonly event: string | null;
	readonly source: string;
	readonly reason: KeptReason;
	/** What is wrong, as a code: `payload_invalid`, `gzip_invalid`, `too_large`, `handler_failed`. */
	readonly code: string;
	/** When the body was signed, in epoch milliseconds; null where nothing dates it. */
	readonly signedAtMs: number | null;
	/** The bytes that were proven, inflated if they could be. */
	readonly body: Bytes;
}

/** An entry of the list of what is kept: all but the bytes. */
export interface KeptEntry extends Omit<KeptBody, "body"> {
	readonly key: string;
	/** When it was kept, in epoch milliseconds, by the clock of the store. */
	readonly keptAtMs: number;
	readonly attempts: number;
	/** Length of the body. */
	readonly bytes: number;
}

/** What was kept, bytes and all. */
export interface Kept extends KeptEntry {
	readonly body: Bytes;
}

/** Which entries {@link Inbox.list} gives. */
export interface ListKeptOptions {
	/** Those behind this key, in the order of the list. Default: from the first. */
	readonly after?: string | undefined;
	/** How many at most. Default: 100. */
	readonly limit?: number | undefined;
}

/**
 * The memory of a receiver: which deliveries were handled, which are being handled, and what is kept.
 *
 * Each step is atomic, belongs to the token of a claim, is idempotent for it (a client library may send a command twice), and
 * refused for any other. `key` and `token` are text of at most 512 and 64 characters that the receiver makes; a store need not
 * understand them. Whatever cannot be done throws or rejects; the receiver answers 503 then, and Powens sends again. A store that
 * knows at once answers the steps of a claim at once: a promise for each of them takes longer than a small body's signature.
 *
 * @typeParam Context what a handler gets besides, such as `{ client }` on PostgreSQL.
 */
export interface Inbox<Context extends object = object> {
	/** For how long what was handled or kept is known at least, in milliseconds. Nothing younger is forgotten. */
	readonly retentionMs: number;
	/** How many claims may be open at once in this process, where the store bounds that; the receiver lets others wait. */
	readonly maxClaims?: number | undefined;
	/**
	 * Takes a key for the time of a lease, by the clock of the store.
	 *
	 * With the token that holds it already: the same answer again. `which: "kept"` takes what is kept, and nothing else (`done`
	 * where nothing is kept under the key): to handle it again.
	 *
	 * @param bodyHash SHA-256 of the body, 64 hexadecimal digits in lower case.
	 */
	claim(key: string, bodyHash: string, token: string, leaseMs: number, which?: "new" | "kept"): Awaitable<Claim<Context>>;
	/** Extends the lease; false where the claim is not this token's any more. */
	renew(key: string, token: string, leaseMs: number): Awaitable<boolean>;
	/** It is handled, and what was kept of it dropped; false where the claim is not this token's any more: nothing is done then. */
	commit(key: string, token: string): Awaitable<boolean>;
	/**
	 * Gives the key back unhandled; the attempt still counts. Nothing where the claim is not this token's. What was kept stays kept.
	 *
	 * @param isAttempt false: it does not count, since no handler ran.
	 */
	release(key: string, token: string, isAttempt?: boolean): Awaitable<void>;
	/** Keeps a body instead of handling it: the key is done from then on. False where the claim is not this token's any more. */
	keep(key: string, token: string, kept: KeptBody): Awaitable<boolean>;
	/** What is kept, the oldest first. Kept bodies are never forgotten by age. */
	list(options?: ListKeptOptions): Promise<readonly KeptEntry[]>;
	/** What is kept under a key. */
	read(key: string): Promise<Kept | undefined>;
	/** Forgets what is kept under a key, which stays done; false where nothing is, or while it is claimed. */
	drop(key: string): Promise<boolean>;
	/** Figures of the store for `receiver.stats()`, such as the number of keys in memory. */
	stats?(): Readonly<Record<string, number>>;
}

/** An inbox whose store is elsewhere, as on Redis and PostgreSQL: each step is a promise. */
export interface RemoteInbox<Context extends object = object> extends Inbox<Context> {
	claim(key: string, bodyHash: string, token: string, leaseMs: number, which?: "new" | "kept"): Promise<Claim<Context>>;
	renew(key: string, token: string, leaseMs: number): Promise<boolean>;
	commit(key: string, token: string): Promise<boolean>;
	release(key: string, token: string, isAttempt?: boolean): Promise<void>;
	keep(key: string, token: string, kept: KeptBody): Promise<boolean>;
}
