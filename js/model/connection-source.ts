// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

/**
 * The state of a connection, or of one of its sources, that needs something. Success is not among them: it is null.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { ConnectionState } from "powens-users";
 *
 * const state: ConnectionState = "SCARequired";
 * ```
 */
export type ConnectionState = KnownConnectionState | (string & {});

const connectionStateValues = [
	"SCARequired",
	"webauthRequired",
	"additionalInformationNeeded",
	"decoupled",
	"validating",
	"actionNeeded",
	"passwordExpired",
	"wrongpass",
	"rateLimiting",
	"websiteUnavailable",
	"bug",
	"notSupported",
] as const;

/**
 * The values of {@link ConnectionState} that are known.
 */
export type KnownConnectionState = (typeof connectionStateValues)[number];

/**
 * Whether a value is a {@link KnownConnectionState}.
 *
 * @example
 * ```ts
 * import { isKnownConnectionState } from "powens-users";
 *
 * console.log(isKnownConnectionState("SCARequired"));
 * ```
 */
export function isKnownConnectionState(value: unknown): value is KnownConnectionState {
	return (connectionStateValues as readonly unknown[]).includes(value);
}

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
