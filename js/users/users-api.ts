import { own } from "../core/guarded.js";
import { coreOf } from "../core/modules.js";
import type { User, UsersList } from "../model/index.js";
import { makeCall, makeClient } from "./call.js";
import type { ClientOptions } from "./client-options.js";
import type { CallOptions, ListOptions, UsersApiOptions } from "./options.js";
import { Route } from "./reasons.js";

/**
 * The Powens Users API: list the users of a domain, get one, delete one.
 *
 * One object may serve any number of concurrent calls. Every method gives a promise and never throws by itself; the promise
 * rejects with a {@link PowensError}, or with the signal's own reason after an abort. Whatever a caller hands in (token functions,
 * `headers`, `fetch`, `sleep`, `onAttempt`) is called in the async context of the call that it is called for.
 *
 * @example
 * ```ts
 * import { UsersApi } from "powens-users";
 *
 * const api = new UsersApi({ domain: "acme-sandbox", usersToken: process.env.POWENS_USERS_TOKEN });
 * const { users, complete } = await api.list();
 * ```
 *
 * Source: the "Users management" section of the Powens documentation.
 */
export class UsersApi {
	readonly #client: ClientOptions;

	/**
	 * Checks the options; sends nothing. Options are own properties of the object.
	 *
	 * @throws {PowensError} `invalid_argument`, with a message that names what is allowed; `not_initialized`.
	 */
	constructor(options: UsersApiOptions) {
		this.#client = makeClient(coreOf("users"), options);
	}

	/**
	 * Lists the users of the domain: `GET /users`, with the users token.
	 *
	 * `complete` is false when the answer itself tells of more users than it holds. Keys of the answer that no document names
	 * are kept.
	 *
	 * @example
	 * ```ts
	 * const { users, complete } = await api.list({ signal: AbortSignal.timeout(5_000) });
	 * if (!complete) console.warn("there are more users than these", users.length);
	 * ```
	 *
	 * Source: "List users" of the Powens documentation.
	 */
	async list(options?: ListOptions): Promise<UsersList> {
		const list = (await this.#call(Route.List, undefined, options)) as UsersList;
		const [total, links] = [own(list, "total"), own(list, "_links")];
		const next = own((links ?? {}) as { next?: unknown }, "next");
		const count = typeof total === "number" ? total : Number.NaN;
		const isComplete = coreOf("users").exports.is_complete(list.users.length, count, Number((next ?? null) !== null));
		// Ours wins over a key of that name in the answer.
		const value = isComplete !== 0;
		return Object.defineProperty(list, "complete", { value, enumerable: true, configurable: true, writable: true });
	}

	/**
	 * Gets one user: `GET /users/{userId}`, with that user's token. An answer with another id is `id_mismatch`.
	 *
	 * @param userId A positive safe integer, or `"me"` for the user whom the token belongs to. Text and BigInt are refused: `Number(id)`.
	 *
	 * @example
	 * ```ts
	 * const user = await api.get(42);
	 * console.log(user.id, user.signin);
	 * ```
	 *
	 * Source: "Get a user" of the Powens documentation.
	 */
	async get(userId: number | "me", options?: CallOptions): Promise<User> {
		return (await this.#call(Route.Get, userId, options)) as User;
	}

	/**
	 * Deletes one user and all their data at Powens, for good: `DELETE /users/{userId}`, with that user's token.
	 *
	 * Resolves only when the API confirmed it: 204, or 200 with an empty body or one JSON object that is no error and holds no
	 * other user's id. Every rejection says in `effect` whether an attempt may have erased the user all the same. After an abort,
	 * treat the effect as unknown.
	 *
	 * @param userId A positive safe integer, or `"me"`. Everything else is refused before a request exists, `"all"` above all.
	 *
	 * @example
	 * ```ts
	 * await api.delete(42);
	 * ```
	 *
	 * Source: "Delete a user" of the Powens documentation.
	 */
	async delete(userId: number | "me", options?: CallOptions): Promise<void> {
		await this.#call(Route.Delete, userId, options);
	}

	#call(route: Route, userId: unknown, options: unknown): Promise<unknown> {
		return makeCall(coreOf("users"), this.#client, route, userId, options);
	}
}

/** A property of the object itself: of a polluted prototype nothing counts. */
