// All state of a sandbox that calls of the API change, and the only place where it changes. Tells what changed, and which webhooks that is worth.
import type { Connection } from "../../model/connection.js";
import type { SandboxChoices } from "../choices.js";
import { specialUser } from "../faults/special-users.js";
import type { RandomBytes } from "../random.js";
import type { SandboxChange } from "../record/entry.js";
import { dateTime } from "../seed/dates.js";
import type { SandboxEvent } from "../webhooks/event.js";
import type { ConnectionStore } from "./connections.js";
import { ProviderStore, type ProvidersState } from "./providers.js";
import { TokenStore, type TokensState } from "./tokens.js";
import { type SandboxUser, UserStore, type UsersState } from "./users.js";

/** Seconds that a temporary user lasts. Source: the Powens documentation. */
export const TEMPORARY_SECONDS = 1800;

/** Is told each change, in the order in which they happen. */
export type Told = (change: SandboxChange) => void;

/** Whom the world tells of what webhooks may tell. */
export interface WorldListener {
	/** `waits`: the user is temporary, so that it is to be sent when the user becomes permanent. */
	emit(event: SandboxEvent, options: { readonly waits: boolean }): void;
	/** A temporary user was made, who ends at that moment: epoch milliseconds. */
	endPlanned(atMs: number): void;
	becamePermanent(userId: number): void;
	/** The user is no more; what waited for a temporary one is never sent. */
	userGone(userId: number): void;
}

/** What a world is made of. */
export interface WorldOptions {
	readonly seeded: readonly SandboxUser[];
	readonly connections: ConnectionStore;
	readonly choices: Pick<SandboxChoices, "deletedUserConnections">;
	readonly randomBytes: RandomBytes;
	readonly now: () => number;
	readonly listener: WorldListener;
}

/** The state as a snapshot keeps it: what differs from the seed. */
export interface WorldState {
	readonly users: UsersState;
	readonly tokens: TokensState;
	readonly connections: unknown;
	readonly providers: ProvidersState;
}

/** Users, their tokens and connections, and the providers of a domain. */
export class World {
	readonly users: UserStore;
	readonly tokens: TokenStore;
	readonly connections: ConnectionStore;
	readonly providers: ProviderStore;
	readonly #options: WorldOptions;

	constructor(options: WorldOptions) {
		this.#options = options;
		this.users = new UserStore(options.seeded);
		this.tokens = new TokenStore(options.randomBytes);
		this.connections = options.connections;
		this.providers = new ProviderStore(options.randomBytes);
	}

	/** The user of an id: one of the list, or one of the special ones, who are in no list. */
	find(userId: number): SandboxUser | undefined {
		const user = this.users.find(userId);
		return user ?? (this.users.isGone(userId) ? undefined : specialUser(userId));
	}

	/** Makes a user with a first token of the same kind. */
	createUser(told: Told, permanent: boolean): { user: SandboxUser; token: string } {
		const now = this.#options.now();
		const endsAt = permanent ? null : now + TEMPORARY_SECONDS * 1000;
		const user = this.users.create(dateTime(now), endsAt);
		if (endsAt !== null) this.#options.listener.endPlanned(endsAt);
		this.connections.userCreated(user.id, now);
		told({ type: "user_created", userId: user.id, permanent });
		const token = this.issueToken(told, user.id, permanent);
		if (permanent) this.#options.listener.emit({ event: "USER_CREATED", user }, { waits: false });
		return { user, token };
	}

	/** Gives the user one more token. A permanent one makes a temporary user permanent. */
	issueToken(told: Told, userId: number, permanent: boolean): string {
		const token = this.tokens.issue(userId, permanent);
		told({ type: "token_issued", userId, permanent });
		if (permanent) this.#makePermanent(told, userId);
		return token;
	}

	revokeToken(told: Told, userId: number, token: string): void {
		if (this.tokens.revoke(token)) told({ type: "tokens_revoked", userId, count: 1 });
	}

	revokeTokens(told: Told, userId: number): void {
		told({ type: "tokens_revoked", userId, count: this.tokens.revokeAll(userId) });
	}

	/** Deletes a user and all that belongs to the user. False where there is none. */
	deleteUser(told: Told, userId: number): boolean {
		const user = this.find(userId);
		if (user === undefined) return false;
		const isTemporary = this.users.isTemporary(userId);
		this.users.remove(userId);
		told({ type: "user_deleted", userId });
		const connections = this.connections.forget(userId);
		const { listener, choices } = this.#options;
		listener.userGone(userId);
		if (isTemporary) return true;
		if (choices.deletedUserConnections) {
			for (const connection of connections) listener.emit({ event: "CONNECTION_DELETED", user, connection }, { waits: false });
		}
		listener.emit({ event: "USER_DELETED", user }, { waits: false });
		return true;
	}

	/** Synchronises the connections of a user, or one of them; gives them with what was found. */
	sync(told: Told, user: SandboxUser, connectionId?: number): Connection[] {
		const connections = this.connections.sync(user.id, this.#options.now(), connectionId);
		const waits = this.users.isTemporary(user.id);
		for (const connection of connections) {
			told({ type: "connection_synced", userId: user.id, connectionId: connection.id, transactions: transactionsIn(connection) });
			this.#options.listener.emit({ event: "CONNECTION_SYNCED", user, connection }, { waits });
		}
		if (connections.length > 0) this.#options.listener.emit({ event: "USER_SYNCED", user, connections }, { waits });
		return connections;
	}

	/** False where the user has no such connection. */
	deleteConnection(told: Told, user: SandboxUser, connectionId: number): boolean {
		const connection = this.connections.deleteConnection(user.id, connectionId);
		if (connection === undefined) return false;
		told({ type: "connection_deleted", userId: user.id, connectionId });
		const waits = this.users.isTemporary(user.id);
		this.#options.listener.emit({ event: "CONNECTION_DELETED", user, connection }, { waits });
		return true;
	}

	/** Ends the temporary users whose time is over. */
	expire(told: Told): void {
		for (const userId of this.users.expired(this.#options.now())) {
			this.users.remove(userId);
			this.connections.forget(userId);
			told({ type: "user_expired", userId });
			this.#options.listener.userGone(userId);
		}
	}

	snapshot(): WorldState {
		return {
			users: this.users.snapshot(),
			tokens: this.tokens.snapshot(),
			connections: this.connections.snapshot(),
			providers: this.providers.snapshot(),
		};
	}

	restore(state: WorldState): void {
		this.users.restore(state.users);
		this.tokens.restore(state.tokens);
		this.connections.restore(state.connections);
		this.providers.restore(state.providers);
	}

	reset(): void {
		for (const store of [this.users, this.tokens, this.connections, this.providers]) store.reset();
	}

	#makePermanent(told: Told, userId: number): void {
		if (!this.users.makePermanent(userId)) return;
		told({ type: "user_became_permanent", userId });
		const user = this.users.find(userId);
		if (user !== undefined) this.#options.listener.emit({ event: "USER_CREATED", user }, { waits: false });
		this.#options.listener.becamePermanent(userId);
	}
}

function transactionsIn(connection: Connection): number {
	return (connection.accounts ?? []).reduce((count, { transactions }) => count + (transactions?.length ?? 0), 0);
}
