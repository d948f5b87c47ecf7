// What is said to the database at the end of a claim, and of what is kept: each with parameters, in a transaction of its own or of
// the claim.
import { MARK } from "./claim-statements.js";
import type { Names } from "./names.js";

/** The statements of one inbox. */
export interface EndStatements {
	/** $1 key, $2 token. One row, in the transaction of the claim; none in any other. */
	readonly commitNew: string;
	/** The same of what was kept. */
	readonly commitKept: string;
	/** $1 key, $2 token, then the body and what is said of it. One row where the claim is that token's. */
	readonly keep: string;
	/** $1 key, $2 token. Whether that token's claim was committed; no row where the key is another one's by now. */
	readonly isCommitted: string;
	/** $1 the key behind which, or null; $2 how many. */
	readonly list: string;
	/** $1 key. */
	readonly read: string;
	/** $1 retention in milliseconds, $2 how many at most. */
	readonly prune: string;
}

const ENTRY =
	"k.key, k.route, k.event, k.source, k.reason, k.code, k.signed_at_ms::float8 AS signed_at_ms, octet_length(k.body) AS bytes," +
	" extract(epoch FROM k.kept_at)::float8 * 1000 AS kept_at_ms, i.attempts";

export function endStatementsOf({ table, keptTable }: Names): EndStatements {
	const own = `key = $1 AND token = $2 AND current_setting('${MARK}', true) = $2`;
	const entries = `FROM ${keptTable} AS k JOIN ${table} AS i ON i.key = k.key`;
	return {
		commitNew: `UPDATE ${table} SET done_at = clock_timestamp(), backend = NULL WHERE ${own} AND done_at IS NULL`,
		commitKept:
			`WITH dropped AS (DELETE FROM ${keptTable} WHERE key = $1)` +
			` UPDATE ${table} SET done_at = clock_timestamp(), backend = NULL, is_kept = false WHERE ${own} AND is_kept`,
		keep: keepOf(table, keptTable),
		isCommitted: `SELECT done_at IS NOT NULL AND NOT is_kept AS is_committed FROM ${table} WHERE key = $1 AND token = $2`,
		list:
			`SELECT ${ENTRY} ${entries}` +
			` WHERE (k.kept_at, k.key) > (SELECT a.kept_at, a.key FROM ${keptTable} AS a WHERE a.key = $1)` +
			` OR NOT EXISTS (SELECT FROM ${keptTable} AS a WHERE a.key = $1) ORDER BY k.kept_at, k.key LIMIT $2`,
		read: `SELECT ${ENTRY}, k.body ${entries} WHERE k.key = $1`,
		prune:
			`DELETE FROM ${table} WHERE key IN (SELECT key FROM ${table}` +
			" WHERE claimed_at < clock_timestamp() - $1 * interval '1 millisecond' AND NOT is_kept" +
			" AND (done_at IS NULL OR done_at < clock_timestamp() - $1 * interval '1 millisecond')" +
			" ORDER BY claimed_at LIMIT $2 FOR UPDATE SKIP LOCKED)",
	};
}

function keepOf(table: string, keptTable: string): string {
	const columns = ["kept_at", "route", "event", "source", "reason", "code", "signed_at_ms", "body"];
	return (
		`WITH own AS (UPDATE ${table} SET done_at = clock_timestamp(), backend = NULL, is_kept = true` +
		" WHERE key = $1 AND token = $2 AND (done_at IS NULL OR is_kept) RETURNING key)" +
		` INSERT INTO ${keptTable} (key, ${columns.join(", ")})` +
		" SELECT key, clock_timestamp(), $3, $4, $5, $6, $7, $8, $9 FROM own" +
		` ON CONFLICT (key) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`
	);
}
