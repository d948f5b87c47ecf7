// The transactions of an account: which ones a span of time has follows from the seed, so nothing of them is kept.
import type { Counterparty } from "../../model/counterparty.js";
import type { Currency } from "../../model/currency.js";
import type { KnownTransactionType, Transaction } from "../../model/transaction.js";
import { hashOf, mulberry32 } from "../seeded.js";
import { DAY, date, dateTime, startOfDay } from "./dates.js";
import { MERCHANTS, type Merchant, originalWording, TOWNS } from "./labels.js";

const HOUR = 3_600_000;

/** When banks book, after midnight. Standing orders come first. */
const BOOKED_AT = 5 * HOUR;

/** What moves money every month. */
export interface Monthly {
	/** Nominal day, 1 to 28. Booked on that day, or on the Monday after a weekend. */
	readonly day: number;
	/** Signed. What hangs on the day is told by a function of it: epoch milliseconds; 0 is no transaction. */
	readonly cents: number | ((dayMs: number) => number);
	readonly type: KnownTransactionType;
	readonly name: string;
	readonly category: string;
	/** IBAN of whom it is from or to. */
	readonly iban?: string;
}

/** What an account spends by card. */
export interface Spending {
	readonly type: "card" | "deferred_card";
	/** How many purchases a day has on average. */
	readonly perDay: number;
	/** 1 spends what is usual. */
	readonly scale: number;
}

/** What makes the transactions of an account. */
export interface Ledger {
	readonly seed: number;
	readonly accountId: number;
	readonly keepsAccents: boolean;
	readonly monthly: readonly Monthly[];
	readonly spending: Spending | null;
}

/** A transaction before it has an id. */
export interface Entry {
	readonly bookedMs: number;
	readonly paidMs: number;
	readonly cents: number;
	readonly type: KnownTransactionType;
	readonly name: string;
	readonly category: string;
	readonly iban: string | null;
	readonly reference: string;
}

/** The moment at which what is nominally of a day is booked. No bank books on weekends. */
export function bookedOn(dayMs: number): number {
	const weekday = new Date(dayMs).getUTCDay();
	return startOfDay(dayMs) + BOOKED_AT + (weekday === 6 ? 2 * DAY : weekday === 0 ? DAY : 0);
}

/** What is booked after one moment and up to another, in that order. */
export function entriesBetween(ledger: Ledger, afterMs: number, untilMs: number): Entry[] {
	const entries: Entry[] = [];
	// From three days earlier, since a weekend's is booked on Monday.
	for (let day = startOfDay(afterMs) - 2 * DAY; day <= untilMs; day += DAY) {
		for (const entry of [...monthlyOf(ledger, day), ...purchasesOf(ledger, day)]) {
			if (entry.bookedMs > afterMs && entry.bookedMs <= untilMs) entries.push(entry);
		}
	}
	return entries.sort((first, second) => first.bookedMs - second.bookedMs);
}

/** How far ahead payments are announced. */
export const ANNOUNCED_MS = 5 * DAY;

/** What is announced: payments from the account that will be booked after one moment and up to another. */
export function announcedBetween(ledger: Ledger, afterMs: number, untilMs: number): Entry[] {
	return entriesBetween({ ...ledger, spending: null }, afterMs, untilMs).filter(({ cents }) => cents < 0);
}

/** In cents. */
export function sumOf(entries: readonly Entry[]): number {
	return entries.reduce((sum, { cents }) => sum + cents, 0);
}

/** What the monthly transactions of a day are. */
function monthlyOf({ seed, accountId, monthly }: Ledger, dayMs: number): Entry[] {
	const dayOfMonth = new Date(dayMs).getUTCDate();
	return monthly
		.filter(({ day }) => day === dayOfMonth)
		.map(({ cents, type, name, category, iban = null }) => ({
			bookedMs: bookedOn(dayMs),
			paidMs: dayMs,
			cents: typeof cents === "number" ? cents : cents(dayMs),
			type,
			name,
			category,
			iban,
			reference: referenceOf(seed, accountId, name),
		}))
		.filter(({ cents }) => cents !== 0);
}

/** A purchase at this very moment, which is there at once: what a synchronisation finds where nothing else happened. */
export function purchaseNow(ledger: Ledger, atMs: number, number: number): Entry {
	const random = mulberry32(hashOf(ledger.seed, ledger.accountId, "now", number));
	return purchase(ledger, random, atMs, atMs);
}

/** What was paid by card the day before, or drawn. */
function purchasesOf(ledger: Ledger, dayMs: number): Entry[] {
	if (ledger.spending === null) return [];
	const random = mulberry32(hashOf(ledger.seed, ledger.accountId, dayMs / DAY));
	return Array.from({ length: Math.floor(ledger.spending.perDay + random()) }, () => {
		const paidMs = dayMs - DAY + Math.floor((8 + 13 * random()) * 3600) * 1000;
		const bookedMs = bookedOn(dayMs) + Math.floor(1 + random() * 7199) * 1000;
		return purchase(ledger, random, bookedMs, paidMs);
	});
}

function purchase({ spending }: Ledger, random: () => number, bookedMs: number, paidMs: number): Entry {
	const type = spending?.type ?? "card";
	const reference = String(Math.floor(random() * 1_000_000)).padStart(6, "0");
	const at = random();
	const common = { bookedMs, paidMs, iban: null, reference };
	if (type === "card" && at > 0.95) {
		const name = `Retrait DAB ${TOWNS[Math.floor(random() * TOWNS.length)] ?? TOWNS[0]}`;
		const cents = -2000 * (1 + Math.floor(random() * 3));
		return { ...common, cents, type: "withdrawal", name, category: "withdrawals" };
	}
	const [name, least, most, category] = MERCHANTS[Math.floor(Math.min(random(), random()) * MERCHANTS.length)] as Merchant;
	const draw = random();
	// Only what all platforms round alike: powers are not.
	const amount = least + (most - least) * draw * draw * (spending?.scale ?? 1);
	return { ...common, cents: -Math.round(amount * 100), type, name, category };
}

/** Six digits that what comes every month bears each time. */
function referenceOf(seed: number, ...parts: readonly (string | number)[]): string {
	return String(hashOf(seed, ...parts) % 1_000_000).padStart(6, "0");
}

/** How a transaction was found. */
export interface Found {
	readonly id: number;
	/** When it was found: epoch milliseconds. */
	readonly atMs: number;
	/** Whether it is not booked yet. */
	readonly isComing: boolean;
}

/** The transaction as payloads have it, with every documented field. */
export function transactionOf(ledger: Ledger, entry: Entry, { id, atMs, isComing }: Found): Transaction {
	const { bookedMs, paidMs, cents, type, name, category, iban } = entry;
	const isByCard = type === "card" || type === "deferred_card" || type === "withdrawal";
	const found = dateTime(atMs);
	const paid = dateTime(paidMs);
	const booked = date(bookedMs);
	return {
		id,
		id_account: ledger.accountId,
		application_date: booked,
		date: booked,
		datetime: null,
		vdate: booked,
		vdatetime: null,
		rdate: paid.slice(0, 10),
		rdatetime: isByCard ? paid : null,
		bdate: null,
		bdatetime: null,
		value: euros(cents),
		gross_value: null,
		type,
		original_wording: originalWording(entry, ledger.keepsAccents),
		simplified_wording: name,
		wording: name,
		categories: [{ code: category, parent_code: null }],
		date_scraped: found,
		coming: isComing,
		active: true,
		id_cluster: null,
		comment: null,
		last_update: found,
		deleted: null,
		original_value: null,
		original_gross_value: null,
		original_currency: null,
		commission: null,
		commission_currency: null,
		country: null,
		card: null,
		counterparty: iban === null ? null : counterpartyOf(name, iban, cents),
	};
}

function counterpartyOf(label: string, iban: string, cents: number): Counterparty {
	return { label, account_scheme_name: "iban", account_identification: iban, type: cents > 0 ? "debtor" : "creditor" };
}

/** Cents as euros: the number that is nearest to the two decimals. */
export function euros(cents: number): number {
	return cents / 100;
}

export function euro(): Currency {
	return { id: "EUR", name: "Euro", symbol: "€", crypto: false, precision: 2 };
}
