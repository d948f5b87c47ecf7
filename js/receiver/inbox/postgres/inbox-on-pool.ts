// The inbox itself: which claims are open in this process, and what is asked of the database.
import { checkObject, numberOf } from "../../argument.js";
import type { Claim, Kept, KeptBody, KeptEntry, ListKeptOptions } from "../inbox.js";
import { beginClaim } from "./begin-claim.js";
import { BEGIN_PLAIN, type Claimed, dropMessage, type Wanted } from "./claim-statements.js";
import { type Connection, connect, withConnection } from "./connection.js";
import { type EndStatements, endStatementsOf } from "./end-statements.js";
import { OpenClaim } from "./open-claim.js";
import type { ReadPostgresInboxOptions } from "./options.js";
import type { PostgresClient } from "./pool.js";
import type { PostgresContext, PostgresInbox, PruneOptions } from "./postgres-inbox.js";
import { entryOf, firstRow, keptOf } from "./rows.js";
import { checkTables, migrateTables } from "./tables.js";
import { isCommittedOn, keepOn, pruneOn } from "./transactions.js";

const LISTED = 100;
const PRUNED_AT_ONCE = 1_000;
const MOST_PRUNED_AT_ONCE = 100_000;

type Begun = Wanted & { readonly attempt: number };
type GiveBack = <Result>(result: Result) => Result;

/** A pool, as far as an inbox uses it. */
export interface PoolOf<Client extends PostgresClient> {
	connect(): PromiseLike<Client>;
}

export class InboxOnPool<Client extends PostgresClient> implements PostgresInbox<Client> {
	readonly retentionMs: number;
	readonly maxClaims: number;
	readonly #pool: PoolOf<Client>;
	readonly #options: ReadPostgresInboxOptions;
	readonly #statements: EndStatements;
	/** By key and token, as all below. */
	readonly #open = new Map<string, { claim: OpenClaim<Client>; answer: Claim<PostgresContext<Client>>; bodyHash: string }>();
	readonly #starting = new Map<string, Promise<Claim<PostgresContext<Client>>>>();
	readonly #ending = new Map<string, Promise<unknown>>();
	/** How many connections claims have, or wait for. */
	#places = 0;
	#checked: Promise<void> | undefined;

	constructor(pool: PoolOf<Client>, options: ReadPostgresInboxOptions) {
		this.#pool = pool;
		this.#options = options;
		this.retentionMs = options.retentionMs;
		this.maxClaims = options.maxClaims;
		this.#statements = endStatementsOf(options.names);
	}

	async claim(
		key: string,
		bodyHash: string,
		token: string,
		leaseMs: number,
		which: "new" | "kept" = "new",
	): Promise<Claim<PostgresContext<Client>>> {
		const name = nameOf(key, token);
		await this.#ending.get(name)?.catch(() => {});
		const open = this.#open.get(name);
		if (open !== undefined) {
			if (open.bodyHash !== bodyHash) return { state: "conflict" };
			if (await open.claim.renew(leaseMs)) return open.answer;
		}
		const starting = this.#starting.get(name) ?? this.#take({ key, token, bodyHash, leaseMs, which });
		this.#starting.set(name, starting);
		return starting.finally(() => this.#starting.delete(name));
	}

	async renew(key: string, token: string, leaseMs: number): Promise<boolean> {
		const open = this.#open.get(nameOf(key, token));
		return open === undefined ? false : open.claim.renew(leaseMs);
	}

	async commit(key: string, token: string): Promise<boolean> {
		const isCommitted = await this.#end({ key, token }, (claim) => claim.commit());
		if (isCommitted !== undefined) return isCommitted;
		const { names } = this.#options;
		return this.#with((connection) => isCommittedOn(connection, names, this.#statements, { key, token }));
	}

	async release(key: string, token: string, isAttempt = true): Promise<void> {
		await this.#end({ key, token }, (claim) => claim.release(isAttempt));
	}

	async keep(key: string, token: string, kept: KeptBody): Promise<boolean> {
		let own: OpenClaim<Client> | undefined;
		try {
			const isKept = await this.#end({ key, token }, (claim) => {
				own = claim;
				return claim.keep(kept);
			});
			if (isKept !== undefined) return isKept;
		} catch (error) {
			// What kills its connection each time is to be kept all the same. To do it twice is to do it once.
			if (own?.isLost !== true) throw error;
		}
		return this.#with((connection) => keepOn(connection, this.#statements, { key, token }, kept, BEGIN_PLAIN));
	}

	async list({ after, limit = LISTED }: ListKeptOptions = {}): Promise<readonly KeptEntry[]> {
		const { rows } = await this.#with((connection) => connection.query(this.#statements.list, [after ?? null, limit]));
		return rows.map((row) => entryOf(row as Record<string, unknown>));
	}

	async read(key: string): Promise<Kept | undefined> {
		const row = firstRow(await this.#with((connection) => connection.query(this.#statements.read, [key])));
		return row && keptOf(row);
	}

	async drop(key: string): Promise<boolean> {
		const results = await this.#with((connection) => connection.queryAll(dropMessage(this.#options.names, key)));
		return results[1]?.rowCount === 1;
	}

	/** `claims`: those that are open, or wait for a connection. `maxClaims`: how many there may be. */
	stats(): Readonly<Record<string, number>> {
		return { claims: this.#places, maxClaims: this.maxClaims };
	}

	check(): Promise<void> {
		return this.#with((connection) => checkTables(connection, this.#options.names));
	}

	async migrate(): Promise<void> {
		await this.#with((connection) => migrateTables(connection, this.#options.names));
		await this.check();
	}

	async prune(options: PruneOptions = {}): Promise<number> {
		checkObject(options, "The options of prune must be an object.");
		const batch = numberOf(options, "batch", { least: 1, most: MOST_PRUNED_AT_ONCE, otherwise: PRUNED_AT_ONCE });
		let pruned = 0;
		for (;;) {
			const count = await this.#with((connection) => pruneOn(connection, this.#statements, [this.retentionMs, batch]));
			pruned += count;
			if (count < batch) return pruned;
		}
	}

	#with<Result>(work: (connection: Connection) => PromiseLike<Result>): Promise<Result> {
		return withConnection(this.#pool, this.#options.connectTimeoutMs, work);
	}

	async #take(wanted: Wanted): Promise<Claim<PostgresContext<Client>>> {
		if (this.#places >= this.maxClaims) return { state: "busy" };
		const giveBack = this.#place();
		try {
			await this.#checkOnce();
			const connection = await connect(this.#pool, this.#options.connectTimeoutMs);
			if (connection === undefined) return giveBack({ state: "busy" });
			const found = await beginClaim(connection, this.#options, wanted);
			if (found.state !== "claimed") return giveBack(found);
			return this.#opened({ ...wanted, attempt: found.attempt }, connection, giveBack);
		} catch (error) {
			giveBack(undefined);
			throw error;
		}
	}

	/** Takes a place; what it gives gives the place back, once, and hands on what it is given. */
	#place(): <Result>(result: Result) => Result {
		let isTaken = true;
		this.#places += 1;
		return (result) => {
			if (isTaken) this.#places -= 1;
			isTaken = false;
			return result;
		};
	}

	#checkOnce(): Promise<void> {
		this.#checked ??= this.check().catch((error: unknown) => {
			this.#checked = undefined;
			throw error;
		});
		return this.#checked;
	}

	/** A claim that was begun; from now on it holds its place, until it ends or its connection is lost. */
	#opened(begun: Begun, connection: Connection<Client>, giveBack: GiveBack): Claim<PostgresContext<Client>> {
		if (connection.lost !== undefined) throw connection.lost;
		const name = nameOf(begun.key, begun.token);
		const claim = new OpenClaim({ names: this.#options.names, statements: this.#statements }, begun, begun.which, connection);
		const answer = { state: "claimed", attempt: begun.attempt, context: { client: claim.lent.client } } as const;
		this.#open.set(name, { claim, answer, bodyHash: begun.bodyHash });
		connection.onReleased = () => {
			giveBack(undefined);
			if (this.#open.get(name)?.claim === claim) this.#open.delete(name);
		};
		return answer;
	}

	/** Ends a claim, where it is open; undefined where it is not, or was ended by somebody else, who is waited for. */
	async #end<Result>({ key, token }: Claimed, end: (claim: OpenClaim<Client>) => Promise<Result>): Promise<Result | undefined> {
		const name = nameOf(key, token);
		const open = this.#open.get(name);
		if (open === undefined) {
			await this.#ending.get(name)?.catch(() => {});
			return undefined;
		}
		// Nothing is waited for until here: of two at once, the second sees that the first one is at it.
		this.#open.delete(name);
		const ending = end(open.claim).finally(() => this.#ending.delete(name));
		this.#ending.set(name, ending);
		return ending;
	}
}

/** A token belongs to a key: a name of both, which no other two have. */
function nameOf(key: string, token: string): string {
	return JSON.stringify([key, token]);
}
