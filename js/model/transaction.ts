// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
import type { Counterparty } from "./counterparty.js";
import type { Currency } from "./currency.js";
import type { TransactionCategory } from "./transaction-category.js";

/**
 * The type of a transaction. Two have two spellings in the documentation: `loan_repayment` and `summary_card` where it
 * lists the types, `loan_payment` and `card_summary` elsewhere in it.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { TransactionType } from "powens-users";
 *
 * const type: TransactionType = "card";
 * ```
 */
export type TransactionType = KnownTransactionType | (string & {});

const transactionTypeValues = [
	"transfer",
	"order",
	"check",
	"deposit",
	"payback",
	"withdrawal",
	"loan_repayment",
	"loan_payment",
	"bank",
	"card",
	"deferred_card",
	"summary_card",
	"card_summary",
	"unknown",
	"market_order",
	"market_fee",
	"arbitrage",
	"profit",
	"refund",
	"payout",
	"payment",
	"fee",
] as const;

/**
 * The values of {@link TransactionType} that are known.
 */
export type KnownTransactionType = (typeof transactionTypeValues)[number];

/**
 * Whether a value is a {@link KnownTransactionType}.
 *
 * @example
 * ```ts
 * import { isKnownTransactionType } from "powens-users";
 *
 * console.log(isKnownTransactionType("transfer"));
 * ```
 */
export function isKnownTransactionType(value: unknown): value is KnownTransactionType {
	return (transactionTypeValues as readonly unknown[]).includes(value);
}

/**
 * A transaction of a bank account. Amounts are in the currency of the account where the field does not say otherwise.
 *
 * Source: "Transaction object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { Transaction } from "powens-users";
 *
 * const transaction: Transaction = { id: 99, id_account: 12, date: "2020-06-01", value: -12.5, type: "card", wording: "Lunch" };
 * ```
 */
export interface Transaction {
	/**
	 * ID of the transaction: a positive safe integer.
	 *
	 * Source: Powens documentation.
	 */
	id: number;
	/**
	 * ID of the account to which the transaction belongs.
	 *
	 * Source: Powens documentation.
	 */
	id_account?: number | null;
	/**
	 * Day on which the transaction is applied, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	application_date?: string | null;
	/**
	 * Day of the transaction, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	date?: string | null;
	/**
	 * Moment of the transaction, in UTC, such as `2020-06-01 12:34:56`.
	 *
	 * Source: Powens documentation.
	 */
	datetime?: string | null;
	/**
	 * Value day of the transaction, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	vdate?: string | null;
	/**
	 * Value moment of the transaction, in UTC, such as `2020-06-01 12:34:56`.
	 *
	 * Source: Powens documentation.
	 */
	vdatetime?: string | null;
	/**
	 * Day for which `rdatetime` gives the moment, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	rdate?: string | null;
	/**
	 * The moment of `rdate`, in UTC, such as `2020-06-01 12:34:56`.
	 *
	 * Source: Powens documentation.
	 */
	rdatetime?: string | null;
	/**
	 * Day for which `bdatetime` gives the moment, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	bdate?: string | null;
	/**
	 * The moment of `bdate`, in UTC, such as `2020-06-01 12:34:56`.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	bdatetime?: string | null;
	/**
	 * Amount, in the currency of the account.
	 *
	 * Source: Powens documentation.
	 */
	value?: number | null;
	/**
	 * Gross amount, in the currency of the account.
	 *
	 * Source: Powens documentation.
	 */
	gross_value?: number | null;
	/**
	 * Type of the transaction.
	 *
	 * Source: Powens documentation.
	 */
	type?: TransactionType | null;
	/**
	 * Wording of the transaction as it was found.
	 *
	 * Source: Powens documentation.
	 */
	original_wording?: string | null;
	/**
	 * Wording of the transaction, simplified.
	 *
	 * Source: Powens documentation.
	 */
	simplified_wording?: string | null;
	/**
	 * Wording of the transaction.
	 *
	 * Source: Powens documentation.
	 */
	wording?: string | null;
	/**
	 * Categories of the transaction. Usually absent in practice.
	 *
	 * Source: Powens documentation.
	 */
	categories?: TransactionCategory[] | null;
	/**
	 * When the transaction was scraped, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	date_scraped?: string | null;
	/**
	 * Whether the transaction is still to come.
	 *
	 * Source: Powens documentation.
	 */
	coming?: boolean | null;
	/**
	 * Whether the transaction is active.
	 *
	 * Source: Powens documentation.
	 */
	active?: boolean | null;
	/**
	 * ID of the cluster to which the transaction belongs.
	 *
	 * Source: Powens documentation.
	 */
	id_cluster?: number | null;
	/**
	 * A comment.
	 *
	 * Source: Powens documentation.
	 */
	comment?: string | null;
	/**
	 * When the transaction was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	last_update?: string | null;
	/**
	 * When the transaction was deleted, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	deleted?: string | null;
	/**
	 * Amount in the original currency, `original_currency`.
	 *
	 * Source: Powens documentation.
	 */
	original_value?: number | null;
	/**
	 * Gross amount in the original currency, `original_currency`.
	 *
	 * Source: Powens documentation.
	 */
	original_gross_value?: number | null;
	/**
	 * The original currency.
	 *
	 * Source: Powens documentation.
	 */
	original_currency?: Currency | null;
	/**
	 * Commission, in `commission_currency`.
	 *
	 * Source: Powens documentation.
	 */
	commission?: number | null;
	/**
	 * Currency of the commission.
	 *
	 * Source: Powens documentation.
	 */
	commission_currency?: Currency | null;
	/**
	 * Country of the transaction.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	country?: string | null;
	/**
	 * Card of the transaction.
	 *
	 * Source: Powens documentation.
	 */
	card?: string | null;
	/**
	 * The other side of the transaction: documented as an object, text in an older description of the API.
	 *
	 * Source: Powens documentation.
	 */
	counterparty?: Counterparty | string | null;
	/**
	 * ID of a category.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	id_category?: number | null;
	/**
	 * State of the transaction.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	state?: string | null;
	/**
	 * Wording of the transaction, stemmed.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	stemmed_wording?: string | null;
	/**
	 * Amount, as text for people.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	formatted_value?: string | null;
	/**
	 * ID of the transaction on the website of the bank.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	webid?: string | null;
	/**
	 * How many documents belong to the transaction.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	documents_count?: number | null;
	/**
	 * Whether the transaction is new.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	new?: boolean | null;
	/**
	 * Further information on the transaction.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	informations?: Readonly<Record<string, unknown>> | null;
	/**
	 * Details of the transaction.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	details?: Readonly<Record<string, unknown>> | null;
	/**
	 * Whether the transaction is not to be purged, by its name.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	nopurge?: unknown;
	/**
	 * ID of the provider.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	id_provider?: unknown;
}
