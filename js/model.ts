// Generated from src/model by `UPDATE=1 cargo test --test model_typescript`: change the declarations there, not this file.

/**
 * What a user was created with. The list is open: any other text may come.
 *
 * Source: an older description of the Powens API; seen in practice, not documented: not checked.
 *
 * @example
 * ```ts
 * import type { UserPlatform } from "powens-users";
 *
 * const platform: UserPlatform = "iPhone";
 * ```
 */
export type UserPlatform =
	| "web"
	| "iPad"
	| "iPhone"
	| "Android"
	| "CAstore"
	| "requestAccess"
	| "sharedAccess"
	| "singleAccess"
	| "transfer"
	| "refresh_token"
	| (string & {});

/**
 * A user of a Powens domain: what keeps the synchronized data of one person of yours apart from all others.
 *
 * Source: "User object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { User } from "powens-users";
 *
 * const user: User = { id: 42, signin: "2020-06-01 12:34:56", platform: "web" };
 * ```
 */
export interface User {
	/**
	 * ID of the user: a positive safe integer.
	 *
	 * Source: Powens documentation.
	 */
	id: number;
	/**
	 * When the user was created, such as `2020-06-01 12:34:56`. Text as it came: its zone is not documented, so it is
	 * no `Date`.
	 *
	 * Source: Powens documentation.
	 */
	signin?: string | null;
	/**
	 * What the user was created with.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	platform?: UserPlatform | null;
}

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
	 * Source: our decision; it is no field of Powens.
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
