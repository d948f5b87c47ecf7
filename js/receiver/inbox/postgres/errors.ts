// What can go wrong with a claim, in words for whoever writes the handler.

const TEXTS = {
	transaction_ended:
		"The transaction of context.client was ended before the receiver did it, by COMMIT or ROLLBACK in the handler: the key is not marked as done, and Powens will send again what the handler may have committed. Leave the transaction open, and use SAVEPOINT where you need one within it.",
	transaction_aborted:
		"A statement on context.client failed and the handler went on: PostgreSQL undoes the whole transaction then, so the key is not marked as done. Let the handler fail too, or put a SAVEPOINT before a statement that may fail.",
	statement_left:
		"A statement on context.client was still under way when the claim had to end: the connection was closed, and the transaction is undone. Await each statement, and close each cursor, before the handler returns.",
	commit_unknown:
		"Whether the claim was committed is not known yet: its connection broke off, and PostgreSQL has not ended its transaction. Ask again.",
	no_connection: "The pool gave no connection in time (connectTimeoutMs): others hold all of them.",
	tables_unfit:
		"The tables of the inbox are not as they must be. Run the SQL that postgresInboxMigration() gives, with the same options, or `await inbox.migrate()`, before the receiver starts.",
} as const;

export type InboxErrorCode = keyof typeof TEXTS;

/** An error with a code; `detail` goes before its text. */
export function inboxError(code: InboxErrorCode, cause?: unknown, detail = ""): Error {
	return Object.assign(new Error(`${detail}${TEXTS[code]}`, cause === undefined ? {} : { cause }), { code });
}
