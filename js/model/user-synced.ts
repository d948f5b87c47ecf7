// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
import type { Connection } from "./connection.js";
import type { User } from "./user.js";

/**
 * What a USER_SYNCED webhook carries: the user, and what is new in the connections. Powens deprecates this webhook in
 * favour of CONNECTION_SYNCED.
 *
 * Source: "User synced" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { UserSyncedPayload } from "powens-users";
 *
 * const payload: UserSyncedPayload = { user: { id: 42 }, connections: [{ id: 7, accounts: [] }], id_webhook_data: 1001 };
 * ```
 */
export interface UserSyncedPayload {
	/**
	 * The user to whom the synchronisation belongs.
	 *
	 * Source: Powens documentation.
	 */
	user: User;
	/**
	 * The connections, each with its connector, its sources and accounts, and the new transactions of these.
	 *
	 * Source: Powens documentation.
	 */
	connections: Connection[];
	/**
	 * ID of the payload, unique: the same payload can arrive more than once.
	 *
	 * Source: Powens documentation.
	 */
	id_webhook_data?: number | null;
	/**
	 * A total, in an older form of the body. Of what is not documented.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	total?: number | null;
}
