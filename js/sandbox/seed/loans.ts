// Loans: what is owed after each payment, to the cent.
import type { KnownLoanType, Loan } from "../../model/loan.js";
import { date, dayOfMonth } from "./dates.js";
import { bookedOn, euros } from "./transactions.js";

/** A loan of equal monthly payments. */
export interface LoanPlan {
	readonly type: KnownLoanType;
	readonly label: string;
	readonly totalCents: number;
	/** Percent a year. */
	readonly rate: number;
	/** How many payments there are. */
	readonly months: number;
	readonly insuranceCents: number;
	/** The nominal day of the first payment: epoch milliseconds. */
	readonly startMs: number;
}

/** The equal payment by which a loan is paid back, in cents. Only multiplies, since platforms differ in the last bit of powers. */
export function repaymentOf({ totalCents, rate, months }: LoanPlan): number {
	let growth = 1;
	for (let count = 0; count < months; count += 1) growth *= 1 + rate / 1200;
	return Math.ceil((totalCents * (rate / 1200) * growth) / (growth - 1));
}

/** What is owed after so many payments, in cents. */
export function owedAfter(loan: LoanPlan, payments: number): number {
	if (payments >= loan.months) return 0;
	const repayment = repaymentOf(loan);
	let owed = loan.totalCents;
	for (let count = 0; count < payments; count += 1) owed += Math.round((owed * loan.rate) / 1200) - repayment;
	return Math.max(0, owed);
}

/** Which payment is nominally of a day: 1 is the first; beyond the loan it is none. */
export function paymentNumber({ startMs }: LoanPlan, dayMs: number): number {
	const [start, day] = [new Date(startMs), new Date(dayMs)];
	return (day.getUTCFullYear() - start.getUTCFullYear()) * 12 + day.getUTCMonth() - start.getUTCMonth() + 1;
}

/** How many payments were booked by a moment. */
export function paymentsDone(loan: LoanPlan, atMs: number): number {
	const nominal = dayOfMonth(atMs, 0, new Date(loan.startMs).getUTCDate());
	const number = paymentNumber(loan, nominal) - (bookedOn(nominal) <= atMs ? 0 : 1);
	return Math.max(0, Math.min(number, loan.months));
}

/** By how much the payment of a day lessens what is owed, in cents; 0 where there is none. */
export function paidBackOn(loan: LoanPlan, dayMs: number): number {
	const number = paymentNumber(loan, dayMs);
	return number < 1 || number > loan.months ? 0 : owedAfter(loan, number - 1) - owedAfter(loan, number);
}

/** The loan as payloads have it at a moment, with every documented field. */
export function loanOf(loan: LoanPlan, atMs: number): Loan {
	const { type, label, totalCents, rate, months, insuranceCents, startMs } = loan;
	const done = paymentsDone(loan, atMs);
	const payment = euros(repaymentOf(loan) + insuranceCents);
	const nominal = (number: number) => date(dayOfMonth(startMs, number - 1, new Date(startMs).getUTCDate()));
	return {
		total_amount: euros(totalCents),
		available_amount: null,
		used_amount: null,
		next_payment_amount: done < months ? payment : null,
		rate,
		last_payment_amount: done > 0 ? payment : null,
		insurance_amount: euros(insuranceCents),
		insurance_rate: null,
		subscription_date: nominal(0),
		maturity_date: nominal(months),
		start_repayment_date: nominal(1),
		next_payment_date: done < months ? nominal(done + 1) : null,
		last_payment_date: done > 0 ? nominal(done) : null,
		nb_payments_left: months - done,
		nb_payments_done: done,
		nb_payments_total: months,
		duration: months,
		account_label: label,
		insurance_label: "Assurance emprunteur",
		deferred: false,
		type,
	};
}
