// A claim from its begin to its end: a transaction on a connection of its own.
import { LATE, within } from "../../time.js";
import type { KeptBody } from "../inbox.js";
import { abandonMessage, BEGIN_PLAIN, type Claimed, MARK, releaseMessage } from "./claim-statements.js";
import type { Connection } from "./connection.js";
import type { EndStatements } from "./end-statements.js";
import { inboxError } from "./errors.js";
import { type Lent, lend } from "./lent-client.js";
import type { Names } from "./names.js";
import type { PostgresClient, PostgresResult } from "./pool.js";
import { firstRow, isTrue } from "./rows.js";
import { keepOn } from "./transactions.js";

/** How long a statement that the handler has left behind may go on, once the handler has ended. */
const LEFT_BEHIND_MS = 10_000;
/** How long a renewal waits for its answer. A server that is slow is there all the same. */
const RENEWAL_MS = 2_000;
/** PostgreSQL's word for a transaction in which a statement has failed. */
const ABORTED = "25P02";

/** What a claim needs of its inbox. */
export interface Home {
	readonly names: Names;
	readonly statements: EndStatements;
}

export class OpenClaim<Client extends PostgresClient> implements Claimed {
	readonly key: string;
	readonly token: string;
	readonly which: "new" | "kept";
	readonly lent: Lent<Client>;
	readonly #home: Home;
	readonly #connection: Connection<Client>;
	#renewal: Promise<boolean> | undefined;

	constructor(home: Home, { key, token }: Claimed, which: "new" | "kept", connection: Connection<Client>) {
		this.#home = home;
		this.key = key;
		this.token = token;
		this.which = which;
		this.#connection = connection;
		this.lent = lend(connection.client);
	}

	/** Whether its connection is gone, and with it the transaction. */
	get isLost(): boolean {
		return this.#connection.lost !== undefined;
	}

	/**
	 * Whether the transaction is still there. Each renewal lets the server's patience with an idle transaction begin anew; where the
	 * handler has a statement under way, it is not idle.
	 */
	async renew(leaseMs: number): Promise<boolean> {
		if (this.isLost) return false;
		if (!this.lent.isIdle) return true;
		this.#renewal ??= this.#askForMark(leaseMs).finally(() => {
			this.#renewal = undefined;
		});
		const isThere = await within(this.#renewal, RENEWAL_MS);
		return isThere === LATE || isThere;
	}

	async #askForMark(leaseMs: number): Promise<boolean> {
		try {
			const result = await this.#connection.query(
				`SELECT current_setting('${MARK}', true) = $1 AS is_there, set_config('idle_in_transaction_session_timeout', $2, true)`,
				[this.token, String(Math.ceil(leaseMs))],
			);
			return isTrue(firstRow(result)?.is_there);
		} catch (error) {
			// A statement of the handler's has failed: that it learns by itself.
			return isAborted(error);
		}
	}

	/** Marks the key as done in the handler's transaction, and commits it. Whatever comes of it, the connection is given back. */
	async commit(): Promise<boolean> {
		try {
			await this.#endOfHandler();
			const { commitNew, commitKept } = this.#home.statements;
			const marked = await this.#mark(this.which === "new" ? commitNew : commitKept);
			if (marked.rowCount !== 1) return await this.#notOurs();
			const { command } = await this.#connection.query("COMMIT");
			if (command !== "COMMIT") throw inboxError("transaction_aborted");
			this.#connection.release();
			return true;
		} catch (error) {
			await this.#abandon();
			throw error;
		} finally {
			this.lent.detach();
		}
	}

	/** Undoes what the handler did, and keeps the body instead. */
	async keep(kept: KeptBody): Promise<boolean> {
		try {
			await this.#endOfHandler();
			const isKept = await keepOn(this.#connection, this.#home.statements, this, kept, `ROLLBACK;\n${BEGIN_PLAIN}`);
			this.#connection.release();
			return isKept;
		} catch (error) {
			await this.#abandon();
			throw error;
		} finally {
			this.lent.detach();
		}
	}

	/** Undoes what the handler did, and gives the key back. With a statement under way, the connection goes with it. */
	async release(isAttempt: boolean): Promise<void> {
		this.lent.revoke();
		try {
			if (!this.lent.isIdle) throw inboxError("statement_left");
			await this.#connection.queryAll(releaseMessage(this.#home.names, this, isAttempt));
			this.#connection.release();
		} catch (error) {
			// Closed: the server then undoes the transaction, and the key is free.
			this.#connection.release(asError(error));
		} finally {
			this.lent.detach();
		}
	}

	async #endOfHandler(): Promise<void> {
		this.lent.revoke();
		if ((await within(this.lent.whenIdle(), LEFT_BEHIND_MS)) === LATE) throw inboxError("statement_left");
	}

	async #mark(statement: string): Promise<PostgresResult> {
		try {
			return await this.#connection.query(statement, [this.key, this.token]);
		} catch (error) {
			throw isAborted(error) ? inboxError("transaction_aborted", error) : error;
		}
	}

	/** Either the handler has ended the transaction, which is an error of it, or the key is another one's by now. */
	async #notOurs(): Promise<false> {
		const result = await this.#connection.query(`SELECT current_setting('${MARK}', true) = $1 AS is_there`, [this.token]);
		if (!isTrue(firstRow(result)?.is_there)) throw inboxError("transaction_ended");
		await this.#abandon();
		return false;
	}

	async #abandon(): Promise<void> {
		if (this.isLost) return;
		try {
			if (!this.lent.isIdle) throw inboxError("statement_left");
			await this.#connection.queryAll(abandonMessage(this.#home.names, this));
			this.#connection.release();
		} catch (error) {
			this.#connection.release(asError(error));
		}
	}
}

function isAborted(error: unknown): boolean {
	return typeof error === "object" && error !== null && "code" in error && error.code === ABORTED;
}

function asError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error("a statement failed");
}
