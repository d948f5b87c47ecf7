// Generated from src/model by `UPDATE=1 cargo test --test model_generated`: change the declarations there, not this file.
import type { ConnectionState } from "./connection.js";

/**
 * A source of a connection: one way in which its data is fetched.
 *
 * Source: "ConnectionSource object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { ConnectionSource } from "powens-users";
 *
 * const source: ConnectionSource = { id: 3, id_connection: 7, name: "openapi", state: null, disabled: null };
 * ```
 */
export interface ConnectionSource {
	/**
	 * ID of the source: a positive safe integer.
	 *
	 * Source: Powens documentation.
	 */
	id: number;
	/**
	 * ID of the connection to which the source belongs.
	 *
	 * Source: Powens documentation.
	 */
	id_connection?: number | null;
	/**
	 * ID of the source of the connector.
	 *
	 * Source: Powens documentation.
	 */
	id_connector_source?: number | null;
	/**
	 * Name of the source, such as `openapi` or `directaccess`.
	 *
	 * Source: Powens documentation.
	 */
	name?: string | null;
	/**
	 * When the source was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	last_update?: string | null;
	/**
	 * When the source was disabled, such as `2020-06-01 12:34:56`; the zone is not documented. A moment, not a flag.
	 *
	 * Source: Powens documentation.
	 */
	disabled?: string | null;
	/**
	 * When the source was created, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	created?: string | null;
	/**
	 * What the source needs or fails at. Null is success; `""` and `"null"` were seen for success too, and stay as
	 * they came.
	 *
	 * Source: Powens documentation.
	 */
	state?: ConnectionState | null;
	/**
	 * When the access expires, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	access_expire?: string | null;
	/**
	 * When the source expires, such as `2020-06-01 12:34:56`; the zone is not documented.
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
	 * The source itself: an object with `name` and `priority`.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	source?: Readonly<Record<string, unknown>> | null;
}
