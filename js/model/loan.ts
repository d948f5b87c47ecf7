// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

/**
 * The type of a loan.
 *
 * Source: Powens documentation.
 *
 * The list is open: any other text may come.
 *
 * @example
 * ```ts
 * import type { LoanType } from "powens-users";
 *
 * const type: LoanType = "mortgage";
 * ```
 */
export type LoanType = KnownLoanType | (string & {});

const loanTypeValues = ["mortgage", "consumercredit", "revolvingcredit", "loan"] as const;

/**
 * The values of {@link LoanType} that are known.
 */
export type KnownLoanType = (typeof loanTypeValues)[number];

/**
 * Whether a value is a {@link KnownLoanType}.
 *
 * @example
 * ```ts
 * import { isKnownLoanType } from "powens-users";
 *
 * console.log(isKnownLoanType("mortgage"));
 * ```
 */
export function isKnownLoanType(value: unknown): value is KnownLoanType {
	return (loanTypeValues as readonly unknown[]).includes(value);
}

/**
 * A loan. Amounts are in the currency of the account.
 *
 * Source: "Loan object" of the Powens documentation.
 *
 * @example
 * ```ts
 * import type { Loan } from "powens-users";
 *
 * const loan: Loan = { type: "mortgage", total_amount: 200000, rate: 1.45, maturity_date: "2040-06-01" };
 * ```
 */
export interface Loan {
	/**
	 * Total amount of the loan.
	 *
	 * Source: Powens documentation.
	 */
	total_amount?: number | null;
	/**
	 * Amount that is available.
	 *
	 * Source: Powens documentation.
	 */
	available_amount?: number | null;
	/**
	 * Amount that is used.
	 *
	 * Source: Powens documentation.
	 */
	used_amount?: number | null;
	/**
	 * Amount of the next payment.
	 *
	 * Source: Powens documentation.
	 */
	next_payment_amount?: number | null;
	/**
	 * Rate of the loan.
	 *
	 * Source: Powens documentation.
	 */
	rate?: number | null;
	/**
	 * Amount of the last payment.
	 *
	 * Source: Powens documentation.
	 */
	last_payment_amount?: number | null;
	/**
	 * Amount of the insurance.
	 *
	 * Source: Powens documentation.
	 */
	insurance_amount?: number | null;
	/**
	 * Rate of the insurance.
	 *
	 * Source: Powens documentation.
	 */
	insurance_rate?: number | null;
	/**
	 * Day on which the loan was subscribed to, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	subscription_date?: string | null;
	/**
	 * Day on which the loan matures, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	maturity_date?: string | null;
	/**
	 * Day on which repayment starts, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	start_repayment_date?: string | null;
	/**
	 * Day of the next payment, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	next_payment_date?: string | null;
	/**
	 * Day of the last payment, such as `2020-06-01`.
	 *
	 * Source: Powens documentation.
	 */
	last_payment_date?: string | null;
	/**
	 * How many payments are left.
	 *
	 * Source: Powens documentation.
	 */
	nb_payments_left?: number | null;
	/**
	 * How many payments are done.
	 *
	 * Source: Powens documentation.
	 */
	nb_payments_done?: number | null;
	/**
	 * How many payments there are in total.
	 *
	 * Source: Powens documentation.
	 */
	nb_payments_total?: number | null;
	/**
	 * How long the loan runs. The unit is not documented.
	 *
	 * Source: Powens documentation.
	 */
	duration?: number | null;
	/**
	 * Label of the account.
	 *
	 * Source: Powens documentation.
	 */
	account_label?: string | null;
	/**
	 * Label of the insurance.
	 *
	 * Source: Powens documentation.
	 */
	insurance_label?: string | null;
	/**
	 * Whether or how payments are deferred. Its type is not documented, so it is not looked at.
	 *
	 * Source: Powens documentation.
	 */
	deferred?: unknown;
	/**
	 * Type of the loan.
	 *
	 * Source: Powens documentation.
	 */
	type?: LoanType | null;
}
