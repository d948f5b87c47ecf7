// The parts of the library `pg` that are used, so that its types are not needed to compile.

/** What a statement gives. A text of several statements gives an array of them. */
export interface PostgresResult {
	/** The first word of the statement that was carried out: `COMMIT`, or `ROLLBACK` where the transaction had failed. */
	readonly command: string;
	readonly rowCount: number | null;
	readonly rows: readonly unknown[];
}

/** A connection of a pool: `PoolClient` of `pg`, or what does the same. */
export interface PostgresClient {
	query(text: string, values?: unknown[]): PromiseLike<PostgresResult>;
	/** Gives it back; with an error, the pool closes it. */
	release(error?: Error | boolean): void;
	on(event: "error", listener: (error: Error) => void): unknown;
	on(event: "drain" | "end", listener: () => void): unknown;
	removeListener(event: "error", listener: (error: Error) => void): unknown;
	removeListener(event: "drain" | "end", listener: () => void): unknown;
}

/** A pool of connections: `Pool` of `pg`, or what does the same. */
export interface PostgresPool {
	connect(): PromiseLike<PostgresClient>;
	/** `max`: the most connections at once. */
	readonly options?: { readonly max?: number | undefined } | undefined;
}

/**
 * The connection that a pool gives: for `Pool` of `pg` that is `PoolClient`.
 *
 * @typeParam Pool the type of the pool. `connect` of `pg` has a second form, with a callback, which must be told apart.
 */
export type ClientOf<Pool extends PostgresPool> =
	PostgresClient extends ClientOfTwo<Pool["connect"]> ? ClientOfOne<Pool["connect"]> : ClientOfTwo<Pool["connect"]>;

/** What a `connect` of one form gives. */
type ClientOfOne<Connect> = Connect extends () => PromiseLike<infer Client extends PostgresClient> ? Client : PostgresClient;

/** The same for one of two forms. Of one form TypeScript 5.0 would see here that it gives any client. */
type ClientOfTwo<Connect> = Connect extends {
	(): PromiseLike<infer Client extends PostgresClient>;
	(callback: never): unknown;
}
	? Client
	: PostgresClient;
