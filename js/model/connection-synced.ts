// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
import type { Connection } from "./connection.js";
import type { User } from "./user.js";

/**
 * What a CONNECTION_SYNCED webhook carries: the user, and what is new in one connection. It succeeds USER_SYNCED.
 *
 * A connection whose `id_user` is there and is not the id of the user is refused: it would be the data of somebody else.
 *
 * Source: "Connection synced" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { ConnectionSyncedPayload } from "powens-users";
 *
 * const payload: ConnectionSyncedPayload = { user: { id: 42 }, connection: { id: 7, accounts: [] }, id_webhook_data: 1001 };
 * ```
 */
export interface ConnectionSyncedPayload {
	/**
	 * The user to whom the connection belongs.
	 *
	 * Source: Powens documentation.
	 */
	user: User;
	/**
	 * The connection, with its connector, its sources and accounts, and the new transactions of these.
	 *
	 * Source: Powens documentation.
	 */
	connection: Connection;
	/**
	 * ID of the payload, unique: the same payload can arrive more than once.
	 *
	 * Source: Powens documentation.
	 */
	id_webhook_data?: number | null;
}
