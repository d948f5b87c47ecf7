// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

/**
 * A currency.
 *
 * Source: "Currency object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { Currency } from "powens-users";
 *
 * const currency: Currency = { id: "EUR", name: "Euro", symbol: "€", precision: 2 };
 * ```
 */
export interface Currency {
	/**
	 * Code of the currency by ISO 4217, such as `EUR`.
	 *
	 * Source: Powens documentation.
	 */
	id?: string | null;
	/**
	 * Name of the currency.
	 *
	 * Source: Powens documentation.
	 */
	name?: string | null;
	/**
	 * Symbol of the currency, such as `€`.
	 *
	 * Source: Powens documentation.
	 */
	symbol?: string | null;
	/**
	 * Whether it is a cryptocurrency.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	crypto?: boolean | null;
	/**
	 * How many decimals an amount has.
	 *
	 * Source: Powens documentation.
	 */
	precision?: number | null;
	/**
	 * Whether the symbol is a prefix: stands in front of an amount.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	prefix?: boolean | null;
	/**
	 * Market capitalisation.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	marketcap?: unknown;
	/**
	 * A moment. Of what is not documented.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	datetime?: unknown;
}
