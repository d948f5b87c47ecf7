// Short transactions that are no handler's.
import type { KeptBody } from "../inbox.js";
import { BEGIN_PLAIN, type Claimed, LASTING, lockOf } from "./claim-statements.js";
import type { Connection } from "./connection.js";
import type { EndStatements } from "./end-statements.js";
import { inboxError } from "./errors.js";
import type { Names } from "./names.js";
import { firstRow, isTrue } from "./rows.js";

/**
 * Keeps a body; false where the key is not this claim's any more.
 *
 * @param begin begins the transaction, and ends the one before it where there is one.
 */
export async function keepOn(
	connection: Connection,
	statements: EndStatements,
	{ key, token }: Claimed,
	{ route, event, source, reason, code, signedAtMs, body }: KeptBody,
	begin: string,
): Promise<boolean> {
	await connection.queryAll(`${begin};\nSELECT ${LASTING}`);
	const values = [key, token, route, event, source, reason, code, signedAtMs, body];
	const { rowCount } = await connection.query(statements.keep, values);
	await connection.query("COMMIT");
	return rowCount === 1;
}

/**
 * Whether a claim that this process knows no more was committed. As long as its transaction may still be on its way to an end, it
 * holds its lock: then nobody knows.
 */
export async function isCommittedOn(
	connection: Connection,
	names: Names,
	statements: EndStatements,
	{ key, token }: Claimed,
): Promise<boolean> {
	const begun = await connection.queryAll(
		`${BEGIN_PLAIN};\nSELECT pg_try_advisory_xact_lock(${lockOf(names, key)}) AS is_locked`,
	);
	const row = firstRow(await connection.query(statements.isCommitted, [key, token]));
	await connection.query("COMMIT");
	if (row === undefined || isTrue(row.is_committed)) return row !== undefined;
	if (!isTrue(firstRow(begun[1])?.is_locked)) throw inboxError("commit_unknown");
	return false;
}

/** Forgets one batch; gives how many keys that was. */
export async function pruneOn(connection: Connection, statements: EndStatements, values: [number, number]): Promise<number> {
	await connection.queryAll(BEGIN_PLAIN);
	const { rowCount } = await connection.query(statements.prune, values);
	await connection.query("COMMIT");
	return rowCount ?? 0;
}
