// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
import type { User } from "./user.js";

/**
 * The users of a domain.
 *
 * Source: "UsersList object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { UsersList } from "powens-users";
 *
 * const list: UsersList = { users: [{ id: 42 }, { id: 43, signin: null }], complete: true };
 * ```
 */
export interface UsersList {
	/**
	 * List of users.
	 *
	 * Source: Powens documentation.
	 */
	users: User[];
	/**
	 * False when the answer itself tells of more users than it holds: `total` is more than there are in `users`, or
	 * `_links.next` is there.
	 *
	 * Added by this library: no field of Powens.
	 */
	complete: boolean;
	/**
	 * How many users there are.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	total?: number | null;
	/**
	 * Where to go on: opaque URLs under `self`, `prev` and `next`.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	_links?: Readonly<Record<string, unknown>> | null;
}
