// A connection of the pool, from the moment that it is had to the one that it is given back: whole, or not at all.
import { LATE, within } from "../../time.js";
import { inboxError } from "./errors.js";
import type { PostgresClient, PostgresPool, PostgresResult } from "./pool.js";

/** A connection that is held. An error of it brings nobody down, and none that is broken goes back to the pool as if it were whole. */
export class Connection<Client extends PostgresClient = PostgresClient> {
	readonly client: Client;
	/** Called once, when it is given back or lost. */
	onReleased: (() => void) | undefined;
	#lost: Error | undefined;
	#isHeld = true;

	constructor(client: Client) {
		this.client = client;
		client.on("error", this.#onError);
		client.on("end", this.#onEnd);
	}

	/** Why it is lost; undefined where it is not. */
	get lost(): Error | undefined {
		return this.#lost;
	}

	query(text: string, values?: unknown[]): PromiseLike<PostgresResult> {
		return values === undefined ? this.client.query(text) : this.client.query(text, values);
	}

	/** Sends several statements as one message; gives their results in their order. */
	async queryAll(text: string): Promise<readonly PostgresResult[]> {
		const results: unknown = await this.client.query(text);
		return (Array.isArray(results) ? results : [results]) as PostgresResult[];
	}

	/** Gives it back to the pool, which closes it where there is an error. Once: what comes after does nothing. */
	release(error?: Error): void {
		if (!this.#isHeld) return;
		this.#isHeld = false;
		if (error !== undefined) this.#lost ??= error;
		this.client.removeListener("end", this.#onEnd);
		// One that is closed may have more than one error to tell, which is nobody's business any more.
		if (this.#lost === undefined) this.client.removeListener("error", this.#onError);
		this.client.release(this.#lost);
		this.onReleased?.();
	}

	readonly #onError = (error: Error): void => this.#lose(error);

	readonly #onEnd = (): void => this.#lose(new Error("The connection to PostgreSQL has ended."));

	#lose(error: Error): void {
		if (this.#lost !== undefined || !this.#isHeld) return;
		this.#lost = error;
		this.release();
	}
}

/**
 * A connection of the pool; undefined where it gives none in time. One that comes later goes straight back.
 *
 * @typeParam Client what the pool gives.
 */
export async function connect<Client extends PostgresClient>(
	pool: { connect(): PromiseLike<Client> },
	timeoutMs: number,
): Promise<Connection<Client> | undefined> {
	const connecting = Promise.resolve(pool.connect());
	const client = await within(connecting, timeoutMs);
	if (client !== LATE) return new Connection(client);
	connecting.then(
		(late) => late.release(),
		() => {},
	);
	return undefined;
}

/** Does something with a connection of the pool. Where that fails, nobody gets the connection again. */
export async function withConnection<Result>(
	pool: Pick<PostgresPool, "connect">,
	timeoutMs: number,
	work: (connection: Connection) => PromiseLike<Result>,
): Promise<Result> {
	const connection = await connect(pool, timeoutMs);
	if (connection === undefined) throw inboxError("no_connection");
	try {
		const result = await work(connection);
		connection.release();
		return result;
	} catch (error) {
		connection.release(error instanceof Error ? error : new Error("a statement failed"));
		throw error;
	}
}
