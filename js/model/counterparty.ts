// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

/**
 * The scheme by which an account is identified.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { AccountScheme } from "powens-users";
 *
 * const scheme: AccountScheme = "iban";
 * ```
 */
export type AccountScheme = KnownAccountScheme | (string & {});

const accountSchemeValues = ["iban", "bban", "sort_code_account_number", "cpan", "tpan"] as const;

/**
 * The values of {@link AccountScheme} that are known.
 */
export type KnownAccountScheme = (typeof accountSchemeValues)[number];

/**
 * Whether a value is a {@link KnownAccountScheme}.
 *
 * @example
 * ```ts
 * import { isKnownAccountScheme } from "powens-users";
 *
 * console.log(isKnownAccountScheme("iban"));
 * ```
 */
export function isKnownAccountScheme(value: unknown): value is KnownAccountScheme {
	return (accountSchemeValues as readonly unknown[]).includes(value);
}

/**
 * On which side of a transaction a counterparty stands.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { CounterpartyType } from "powens-users";
 *
 * const type: CounterpartyType = "creditor";
 * ```
 */
export type CounterpartyType = KnownCounterpartyType | (string & {});

const counterpartyTypeValues = ["creditor", "debtor"] as const;

/**
 * The values of {@link CounterpartyType} that are known.
 */
export type KnownCounterpartyType = (typeof counterpartyTypeValues)[number];

/**
 * Whether a value is a {@link KnownCounterpartyType}.
 *
 * @example
 * ```ts
 * import { isKnownCounterpartyType } from "powens-users";
 *
 * console.log(isKnownCounterpartyType("creditor"));
 * ```
 */
export function isKnownCounterpartyType(value: unknown): value is KnownCounterpartyType {
	return (counterpartyTypeValues as readonly unknown[]).includes(value);
}

/**
 * The other side of a transaction.
 *
 * Source: "counterparty" of the "Transaction object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { Counterparty } from "powens-users";
 *
 * const counterparty: Counterparty = { label: "ACME", type: "creditor" };
 * ```
 */
export interface Counterparty {
	/**
	 * Label of the counterparty.
	 *
	 * Source: Powens documentation.
	 */
	label?: string | null;
	/**
	 * The scheme of `account_identification`.
	 *
	 * Source: Powens documentation.
	 */
	account_scheme_name?: AccountScheme | null;
	/**
	 * What identifies the account of the counterparty, by its scheme.
	 *
	 * Source: Powens documentation.
	 */
	account_identification?: string | null;
	/**
	 * Whether the counterparty is the creditor or the debtor.
	 *
	 * Source: Powens documentation.
	 */
	type?: CounterpartyType | null;
}
