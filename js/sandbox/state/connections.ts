// The connections of all users. Knows nothing of HTTP and nothing of users but their ids.
import type { Connection } from "../../model/connection.js";
import type { Transaction } from "../../model/transaction.js";
import type { AccountPlan, AccountState } from "../seed/accounts.js";
import { type ConnectionPlan, connectionOf, type Origin, planConnections } from "../seed/connections.js";
import { DAY, dayOfMonth, startOfDay } from "../seed/dates.js";
import {
	ANNOUNCED_MS,
	announcedBetween,
	type Entry,
	entriesBetween,
	purchaseNow,
	sumOf,
	transactionOf,
} from "../seed/transactions.js";

/** Of how much time a synchronisation finds transactions at most, however long it was that there was none. */
const MAX_SPAN_MS = 3660 * DAY;
/** How many transactions an account can have before their ids would be those of the next account. */
const IDS_OF_ACCOUNT = 1_000_000;

/** What happened to a connection: with the seed, all follows from it. */
interface Synchronised {
	/** When it was synchronised: epoch milliseconds, ascending. Of one in trouble only the last time. */
	moments: number[];
	/** For each account, how many transactions were found and what is there now, in cents. */
	accounts: { found: number; cents: number }[];
}

/** What happened to the connections of a user. */
interface UserState {
	createdMs: number | null;
	deleted: number[];
	synchronised: Record<number, Synchronised>;
}

/** A {@link ConnectionStore} as JSON can hold it: what differs from the seed. Null stands for a user who is no more. */
interface ConnectionsState {
	readonly users: readonly (readonly [userId: number, state: UserState | null])[];
}

/** How a store is made. */
export interface ConnectionStoreOptions extends Origin {
	/**
	 * What stands for the accounts of a connection that failed: an empty list, as the documentation has no null there, or
	 * null, as in all recordings. By default an empty list, so that all payloads pass the strict check.
	 */
	readonly failedAccounts?: "empty" | "null";
}

/** The connections of users. All follows from the seed and the user's id; nothing is kept but what was done to them. */
export class ConnectionStore {
	readonly #options: ConnectionStoreOptions;
	readonly #users = new Map<number, UserState | null>();

	constructor(options: ConnectionStoreOptions) {
		this.#options = options;
	}

	/** Tells when a user was created who is not of the seed: the user's connections are as old. */
	userCreated(userId: number, nowMs: number): void {
		this.#change(userId).createdMs = nowMs;
	}

	/** The connections of a user as they are now, by their ids. Those who are no more have none. */
	of(userId: number, options: { readonly transactions?: boolean } = {}): Connection[] {
		return this.#plans(userId).map((plan) => this.#view(plan, options.transactions === true));
	}

	/**
	 * Synchronises the connections of a user, or one of them. The first time finds the transactions of this month and of the
	 * three before, later ones what was booked or announced since, and on a checking account at least one purchase. What was
	 * announced is found again, with another id, when it is booked. Looks back ten years at most. Dates do not go back,
	 * whatever `nowMs` says.
	 *
	 * @returns The connections with what was found. None where there is no such connection. What is in trouble has no accounts.
	 */
	sync(userId: number, nowMs: number, connectionId?: number): Connection[] {
		const plans = this.#plans(userId).filter(({ id }) => id === (connectionId ?? id));
		return plans.map((plan) => this.#synchronise(plan, nowMs));
	}

	/** Removes a connection for good; gives it as it was, without transactions. */
	deleteConnection(userId: number, connectionId: number): Connection | undefined {
		const connection = this.of(userId).find(({ id }) => id === connectionId);
		if (connection === undefined) return undefined;
		const state = this.#change(userId);
		state.deleted.push(connectionId);
		delete state.synchronised[connectionId];
		return connection;
	}

	/** The user is no more: gives the connections that there were, without transactions. */
	forget(userId: number): Connection[] {
		const connections = this.of(userId);
		this.#users.set(userId, null);
		return connections;
	}

	snapshot(): unknown {
		const state: ConnectionsState = { users: [...this.#users] };
		return JSON.parse(JSON.stringify(state));
	}

	/** @param state What {@link snapshot} gave, of a store with the same seed. */
	restore(state: unknown): void {
		this.#users.clear();
		const { users }: ConnectionsState = JSON.parse(JSON.stringify(state));
		for (const [userId, user] of users) this.#users.set(userId, user);
	}

	reset(): void {
		this.#users.clear();
	}

	#plans(userId: number): ConnectionPlan[] {
		const state = this.#users.get(userId);
		if (state === null) return [];
		return planConnections(this.#options, userId).filter(({ id }) => !state?.deleted.includes(id));
	}

	/** What happened to a user's connections, to be changed. */
	#change(userId: number): UserState {
		const state = this.#users.get(userId) ?? { createdMs: null, deleted: [], synchronised: {} };
		this.#users.set(userId, state);
		return state;
	}

	#synchronise(plan: ConnectionPlan, nowMs: number): Connection {
		const { synchronised } = this.#change(plan.userId);
		const done = synchronised[plan.id] ?? { moments: [], accounts: [] };
		synchronised[plan.id] = done;
		const atMs = Math.max(nowMs, done.moments.at(-1) ?? nowMs);
		if (plan.trouble !== null) {
			done.moments = [atMs];
			return this.#connection(plan, atMs, null);
		}
		done.moments.push(atMs);
		const accounts = plan.accounts.map((account, index) => {
			const before = done.accounts[index] ?? { found: 0, cents: account.openingCents(beginning(atMs)) };
			const found = findingsOf(account, done.moments, done.moments.length - 1, before.found);
			const cents = before.cents + sumOf(found.filter(({ transaction }) => !transaction.coming).map(({ entry }) => entry));
			done.accounts[index] = { found: before.found + found.length, cents };
			return { atMs, balanceCents: cents, transactions: found.map(({ transaction }) => transaction) };
		});
		return this.#connection(plan, atMs, accounts);
	}

	/** A connection as it is, with all transactions that were found and stand, or with none. */
	#view(plan: ConnectionPlan, withTransactions: boolean): Connection {
		const done = this.#users.get(plan.userId)?.synchronised[plan.id];
		const atMs = done?.moments.at(-1) ?? null;
		if (plan.trouble !== null) return this.#connection(plan, atMs, null);
		const accounts = plan.accounts.map((account, index) => {
			const transactions = withTransactions && done !== undefined ? standing(account, done.moments) : [];
			return { atMs, balanceCents: done?.accounts[index]?.cents ?? 0, transactions };
		});
		return this.#connection(plan, atMs, accounts);
	}

	#connection(plan: ConnectionPlan, triedMs: number | null, accounts: AccountState[] | null): Connection {
		const { endMs, failedAccounts = "empty" } = this.#options;
		// Users of the seed signed in before the day of its end.
		const createdMs = this.#users.get(plan.userId)?.createdMs ?? startOfDay(endMs);
		return connectionOf(plan, { createdMs, triedMs, accounts, failedAccounts });
	}
}

/** The start of the month three months before a first synchronisation: what is known of an account begins there. */
function beginning(firstMs: number): number {
	return dayOfMonth(firstMs, -3);
}

/** What a synchronisation finds. */
interface Finding {
	readonly entry: Entry;
	readonly transaction: Transaction;
}

/**
 * What one synchronisation of an account found: what was booked, then what is announced.
 *
 * @param moments When it was synchronised.
 * @param number Which one it is: 0 is the first.
 * @param before How many transactions were found before.
 */
function findingsOf({ ledger, id, type }: AccountPlan, moments: readonly number[], number: number, before: number): Finding[] {
	const atMs = moments[number] ?? 0;
	const lastMs = moments[number - 1];
	const sinceMs = Math.max(lastMs ?? beginning(atMs) - 1, atMs - MAX_SPAN_MS);
	const happened = entriesBetween(ledger, sinceMs, atMs);
	const booked = happened.length === 0 && type === "checking" ? [purchaseNow(ledger, atMs, number)] : happened;
	const announcedMs = Math.max(lastMs === undefined ? atMs : lastMs + ANNOUNCED_MS, atMs);
	const announced = announcedBetween(ledger, announcedMs, atMs + ANNOUNCED_MS);
	return [...booked, ...announced].map((entry, index) => {
		const found = { id: id * IDS_OF_ACCOUNT + before + index + 1, atMs, isComing: index >= booked.length };
		return { entry, transaction: transactionOf(ledger, entry, found) };
	});
}

/** All transactions that were found, but for announcements of what is booked by now. */
function standing(account: AccountPlan, moments: readonly number[]): Transaction[] {
	const lastMs = moments.at(-1) ?? 0;
	const all: Finding[] = [];
	moments.forEach((_, number) => {
		all.push(...findingsOf(account, moments, number, all.length));
	});
	return all
		.filter(({ entry, transaction }) => transaction.coming === false || entry.bookedMs > lastMs)
		.map(({ transaction }) => transaction);
}
