// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
import type { Currency } from "./currency.js";
import type { Loan } from "./loan.js";
import type { Transaction } from "./transaction.js";

/**
 * The type of a bank account. `joint` is deprecated by Powens.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { AccountType } from "powens-users";
 *
 * const type: AccountType = "checking";
 * ```
 */
export type AccountType = KnownAccountType | (string & {});

const accountTypeValues = [
	"article83",
	"capitalisation",
	"card",
	"cat",
	"cel",
	"checking",
	"crowdlending",
	"csl",
	"deposit",
	"joint",
	"ldds",
	"lifeinsurance",
	"livret_a",
	"livret_b",
	"loan",
	"madelin",
	"market",
	"pea",
	"pee",
	"per",
	"perco",
	"perp",
	"pel",
	"real_estate",
	"rsp",
	"savings",
	"unknown",
] as const;

/**
 * The values of {@link AccountType} that are known.
 */
export type KnownAccountType = (typeof accountTypeValues)[number];

/**
 * Whether a value is a {@link KnownAccountType}.
 *
 * @example
 * ```ts
 * import { isKnownAccountType } from "powens-users";
 *
 * console.log(isKnownAccountType("article83"));
 * ```
 */
export function isKnownAccountType(value: unknown): value is KnownAccountType {
	return (accountTypeValues as readonly unknown[]).includes(value);
}

/**
 * What a bank account is used for: by a private person (`PRIV`), an organisation (`ORGA`) or an association (`ASSO`), as
 * the names have it.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { AccountUsage } from "powens-users";
 *
 * const usage: AccountUsage = "PRIV";
 * ```
 */
export type AccountUsage = KnownAccountUsage | (string & {});

const accountUsageValues = ["PRIV", "ORGA", "ASSO"] as const;

/**
 * The values of {@link AccountUsage} that are known.
 */
export type KnownAccountUsage = (typeof accountUsageValues)[number];

/**
 * Whether a value is a {@link KnownAccountUsage}.
 *
 * @example
 * ```ts
 * import { isKnownAccountUsage } from "powens-users";
 *
 * console.log(isKnownAccountUsage("PRIV"));
 * ```
 */
export function isKnownAccountUsage(value: unknown): value is KnownAccountUsage {
	return (accountUsageValues as readonly unknown[]).includes(value);
}

/**
 * How a user stands to a bank account.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { AccountOwnership } from "powens-users";
 *
 * const ownership: AccountOwnership = "co-owner";
 * ```
 */
export type AccountOwnership = KnownAccountOwnership | (string & {});

const accountOwnershipValues = ["owner", "co-owner", "attorney"] as const;

/**
 * The values of {@link AccountOwnership} that are known.
 */
export type KnownAccountOwnership = (typeof accountOwnershipValues)[number];

/**
 * Whether a value is a {@link KnownAccountOwnership}.
 *
 * @example
 * ```ts
 * import { isKnownAccountOwnership } from "powens-users";
 *
 * console.log(isKnownAccountOwnership("owner"));
 * ```
 */
export function isKnownAccountOwnership(value: unknown): value is KnownAccountOwnership {
	return (accountOwnershipValues as readonly unknown[]).includes(value);
}

/**
 * A bank account of a connection. One that was newly found is disabled and carries few of these fields.
 *
 * Source: "BankAccount object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { BankAccount } from "powens-users";
 *
 * const account: BankAccount = { id: 12, balance: 1234.56, type: "checking", currency: { id: "EUR" }, disabled: null };
 * ```
 */
export interface BankAccount {
	/**
	 * ID of the account: a positive safe integer.
	 *
	 * Source: Powens documentation.
	 */
	id: number;
	/**
	 * ID of the connection to which the account belongs.
	 *
	 * Source: Powens documentation.
	 */
	id_connection?: number | null;
	/**
	 * ID of the user to whom the account belongs.
	 *
	 * Source: Powens documentation.
	 */
	id_user?: number | null;
	/**
	 * ID of the source that the account comes from.
	 *
	 * Source: Powens documentation.
	 */
	id_source?: number | null;
	/**
	 * ID of the account to which this one belongs.
	 *
	 * Source: Powens documentation.
	 */
	id_parent?: number | null;
	/**
	 * Number of the account.
	 *
	 * Source: Powens documentation.
	 */
	number?: string | null;
	/**
	 * Name of the account as it was found.
	 *
	 * Source: Powens documentation.
	 */
	original_name?: string | null;
	/**
	 * Balance, in the currency of the account.
	 *
	 * Source: Powens documentation.
	 */
	balance?: number | null;
	/**
	 * Amount that is still to come, in the currency of the account.
	 *
	 * Source: Powens documentation.
	 */
	coming?: number | null;
	/**
	 * Whether the account is to be displayed.
	 *
	 * Source: Powens documentation.
	 */
	display?: boolean | null;
	/**
	 * When the account was last updated, such as `2020-06-01 12:34:56`; the zone is not documented.
	 *
	 * Source: Powens documentation.
	 */
	last_update?: string | null;
	/**
	 * When the account was deleted, such as `2020-06-01 12:34:56`; the zone is not documented. A moment, not a flag.
	 *
	 * Source: Powens documentation.
	 */
	deleted?: string | null;
	/**
	 * When the account was disabled, such as `2020-06-01 12:34:56`; the zone is not documented. A moment, not a flag.
	 *
	 * Source: Powens documentation.
	 */
	disabled?: string | null;
	/**
	 * IBAN of the account.
	 *
	 * Source: Powens documentation.
	 */
	iban?: string | null;
	/**
	 * Currency of the account.
	 *
	 * Source: Powens documentation.
	 */
	currency?: Currency | null;
	/**
	 * Type of the account: documented as an object, text in practice.
	 *
	 * Source: Powens documentation.
	 */
	type?: AccountType | Readonly<Record<string, unknown>> | null;
	/**
	 * ID of the type of the account.
	 *
	 * Source: Powens documentation.
	 */
	id_type?: number | null;
	/**
	 * Whether the account is bookmarked: documented as an integer or true or false, 0 or 1 in practice.
	 *
	 * Source: Powens documentation.
	 */
	bookmarked?: number | boolean | null;
	/**
	 * Name of the account.
	 *
	 * Source: Powens documentation.
	 */
	name?: string | null;
	/**
	 * What went wrong with the account.
	 *
	 * Source: Powens documentation.
	 */
	error?: string | null;
	/**
	 * What the account is used for.
	 *
	 * Source: Powens documentation.
	 */
	usage?: AccountUsage | null;
	/**
	 * How the user stands to the account.
	 *
	 * Source: Powens documentation.
	 *
	 * @deprecated by Powens.
	 */
	ownership?: AccountOwnership | null;
	/**
	 * Name of the company.
	 *
	 * Source: Powens documentation.
	 */
	company_name?: string | null;
	/**
	 * The loan, of an account that is one.
	 *
	 * Source: Powens documentation.
	 */
	loan?: Loan | null;
	/**
	 * The transactions of the account that are new.
	 *
	 * Source: Powens documentation.
	 */
	transactions?: Transaction[] | null;
	/**
	 * BIC of the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	bic?: string | null;
	/**
	 * ID of the account on the website of the bank.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	webid?: string | null;
	/**
	 * Balance, as text for people.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	formatted_balance?: string | null;
	/**
	 * Balance with what is still to come, in the currency of the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	coming_balance?: number | null;
	/**
	 * Valuation, in the currency of the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	valuation?: number | null;
	/**
	 * Difference, in the currency of the account. To what is not documented.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	diff?: number | null;
	/**
	 * The difference, in percent.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	diff_percent?: number | null;
	/**
	 * Previous difference, in the currency of the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	prev_diff?: number | null;
	/**
	 * The previous difference, in percent.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	prev_diff_percent?: number | null;
	/**
	 * When the account was opened, such as `2020-06-01 12:34:56`.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	opening_date?: string | null;
	/**
	 * Further information on the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	information?: Readonly<Record<string, unknown>> | null;
	/**
	 * What was calculated.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	calculated?: readonly unknown[] | null;
	/**
	 * Investments of the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	investments?: readonly unknown[] | null;
	/**
	 * Recipients of transfers from the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	recipients?: unknown;
	/**
	 * Transfers from the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	transfers?: unknown;
	/**
	 * Market orders of the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	market_orders?: unknown;
	/**
	 * Whether transfers can be made from the account.
	 *
	 * Seen in practice, not documented: not checked.
	 */
	able_to_transfer?: unknown;
}
