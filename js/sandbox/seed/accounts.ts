// The accounts of a connection: what each is, what moves its money, and how payloads tell it.
import type { BankAccount, KnownAccountType } from "../../model/bank-account.js";
import type { Transaction } from "../../model/transaction.js";
import { hashOf, mulberry32 } from "../seeded.js";
import { dateTime, dayOfMonth } from "./dates.js";
import { accountNumber, ibanOf } from "./iban.js";
import { EMPLOYERS } from "./labels.js";
import { type LoanPlan, loanOf, owedAfter, paidBackOn, paymentsDone, repaymentOf } from "./loans.js";
import {
	ANNOUNCED_MS,
	announcedBetween,
	entriesBetween,
	euro,
	euros,
	type Ledger,
	type Monthly,
	type Spending,
	sumOf,
} from "./transactions.js";

/** What an account is, whatever happened since. */
export interface AccountPlan {
	readonly id: number;
	readonly sourceId: number;
	readonly type: KnownAccountType;
	readonly name: string;
	readonly number: string;
	readonly iban: string | null;
	/** That of the account from which a card is paid. */
	readonly parentId: number | null;
	readonly loan: LoanPlan | null;
	readonly ledger: Ledger;
	/** The balance, in cents, at the start of the first month that is known: epoch milliseconds. */
	readonly openingCents: (startMs: number) => number;
}

/** What accounts are planned from. */
export interface Holder {
	readonly seed: number;
	/** Epoch milliseconds of the seed. */
	readonly endMs: number;
	readonly connectionId: number;
	readonly keepsAccents: boolean;
	/** The source of payment accounts, and that of all others. */
	readonly sourceIds: readonly [number, number];
	/** Has one of each, for those who look. */
	readonly isDemo: boolean;
}

/** What a connection is for: to live from, a second account, savings, or investments. */
export type Kind = "main" | "second" | "savings" | "wealth";

/** The money of a person, in cents a month, and how much that is of what is usual. */
interface Means {
	readonly random: () => number;
	readonly income: number;
	readonly savings: number;
	readonly scale: number;
}

const LOAN_DAY = 10;

/** The accounts of connections that are not the main one: type, name, and how many months of savings were there at first. */
const BESIDES: Readonly<Record<Exclude<Kind, "main">, readonly (readonly [KnownAccountType, string, number])[]>> = {
	second: [["checking", "Compte du quotidien", 2]],
	savings: [
		["ldds", "LDDS", 60],
		["pel", "Plan épargne logement", 150],
	],
	wealth: [
		["market", "Compte titres", 110],
		["pea", "PEA", 170],
		["lifeinsurance", "Assurance vie Horizon", 340],
	],
};

export function planAccounts(holder: Holder, kind: Kind): AccountPlan[] {
	const random = mulberry32(hashOf(holder.seed, holder.connectionId, "accounts"));
	const income = Math.round((1650 + 2400 * random() * random()) * 100);
	const savings = Math.round((income * (0.02 + 0.04 * random())) / 1000) * 1000;
	if (kind === "main") return mainAccounts(holder, { random, income, savings, scale: income / 240_000 });
	const monthly = [every(6, savings, "transfer", "Épargne programmée", "savings")];
	return BESIDES[kind].map(([type, name, months], index) => {
		const spending: Spending | null = type === "checking" ? { type: "card", perDay: 0.2, scale: 0.8 } : null;
		return account(holder, index + 1, type, name, { opening: months * savings, monthly, spending });
	});
}

/** An account, and what moves money from the checking account to it. */
interface Beside {
	readonly account: AccountPlan;
	readonly debit: Monthly;
}

/** A checking account, and some of: savings, a card whose purchases are debited in the month after, a loan. */
function mainAccounts(holder: Holder, means: Means): AccountPlan[] {
	const { random, income, scale } = means;
	const monthly = householdOf(means);
	const opening = Math.round(income * (0.8 + 0.8 * random()));
	const hasOne = (share: number) => random() < share || holder.isDemo;
	const others: Beside[] = [];
	if (hasOne(0.75)) others.push(savingsBeside(holder, means));
	const hasCard = hasOne(0.35);
	if (hasCard) others.push(cardBeside(holder, means));
	if (hasOne(0.3)) others.push(loanBeside(holder, means));
	const spending: Spending = { type: "card", perDay: hasCard ? 0.45 : 1, scale };
	monthly.push(...others.map(({ debit }) => debit));
	return [
		account(holder, 1, "checking", "Compte courant", { opening, monthly, spending }),
		...others.map((other) => other.account),
	];
}

function savingsBeside(holder: Holder, { savings }: Means): Beside {
	const monthly = [every(2, savings, "transfer", "Compte courant", "savings")];
	return {
		account: account(holder, 2, "livret_a", "Livret A", { opening: 40 * savings, monthly }),
		debit: every(2, -savings, "transfer", "Livret A", "savings"),
	};
}

function cardBeside(holder: Holder, { scale }: Means): Beside {
	const name = "Carte à débit différé";
	const spending: Spending = { type: "deferred_card", perDay: 0.55, scale };
	const monthly: Monthly[] = [];
	const opening = (dayMs: number): number => {
		const purchases = { ...card.ledger, monthly: [] };
		return sumOf(entriesBetween(purchases, dayOfMonth(dayMs, -1) - 1, dayOfMonth(dayMs, 0) - 1));
	};
	const card = account(holder, 3, "card", name, { opening, monthly, spending });
	const debit = every(1, opening, "summary_card", name, "card");
	monthly.push({ ...debit, cents: (dayMs) => -opening(dayMs) });
	return { account: card, debit };
}

function loanBeside(holder: Holder, { random, income }: Means): Beside {
	const isMortgage = random() < 0.5;
	const months = 12 * (isMortgage ? 15 + Math.floor(random() * 11) : 3 + Math.floor(random() * 5));
	const loan: LoanPlan = {
		type: isMortgage ? "mortgage" : "consumercredit",
		label: isMortgage ? "Prêt immobilier" : "Prêt personnel",
		totalCents: Math.round((income * 0.08 * months) / 10_000) * 10_000,
		rate: Math.round(120 + 300 * random()) / 100,
		months,
		insuranceCents: 300 + Math.floor(random() * 1500),
		startMs: dayOfMonth(holder.endMs, -6 - Math.floor(random() * 24), LOAN_DAY),
	};
	const due = repaymentOf(loan) + loan.insuranceCents;
	const payment = (cents: Monthly["cents"]) => every(LOAN_DAY, cents, "loan_repayment", loan.label, "loan");
	const opening = (startMs: number) => -owedAfter(loan, paymentsDone(loan, startMs));
	const monthly = [payment((dayMs) => paidBackOn(loan, dayMs))];
	return {
		account: account(holder, 4, "loan", loan.label, { opening, monthly, loan }),
		debit: payment((dayMs) => (paidBackOn(loan, dayMs) === 0 ? 0 : -due)),
	};
}

/** What comes in and goes out every month, beside what is bought. */
function householdOf({ random, income }: Means): Monthly[] {
	const part = (least: number, most: number) => -Math.round(income * (least + (most - least) * random()));
	const employer = EMPLOYERS[Math.floor(random() * EMPLOYERS.length)] ?? EMPLOYERS[0];
	// In tens of euros, as rents are.
	const rent = Math.round(part(0.24, 0.31) / 1000) * 1000;
	const named = [
		every(27, income, "transfer", employer, "salary"),
		every(5, rent, "transfer", "Agence Le Nid Douillet", "rent"),
		every(3, -4210, "order", "Réseau Bus Escargot", "transport"),
		every(8, -1999, "order", "Mobile Colibri", "telephone"),
		every(12, part(0.025, 0.05), "order", "Énergie Lampyre", "energy"),
		every(15, part(0.015, 0.03), "order", "Assurances du Parapluie", "insurance"),
	];
	const fee = every(4, -350, "bank", "Cotisation Formule Équilibre", "fees");
	return [...named.map((monthly) => ({ ...monthly, iban: ibanOf(accountNumber(0, monthly.name), monthly.name.length) })), fee];
}

function every(day: number, cents: Monthly["cents"], type: Monthly["type"], name: string, category: string): Monthly {
	return { day, cents, type, name, category };
}

interface AccountParts {
	readonly opening: number | ((startMs: number) => number);
	readonly monthly: readonly Monthly[];
	readonly spending?: Spending | null;
	readonly loan?: LoanPlan;
}

/** @param place Which one of its connection: its id follows from that. */
function account(holder: Holder, place: number, type: KnownAccountType, name: string, parts: AccountParts): AccountPlan {
	const { seed, connectionId, keepsAccents, sourceIds } = holder;
	const { opening, monthly, spending = null, loan = null } = parts;
	const id = connectionId * 10 + place;
	const digits = accountNumber(seed, id);
	const isForPayments = type === "checking" || type === "card";
	return {
		id,
		sourceId: sourceIds[isForPayments ? 0 : 1],
		type,
		name,
		number: type === "card" ? `XXXXXXXXXXXX${digits.slice(-4)}` : digits,
		iban: type === "checking" ? ibanOf(digits, hashOf(seed, connectionId, "branch")) : null,
		parentId: type === "card" ? connectionId * 10 + 1 : null,
		loan,
		ledger: { seed, accountId: id, keepsAccents, monthly, spending },
		openingCents: typeof opening === "number" ? () => opening : opening,
	};
}

/** Numbers of the older documentation where it has one. */
const TYPE_IDS: Readonly<Partial<Record<KnownAccountType, number>>> = {
	checking: 2,
	loan: 5,
	market: 6,
	card: 8,
	lifeinsurance: 9,
};
const SAVINGS_TYPE_ID = 3;

/** What synchronisations found out about an account. */
export interface AccountState {
	/** When the last one was: epoch milliseconds; null before the first, when nothing but its name is known. */
	readonly atMs: number | null;
	readonly balanceCents: number;
	readonly transactions: Transaction[];
}

/** The account as payloads have it, with every documented field. */
export function accountOf(plan: AccountPlan, userId: number, connectionId: number, state: AccountState): BankAccount {
	const { id, sourceId, parentId, number, name, iban, type, loan, ledger } = plan;
	const { atMs, balanceCents, transactions } = state;
	return {
		id,
		id_connection: connectionId,
		id_user: userId,
		id_source: sourceId,
		id_parent: parentId,
		number,
		original_name: name.toUpperCase(),
		balance: atMs === null ? null : euros(balanceCents),
		coming: atMs === null ? null : euros(sumOf(announcedBetween(ledger, atMs, atMs + ANNOUNCED_MS))),
		display: true,
		last_update: atMs === null ? null : dateTime(atMs),
		deleted: null,
		disabled: null,
		iban,
		currency: euro(),
		type,
		id_type: TYPE_IDS[type] ?? SAVINGS_TYPE_ID,
		bookmarked: 0,
		name,
		error: null,
		usage: "PRIV",
		ownership: "owner",
		company_name: null,
		loan: loan === null || atMs === null ? null : loanOf(loan, atMs),
		transactions,
	};
}
