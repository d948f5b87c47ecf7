// The connection of a claim as a handler gets it: its own until the claim ends, and not a moment longer.
import { isCallable, isObject } from "../../../core/guarded.js";
import type { PostgresClient } from "./pool.js";

/** What would take the connection away from the claim. */
const REFUSED: ReadonlySet<PropertyKey> = new Set(["release", "end"]);

export interface Lent<Client extends PostgresClient> {
	/** What the handler gets. */
	readonly client: Client;
	/** Whether no statement of the handler's is under way. */
	readonly isIdle: boolean;
	/** Resolves once none is. */
	whenIdle(): Promise<void>;
	/**
	 * From now on each of the handler's statements throws. A handler that goes on although its claim has ended would else write
	 * outside of any transaction, on a connection that others have by now.
	 */
	revoke(): void;
	/** Listens to the connection no more. */
	detach(): void;
}

/** The same connection, for the time of a claim. */
export function lend<Client extends PostgresClient>(client: Client): Lent<Client> {
	const statements = new Statements();
	let isRevoked = false;
	const query = (...args: Parameters<PostgresClient["query"]>) => {
		if (isRevoked) throw new Error("The claim of this connection has ended: context.client is only for the time of the handler.");
		return statements.watch(() => client.query(...args));
	};
	const onDrain = () => statements.endAll();
	client.on("drain", onDrain);
	client.on("end", onDrain);
	return {
		client: lentTo(client, query),
		get isIdle() {
			return statements.isIdle;
		},
		whenIdle: () => statements.whenIdle(),
		revoke: () => {
			isRevoked = true;
		},
		detach: () => {
			client.removeListener("drain", onDrain);
			client.removeListener("end", onDrain);
		},
	};
}

/** All of a client's own methods on the client itself, since they are not made for another `this`. */
function lentTo<Client extends PostgresClient>(client: Client, query: PostgresClient["query"]): Client {
	const lent: Client = new Proxy(client, {
		get(target, name) {
			if (name === "query") return query;
			if (REFUSED.has(name)) return refuse;
			const value: unknown = Reflect.get(target, name, target);
			if (!isCallable(value)) return value;
			return (...args: never[]) => {
				const result = Reflect.apply(value, target, args);
				return result === target ? lent : result;
			};
		},
	});
	return lent;
}

function refuse(): never {
	throw new Error("context.client belongs to the receiver, which gives it back itself when the handler has ended.");
}

/** Which statements are under way. */
class Statements {
	readonly #underWay = new Set<object>();
	#waiting: (() => void)[] = [];

	get isIdle(): boolean {
		return this.#underWay.size === 0;
	}

	whenIdle(): Promise<void> {
		return this.isIdle ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
	}

	/** One that gives no promise, such as a cursor, is under way until the connection has nothing more to do. */
	watch<Result>(send: () => Result): Result {
		const statement = {};
		this.#underWay.add(statement);
		const end = () => this.#end(statement);
		try {
			const result = send();
			if (isObject(result) && "then" in result && isCallable(result.then)) {
				Promise.resolve(result).then(end, end);
			}
			return result;
		} catch (error) {
			end();
			throw error;
		}
	}

	endAll(): void {
		this.#underWay.clear();
		this.#tell();
	}

	#end(statement: object): void {
		this.#underWay.delete(statement);
		if (this.isIdle) this.#tell();
	}

	#tell(): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const resolve of waiting) resolve();
	}
}
