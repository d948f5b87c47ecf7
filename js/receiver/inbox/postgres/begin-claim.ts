import { pause } from "../../time.js";
import { claimMessage, lockMessage, releaseMessage, type Wanted } from "./claim-statements.js";
import type { Connection } from "./connection.js";
import type { ReadPostgresInboxOptions } from "./options.js";
import { firstRow, isTrue } from "./rows.js";

type Found = { readonly state: "claimed"; readonly attempt: number } | { readonly state: "busy" | "done" | "conflict" };

/**
 * The pauses before the lock of a key that is taken is tried again: somebody may have had it for the moment in which he saw that he
 * cannot have the key. Together far less than a claim may be on its way.
 */
const LOCK_PAUSES_MS = [1, 3, 10, 30, 100];

/** Takes a key. Where that comes to nothing, the connection is given back; else it is in the handler's transaction from now on. */
export async function beginClaim(connection: Connection, options: ReadPostgresInboxOptions, wanted: Wanted): Promise<Found> {
	const { names } = options;
	try {
		const results = await connection.queryAll(claimMessage(options, wanted));
		const row = firstRow(results.at(-1));
		const isLocked =
			isTrue(firstRow(results.at(-2))?.is_locked) || (isTrue(row?.is_own) && (await isLockedLater(connection, options, wanted)));
		const found = judge(row, isLocked, wanted.which);
		if (found.state !== "claimed") {
			// Its attempt was counted, and none will be made: another key has the same lock.
			const isCounted = found.state === "busy" && isTrue(row?.is_own);
			await connection.queryAll(isCounted ? releaseMessage(names, wanted, false) : "ROLLBACK");
			connection.release();
		}
		return found;
	} catch (error) {
		connection.release(error instanceof Error ? error : new Error("a statement failed"));
		throw error;
	}
}

/** Tries the lock again. Should the key be another one's by then, no commit of this claim succeeds. */
async function isLockedLater(connection: Connection, { names }: ReadPostgresInboxOptions, { key }: Wanted): Promise<boolean> {
	for (const ms of LOCK_PAUSES_MS) {
		await pause(ms);
		const [result] = await connection.queryAll(lockMessage(names, key));
		if (isTrue(firstRow(result)?.is_locked)) return true;
	}
	return false;
}

function judge(row: Readonly<Record<string, unknown>> | undefined, isLocked: boolean, which: "new" | "kept"): Found {
	if (row === undefined) return { state: which === "new" ? "busy" : "done" };
	if (!isTrue(row.is_same)) return { state: "conflict" };
	if (which === "new" ? isTrue(row.is_done) : !isTrue(row.is_kept)) return { state: "done" };
	if (isTrue(row.is_own) && isLocked) return { state: "claimed", attempt: Number(row.attempts) };
	return { state: "busy" };
}
