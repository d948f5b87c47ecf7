// What is said to the database to take a key, and to give it back: each in one message, so that it takes one round trip, and the
// moments between two transactions are those of the server alone. Texts are hexadecimal digits there (`textValue`).

import { bytesValue, type Names, textValue } from "./names.js";
import type { ReadPostgresInboxOptions } from "./options.js";

/** How each transaction begins that is no handler's: a statement of it sees what others have committed just before. */
export const BEGIN_PLAIN = "BEGIN ISOLATION LEVEL READ COMMITTED";

/** What was answered with 2xx never comes again, so a commit waits for the disk where a setting says that it need not. */
export const LASTING =
	"set_config('synchronous_commit'," +
	" CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)";

/** Lives as long as the transaction that set it: by it, a transaction is known again. */
export const MARK = "powens_users.claim";

/**
 * How long a claim whose lock is not held may be on its way from its first transaction to its second, in which it takes the lock.
 * Longer, and it does not count any more; if its connection is gone, it does not count at once.
 */
const ON_ITS_WAY = "interval '1 second'";

/** A claim, as the statements know it. */
export interface Claimed {
	readonly key: string;
	readonly token: string;
}

/** A claim that somebody wants. */
export interface Wanted extends Claimed {
	readonly bodyHash: string;
	readonly leaseMs: number;
	readonly which: "new" | "kept";
}

/**
 * The lock of a key, a number of 64 bits: of the key, and of the table, whose number starts the hash. Two keys of one lock are never
 * handled at the same moment, and that is all.
 */
export function lockOf({ table }: Names, key: string): string {
	return `hashtextextended(${textValue(key)}, ${textValue(table)}::regclass::oid::bigint)`;
}

/** Takes the lock of a key for this transaction, where nobody has it. */
export function lockMessage(names: Names, key: string): string {
	return `SELECT pg_try_advisory_xact_lock(${lockOf(names, key)}) AS is_locked`;
}

/** Nobody holds it any more, whose lock could be had. */
function isFree(row: string): string {
	return (
		`(${row}.backend IS NULL OR ${row}.claimed_at < clock_timestamp() - ${ON_ITS_WAY}` +
		` OR NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.pid = ${row}.backend))`
	);
}

/**
 * Counts the attempt and puts the claim's token at the key, which lasts whatever becomes of the handler; then begins its
 * transaction, with the lock, the mark and the lease. The last two results say what came of it.
 *
 * The first transaction lets its lock go at its end, as each does, and a moment later the second takes it. Whoever comes between the
 * two finds a token that is on its way (`isFree`).
 */
export function claimMessage(
	{ names, begin }: Pick<ReadPostgresInboxOptions, "names" | "begin">,
	{ key, token, bodyHash, leaseMs, which }: Wanted,
): string {
	const take = which === "new" ? takeNew(names, key, bodyHash, token) : takeKept(names, key, bodyHash, token);
	return [
		BEGIN_PLAIN,
		take,
		"COMMIT",
		begin,
		`SELECT pg_try_advisory_xact_lock(${lockOf(names, key)}) AS is_locked, set_config('${MARK}', ${textValue(token)}, true),` +
			` set_config('idle_in_transaction_session_timeout', '${Math.ceil(leaseMs)}', true), ${LASTING}`,
		`SELECT i.token = ${textValue(token)} AS is_own, i.body_hash = ${bytesValue(bodyHash)} AS is_same,` +
			` i.done_at IS NOT NULL AS is_done, i.is_kept, i.attempts FROM ${names.table} AS i WHERE i.key = ${textValue(key)}`,
	].join(";\n");
}

/** What is done is not touched, so that a duplicate writes nothing. */
function takeNew(names: Names, key: string, bodyHash: string, token: string): string {
	const { table } = names;
	return (
		`INSERT INTO ${table} AS i (key, body_hash, attempts, token, backend, claimed_at)` +
		` SELECT ${textValue(key)}, ${bytesValue(bodyHash)}, 1, ${textValue(token)}, pg_backend_pid(), clock_timestamp()` +
		` WHERE NOT EXISTS (SELECT FROM ${table} AS d WHERE d.key = ${textValue(key)} AND d.done_at IS NOT NULL)` +
		` AND pg_try_advisory_xact_lock(${lockOf(names, key)})` +
		" ON CONFLICT (key) DO UPDATE SET attempts = i.attempts + 1, token = excluded.token, backend = excluded.backend," +
		" claimed_at = excluded.claimed_at" +
		` WHERE i.done_at IS NULL AND i.body_hash = excluded.body_hash AND ${isFree("i")}`
	);
}

function takeKept(names: Names, key: string, bodyHash: string, token: string): string {
	return (
		`UPDATE ${names.table} AS i SET attempts = i.attempts + 1, token = ${textValue(token)}, backend = pg_backend_pid(),` +
		` claimed_at = clock_timestamp() WHERE i.key = ${textValue(key)} AND i.is_kept AND i.body_hash = ${bytesValue(bodyHash)}` +
		` AND ${isFree("i")} AND pg_try_advisory_xact_lock(${lockOf(names, key)})`
	);
}

/** Ends the transaction, and makes the key free for anybody. The token stays: what cannot be handled may be kept by it. */
export function abandonMessage(names: Names, claim: Claimed): string {
	return `ROLLBACK;\n${atOwnRow(names, claim, "backend = NULL")}`;
}

/** Ends the transaction, and gives the key back. */
export function releaseMessage(names: Names, claim: Claimed, isAttempt: boolean): string {
	const change = `backend = NULL, token = NULL${isAttempt ? "" : ", attempts = attempts - 1"}`;
	return `ROLLBACK;\n${atOwnRow(names, claim, change)}`;
}

function atOwnRow({ table }: Names, { key, token }: Claimed, change: string): string {
	return (
		`UPDATE ${table} SET ${change} WHERE key = ${textValue(key)} AND token = ${textValue(token)}` +
		" AND (done_at IS NULL OR is_kept)"
	);
}

/** What is kept is forgotten, and its key stays done; not while it is claimed. The second result counts. */
export function dropMessage(names: Names, key: string): string {
	const own =
		`UPDATE ${names.table} AS i SET is_kept = false, done_at = clock_timestamp(), token = NULL, backend = NULL` +
		` WHERE i.key = ${textValue(key)} AND i.is_kept AND ${isFree("i")} AND pg_try_advisory_xact_lock(${lockOf(names, key)})` +
		" RETURNING i.key";
	return [BEGIN_PLAIN, `WITH own AS (${own}) DELETE FROM ${names.keptTable} AS k USING own WHERE k.key = own.key`, "COMMIT"].join(
		";\n",
	);
}
