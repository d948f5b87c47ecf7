// The options of a PostgreSQL inbox, read and checked once.
import { argumentError, checkObject, numberOf, optionOf } from "../../argument.js";
import type { PostgresTableOptions } from "./migration.js";
import { type Names, readNames } from "./names.js";
import type { PostgresPool } from "./pool.js";

const ISOLATIONS = ["read committed", "repeatable read", "serializable"] as const;

/** Options of `postgresInbox`; all may be left out. */
export interface PostgresInboxOptions extends PostgresTableOptions {
	/**
	 * For how long a key is known at least after it was handled, in milliseconds; `prune` forgets it then. 1 … 34,560,000,000 (400
	 * days).
	 *
	 * @defaultValue 2592000000 (30 days)
	 */
	readonly retentionMs?: number | undefined;
	/**
	 * How many claims may be open at once in this process, each with a connection of its own. At least 1, at most one less than the
	 * pool has connections: one is left for reading, keeping and pruning, and for what a handler asks the pool itself.
	 *
	 * @defaultValue one less than the pool has connections
	 */
	readonly maxClaims?: number | undefined;
	/**
	 * How long a claim waits for a connection of the pool, in milliseconds; then it is `busy`. 1 … 600,000.
	 *
	 * @defaultValue 2000
	 */
	readonly connectTimeoutMs?: number | undefined;
	/** The isolation of the transaction that a handler gets. Default: that of the database, `default_transaction_isolation`. */
	readonly isolation?: (typeof ISOLATIONS)[number] | undefined;
}

/** The options as the inbox takes them. */
export interface ReadPostgresInboxOptions {
	readonly names: Names;
	readonly retentionMs: number;
	readonly maxClaims: number;
	readonly connectTimeoutMs: number;
	/** The statement that begins a handler's transaction. */
	readonly begin: string;
}

/** @throws {PowensError} `invalid_argument`, with a message that names what is allowed. */
export function readOptions(pool: PostgresPool, options: PostgresInboxOptions): ReadPostgresInboxOptions {
	checkObject(options, "The options of postgresInbox must be an object.");
	return {
		names: readNames(options),
		retentionMs: numberOf(options, "retentionMs", { least: 1, most: 34_560_000_000, otherwise: 2_592_000_000 }),
		maxClaims: maxClaimsOf(pool, options),
		connectTimeoutMs: numberOf(options, "connectTimeoutMs", { least: 1, most: 600_000, otherwise: 2_000 }),
		begin: beginOf(optionOf(options, "isolation")),
	};
}

function maxClaimsOf(pool: PostgresPool, options: PostgresInboxOptions): number {
	if (typeof pool?.connect !== "function") throw argumentError("postgresInbox needs a pool, such as new Pool() of pg.");
	const connections = pool.options?.max;
	if (connections === undefined) {
		if (optionOf(options, "maxClaims") === undefined) {
			throw argumentError("maxClaims is needed, since the pool does not say by options.max how many connections it has.");
		}
		return numberOf(options, "maxClaims", { least: 1, most: 1_000_000, otherwise: 1 });
	}
	if (connections < 2) {
		throw argumentError(
			`The pool of postgresInbox needs at least 2 connections (max: 2), and has ${connections}: a handler holds one, and one must be left.`,
		);
	}
	return numberOf(options, "maxClaims", { least: 1, most: connections - 1, otherwise: connections - 1 });
}

function beginOf(isolation: unknown): string {
	if (isolation === undefined) return "BEGIN";
	const known = ISOLATIONS.find((name) => name === isolation);
	if (known !== undefined) return `BEGIN ISOLATION LEVEL ${known.toUpperCase()}`;
	throw argumentError(`isolation must be one of ${ISOLATIONS.map((name) => `"${name}"`).join(", ")}.`);
}
