// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
import type { UserPlatform } from "./user.js";

/**
 * What a USER_CREATED and a USER_DELETED webhook carry: the user. Nothing in the body says which of the two it is; the
 * URL that was registered does.
 *
 * Source: "User created" and "User deleted" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { UserPayload } from "powens-users";
 *
 * const payload: UserPayload = { id: 42, signin: "2020-06-01 12:34:56", id_webhook_data: 1001 };
 * ```
 */
export interface UserPayload {
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
	 * ID of the payload, unique: the same payload can arrive more than once.
	 *
	 * Source: Powens documentation.
	 */
	id_webhook_data?: number | null;
	/**
	 * What the user was created with.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	platform?: UserPlatform | null;
}
