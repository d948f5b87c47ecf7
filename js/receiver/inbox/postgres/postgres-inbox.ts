import type { RemoteInbox } from "../inbox.js";
import { InboxOnPool, type PoolOf } from "./inbox-on-pool.js";
import { type PostgresInboxOptions, readOptions } from "./options.js";
import type { ClientOf, PostgresClient, PostgresPool } from "./pool.js";

/** What a handler gets of a PostgreSQL inbox. */
export interface PostgresContext<Client extends PostgresClient = PostgresClient> {
	/**
	 * The connection of the transaction that marks the key as done: what is written through it is committed exactly once, together
	 * with the key, or not at all. Only for the time of the handler; the transaction is the receiver's, so no `COMMIT`, no
	 * `ROLLBACK`, and no `release()`.
	 */
	readonly client: Client;
}

/** How much {@link PostgresInbox.prune} does at once. */
export interface PruneOptions {
	/**
	 * How many keys one statement forgets. 1 … 100,000.
	 *
	 * @defaultValue 1000
	 */
	readonly batch?: number | undefined;
}

/** An inbox in PostgreSQL: what {@link postgresInbox} gives. */
export interface PostgresInbox<Client extends PostgresClient = PostgresClient> extends RemoteInbox<PostgresContext<Client>> {
	/** Rejects, with words on what to do, unless the tables are as the inbox needs them. The first claim does it too. */
	check(): Promise<void>;
	/** Makes the tables, where they are not there, by the SQL of `postgresInboxMigration`. Nothing else does. */
	migrate(): Promise<void>;
	/**
	 * Forgets the keys that are older than `retentionMs`, the oldest first, batch by batch, each in a transaction of its own. What
	 * is kept stays. Run it every hour or every day.
	 *
	 * @returns how many were forgotten.
	 */
	prune(options?: PruneOptions): Promise<number>;
}

/**
 * An inbox in PostgreSQL 11 or newer: for any number of processes and machines, and the one that makes a handler's writes happen
 * once. A claim is a transaction with a lock; the handler writes through `context.client`; its writes and the mark that the key is
 * done are committed together. What else the handler does (mails, calls of other services) happens at least once, as with any inbox.
 *
 * The connection is the lease: a process that dies frees its keys at once, one whose machine vanishes when the lease ends. The
 * tables come from `postgresInboxMigration`; the inbox never makes them unasked, and the first claim says what is missing.
 *
 * Each claim holds a connection of the pool, so a pool of 10 handles 9 at once. `pool.on("error", …)` is yours to set, as `pg` wants
 * it: an idle connection that breaks ends the process otherwise.
 *
 * @param pool `Pool` of `pg`, or one that does the same; at least 2 connections.
 * @throws {PowensError} `invalid_argument`, with a message that names what is allowed.
 *
 * @example
 * ```ts
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
 * const receiver = createReceiver({
 *   secretKey: process.env.POWENS_WEBHOOK_SECRET,
 *   inbox: postgresInbox(pool),
 *   routes: {
 *     "/powens/user-created": {
 *       event: "USER_CREATED",
 *       handle: ({ payload }, { client }) => client.query("INSERT INTO users (powens_id) VALUES ($1)", [payload.id]),
 *     },
 *   },
 * });
 * ```
 */
export function postgresInbox<Pool extends PostgresPool>(
	pool: Pool,
	options: PostgresInboxOptions = {},
): PostgresInbox<ClientOf<Pool>> {
	// What the pool gives is what its type says that it gives.
	return new InboxOnPool(pool as unknown as PoolOf<ClientOf<Pool>>, readOptions(pool, options));
}
