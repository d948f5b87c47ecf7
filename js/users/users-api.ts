import { CoreUsersApi, requireCore } from "./core.js";
import type { User, UsersList } from "./model/index.js";
import { PowensError } from "./powens-error.js";
import type { CallOptions, ListOptions, UsersApiOptions } from "./users-api-options.js";

/**
 * The Powens Users API: list the users of a domain, get one, delete one.
 *
 * One object may serve any number of concurrent calls. Every method gives a promise and never throws by itself; the promise
 * rejects with a {@link PowensError}, or with the signal's own reason after an abort.
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
	#core: CoreUsersApi | undefined;

	/**
	 * Checks the options; sends nothing.
	 *
	 * @throws {PowensError} `invalid_argument`, with a message that names what is allowed.
	 */
	constructor(options: UsersApiOptions) {
		requireCore();
		this.#core = new CoreUsersApi(options);
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
	 * Source: "List users" of the Powens documentation; `complete` is our decision.
	 */
	list(options?: ListOptions): Promise<UsersList> {
		return this.#call(null, (core) => core.list(options)) as Promise<UsersList>;
	}

	/**
	 * Gets one user: `GET /users/{userId}`, with that user's token.
	 *
	 * @param userId A positive safe integer, or `"me"` for the user whom the token belongs to. Text and BigInt are refused: `Number(id)`.
	 *
	 * @example
	 * ```ts
	 * const user = await api.get(42);
	 * console.log(user.id, user.signin);
	 * ```
	 *
	 * Source: "Get a user" of the Powens documentation; an answer with another id is `id_mismatch`: our decision.
	 */
	get(userId: number | "me", options?: CallOptions): Promise<User> {
		return this.#call(null, (core) => core.get(userId, options)) as Promise<User>;
	}

	/**
	 * Deletes one user and all their data at Powens, for good: `DELETE /users/{userId}`, with that user's token.
	 *
	 * Resolves only when the API confirmed it (204, or 200). Every rejection says in `effect` whether an attempt may have
	 * erased the user all the same. After an abort, treat the effect as unknown.
	 *
	 * @param userId A positive safe integer, or `"me"`. Everything else is refused before a request exists, `"all"` above all.
	 *
	 * @example
	 * ```ts
	 * await api.delete(42);
	 * ```
	 *
	 * Source: "Delete a user" of the Powens documentation; `delete_unconfirmed` and `effect` are our decision.
	 */
	delete(userId: number | "me", options?: CallOptions): Promise<void> {
		return this.#call("none", (core) => core.delete(userId, options)) as Promise<void>;
	}

	/**
	 * Releases the WebAssembly memory of this object soon rather than when it is collected. Calls that are under way go on;
	 * later ones reject with `invalid_argument`. Need not be called.
	 *
	 * @example
	 * ```ts
	 * api.free();
	 * ```
	 *
	 * Source: our decision.
	 */
	free(): void {
		const core = this.#core;
		this.#core = undefined;
		// Not at once: a caller's function that a method is calling right now may be what frees.
		if (core !== undefined) Promise.resolve().then(() => core.free());
	}

	#call(effect: "none" | null, send: (core: CoreUsersApi) => Promise<unknown>): Promise<unknown> {
		if (this.#core !== undefined) return send(this.#core);
		const message = "This UsersApi has been freed. Make a new one, or call free() later.";
		return Promise.reject(new PowensError(message, { code: "invalid_argument", effect }));
	}
}
