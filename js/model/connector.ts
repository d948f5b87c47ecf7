// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

/**
 * How a connector authenticates a user.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { AuthMechanism } from "powens-users";
 *
 * const mechanism: AuthMechanism = "webauth";
 * ```
 */
export type AuthMechanism = KnownAuthMechanism | (string & {});

const authMechanismValues = ["credentials", "webauth"] as const;

/**
 * The values of {@link AuthMechanism} that are known.
 */
export type KnownAuthMechanism = (typeof authMechanismValues)[number];

/**
 * Whether a value is a {@link KnownAuthMechanism}.
 *
 * @example
 * ```ts
 * import { isKnownAuthMechanism } from "powens-users";
 *
 * console.log(isKnownAuthMechanism("credentials"));
 * ```
 */
export function isKnownAuthMechanism(value: unknown): value is KnownAuthMechanism {
	return (authMechanismValues as readonly unknown[]).includes(value);
}

/**
 * A product that a connector serves.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { ConnectorProduct } from "powens-users";
 *
 * const product: ConnectorProduct = "bank";
 * ```
 */
export type ConnectorProduct = KnownConnectorProduct | (string & {});

const connectorProductValues = ["bank", "wealth", "bill", "pay"] as const;

/**
 * The values of {@link ConnectorProduct} that are known.
 */
export type KnownConnectorProduct = (typeof connectorProductValues)[number];

/**
 * Whether a value is a {@link KnownConnectorProduct}.
 *
 * @example
 * ```ts
 * import { isKnownConnectorProduct } from "powens-users";
 *
 * console.log(isKnownConnectorProduct("bank"));
 * ```
 */
export function isKnownConnectorProduct(value: unknown): value is KnownConnectorProduct {
	return (connectorProductValues as readonly unknown[]).includes(value);
}

/**
 * A connector: what reaches one bank or other institution.
 *
 * Source: "Connector object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { Connector } from "powens-users";
 *
 * const connector: Connector = { id: 59, uuid: "338178e6-3d01-564f-9a7b-52ca442459bf", name: "Connecteur de test", products: ["bank"] };
 * ```
 */
export interface Connector {
	/**
	 * ID of the connector: a positive safe integer. It differs between domains; `uuid` does not.
	 *
	 * Source: Powens documentation.
	 */
	id: number;
	/**
	 * ID of the connector, the same on every domain.
	 *
	 * Source: Powens documentation.
	 */
	uuid?: string | null;
	/**
	 * Name of the connector.
	 *
	 * Source: Powens documentation.
	 */
	name?: string | null;
	/**
	 * Whether the connector is hidden.
	 *
	 * Source: Powens documentation.
	 */
	hidden?: boolean | null;
	/**
	 * Whether the connector is charged.
	 *
	 * Source: Powens documentation.
	 */
	charged?: boolean | null;
	/**
	 * Code of the connector.
	 *
	 * Source: Powens documentation.
	 */
	code?: string | null;
	/**
	 * Whether the connector is in beta.
	 *
	 * Source: Powens documentation.
	 */
	beta?: boolean | null;
	/**
	 * Colour of the connector.
	 *
	 * Source: Powens documentation.
	 */
	color?: string | null;
	/**
	 * Short name of the connector.
	 *
	 * Source: Powens documentation.
	 */
	slug?: string | null;
	/**
	 * How often it synchronises. The unit is not documented.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	sync_frequency?: number | null;
	/**
	 * How many months of history are fetched.
	 *
	 * Source: Powens documentation.
	 */
	months_to_fetch?: number | null;
	/**
	 * How the connector authenticates a user.
	 *
	 * Source: Powens documentation.
	 */
	auth_mechanism?: AuthMechanism | null;
	/**
	 * Every way in which the connector can authenticate a user.
	 *
	 * Source: Powens documentation.
	 */
	available_auth_mechanisms?: AuthMechanism[] | null;
	/**
	 * How the connector authenticates a transfer. Its values are not listed.
	 *
	 * Source: Powens documentation.
	 */
	transfer_mechanism?: string | null;
	/**
	 * SIRET number, the French number of an establishment.
	 *
	 * Source: Powens documentation.
	 */
	siret?: string | null;
	/**
	 * Whether the connector is restricted.
	 *
	 * Source: Powens documentation.
	 */
	restricted?: boolean | null;
	/**
	 * What the connector is capable of. The values are not listed.
	 *
	 * Source: Powens documentation.
	 */
	capabilities?: string[] | null;
	/**
	 * For which usages the connector has accounts. The values are not listed.
	 *
	 * Source: Powens documentation.
	 */
	account_usages?: string[] | null;
	/**
	 * Settings for payments. Its inside is not looked at.
	 *
	 * Source: Powens documentation.
	 */
	payment_settings?: Readonly<Record<string, unknown>> | null;
	/**
	 * The products that the connector serves.
	 *
	 * Source: Powens documentation.
	 */
	products?: ConnectorProduct[] | null;
	/**
	 * Types of the accounts that the connector has.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	account_types?: unknown;
	/**
	 * Types of the documents that the connector has.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	documents_type?: unknown;
	/**
	 * The ways in which the connector can make a transfer.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	available_transfer_mechanisms?: unknown;
	/**
	 * Types of the beneficiaries of a transfer.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	transfer_beneficiary_types?: unknown;
	/**
	 * Types of the execution dates of a transfer.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	transfer_execution_date_types?: unknown;
	/**
	 * Categories of the connector.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	categories?: unknown;
	/**
	 * URLs of the connector.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	urls?: unknown;
	/**
	 * Countries of the connector.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	countries?: unknown;
	/**
	 * The fields that the connector asks for.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	fields?: unknown;
	/**
	 * Sources of the connector.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	sources?: unknown;
	/**
	 * How often it synchronises. The unit is not documented.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	sync_periodicity?: unknown;
	/**
	 * ID of the category of the connector.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	id_category?: unknown;
	/**
	 * ID of the connector in weboob, the software behind it.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	id_weboob?: unknown;
}
