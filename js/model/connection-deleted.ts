// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
import type { BankAccount } from "./bank-account.js";
import type { ConnectionSource, ConnectionState } from "./connection-source.js";
import type { Connector } from "./connector.js";

/**
 * What a CONNECTION_DELETED webhook carries: the connection.
 *
 * Source: "Connection deleted" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { ConnectionDeletedPayload } from "powens-users";
 *
 * const payload: ConnectionDeletedPayload = { id: 7, id_user: 42, id_connector: 59, id_webhook_data: 1001 };
 * ```
 */
export interface ConnectionDeletedPayload {
	/**
	 * ID of the connection: a positive safe integer.
	 *
	 * Source: Powens documentation.
	 */
	id: number;
	/**
	 * ID of the user to whom the connection belongs.
	 *
	 * Source: Powens documentation.
	 */
	id_user?: number | null;
	/**
	 * ID of the connector.
	 *
	 * Source: Powens documentation.
	 */
	id_connector?: number | null;
	/**
	 * ID of the provider.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	id_provider?: number | null;
	/**
	 * ID of the bank: the older name of the connector.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	id_bank?: number | null;
	/**
	 * What the connection needs or fails at. Null is success; `""` and `"null"` were seen for success too, and stay as
	 * they came.
	 *
	 * Source: Powens documentation.
	 */
	state?: ConnectionState | null;
	/**
	 * What went wrong.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	error?: string | null;
	/**
	 * What went wrong, in words.
	 *
	 * Source: Powens documentation.
	 */
	error_message?: string | null;
	/**
	 * The fields that the connector asks for, as ConnectorField objects. Their inside is not looked at.
	 *
	 * Source: Powens documentation.
	 */
	fields?: Readonly<Record<string, unknown>>[] | null;
	/**
	 * When the connection was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	last_update?: string | null;
	/**
	 * When the connection was created, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	created?: string | null;
	/**
	 * Whether the connection is active.
	 *
	 * Source: Powens documentation.
	 */
	active?: boolean | null;
	/**
	 * When the connection was last pushed, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	last_push?: string | null;
	/**
	 * When the connection expires, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	expire?: string | null;
	/**
	 * When it is tried next, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	next_try?: string | null;
	/**
	 * `uuid` of the connector, the same on every domain.
	 *
	 * Source: Powens documentation.
	 */
	connector_uuid?: string | null;
	/**
	 * The connector.
	 *
	 * Source: Powens documentation.
	 */
	connector?: Connector | null;
	/**
	 * The sources of the connection that are activated and were synchronised.
	 *
	 * Source: Powens documentation.
	 */
	sources?: ConnectionSource[] | null;
	/**
	 * The bank accounts of the connection that are activated and were synchronised.
	 *
	 * Source: Powens documentation.
	 */
	accounts?: BankAccount[] | null;
	/**
	 * ID of the payload, unique: the same payload can arrive more than once.
	 *
	 * Source: Powens documentation.
	 */
	id_webhook_data?: number | null;
	/**
	 * The connector, under the older name of `connector`.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	bank?: Connector | null;
	/**
	 * Subscriptions of the connection.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	subscriptions?: unknown;
}
