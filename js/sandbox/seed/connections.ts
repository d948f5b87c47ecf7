// The connections of a user: what the seed says they are.
import type { Connection } from "../../model/connection.js";
import type { ConnectionSource } from "../../model/connection-source.js";
import { hashOf, mulberry32 } from "../seeded.js";
import { type AccountPlan, type AccountState, accountOf, type Kind, planAccounts } from "./accounts.js";
import { BANKS, type Bank, connectorOf } from "./banks.js";
import { DAY, dateTime } from "./dates.js";
import { type Trouble, troubleOf } from "./troubles.js";
import { DEMO_USER_ID } from "./users.js";

/** How long an API of a bank can be read without asking the user again. */
const ACCESS_MS = 180 * DAY;

/** What a connection is, whatever happened since. */
export interface ConnectionPlan {
	readonly id: number;
	readonly userId: number;
	readonly bank: Bank;
	/** What is wrong with it; it never is healed. */
	readonly trouble: Trouble | null;
	readonly accounts: readonly AccountPlan[];
}

/** From what all is planned. */
export interface Origin {
	readonly seed: number;
	/** The moment of the seed: epoch milliseconds. */
	readonly endMs: number;
}

/** One to three connections, each to another bank. Their ids are those of the user, and 1 to 3 after that. */
export function planConnections({ seed, endMs }: Origin, userId: number): ConnectionPlan[] {
	const random = mulberry32(hashOf(seed, userId, "connections"));
	const isDemo = userId === DEMO_USER_ID;
	const share = random();
	const count = isDemo ? 2 : share < 0.6 ? 1 : share < 0.93 ? 2 : 3;
	const trouble = troubleOf(userId);
	const suited = BANKS.filter(({ mechanism }) => mechanism === (trouble?.mechanism ?? mechanism));
	const first = BANKS.indexOf(suited[Math.floor(random() * suited.length)] as Bank);
	const kinds: readonly Kind[] = isDemo || random() < 0.4 ? ["main", "wealth", "second"] : ["main", "savings", "second"];
	return kinds.slice(0, count).map((kind, index) => {
		const id = userId * 10 + index + 1;
		const bank = BANKS[(first + index) % BANKS.length] as Bank;
		const { keepsAccents, sources } = bank;
		const sourceIds = [sourceId(id, 0), sourceId(id, sources.length - 1)] as const;
		const accounts = planAccounts({ seed, endMs, connectionId: id, keepsAccents, sourceIds, isDemo }, kind);
		return { id, userId, bank, trouble: index === 0 ? trouble : null, accounts };
	});
}

function sourceId(connectionId: number, index: number): number {
	return connectionId * 10 + index + 1;
}

/** What synchronisations found out about a connection. */
export interface ConnectionView {
	readonly createdMs: number;
	/** When it was last tried: epoch milliseconds; null before the first time. */
	readonly triedMs: number | null;
	/** One for each account; null where none can be had. */
	readonly accounts: readonly AccountState[] | null;
	/** What stands for the accounts of a connection that failed. */
	readonly failedAccounts: "empty" | "null";
}

/** The connection as payloads have it, with every documented field, those too that Powens calls deprecated. */
export function connectionOf(plan: ConnectionPlan, view: ConnectionView): Connection {
	const { id, userId, bank, trouble, accounts } = plan;
	const { createdMs, triedMs, failedAccounts } = view;
	const updated = trouble !== null || triedMs === null ? null : dateTime(triedMs);
	const states = view.accounts;
	const found = states && accounts.map((account, index) => accountOf(account, userId, id, states[index] as AccountState));
	return {
		id,
		id_user: userId,
		id_connector: bank.id,
		id_provider: bank.id,
		id_bank: bank.id,
		state: trouble?.state ?? null,
		// Older than `state`, and seen to name the same trouble.
		error: trouble?.state ?? null,
		error_message: trouble?.message ?? null,
		fields: null,
		last_update: updated,
		created: dateTime(createdMs),
		active: true,
		last_push: null,
		expire: null,
		next_try: nextTry(trouble, triedMs),
		connector_uuid: bank.uuid,
		connector: connectorOf(bank),
		sources: sourcesOf(plan, view, updated),
		accounts: found ?? (failedAccounts === "null" ? null : []),
	};
}

function sourcesOf(
	{ id, bank, trouble }: ConnectionPlan,
	{ createdMs, triedMs }: ConnectionView,
	updated: string | null,
): ConnectionSource[] {
	return bank.sources.map((name, index) => ({
		id: sourceId(id, index),
		id_connection: id,
		id_connector_source: sourceId(bank.id, index),
		name,
		last_update: updated,
		disabled: null,
		created: dateTime(createdMs),
		state: trouble?.state ?? null,
		// As if the user had renewed it in time.
		access_expire: name === "openapi" ? dateTime((triedMs ?? createdMs) + ACCESS_MS) : null,
		expire: null,
		next_try: nextTry(trouble, triedMs),
	}));
}

/** Once a day; what is in trouble when that may have passed. */
function nextTry(trouble: Trouble | null, triedMs: number | null): string | null {
	const minutes = trouble === null ? 1440 : trouble.retryMinutes;
	return triedMs === null || minutes === null ? null : dateTime(triedMs + minutes * 60_000);
}
