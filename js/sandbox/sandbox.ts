// A Powens domain in memory, as programs and tests use it.
import type { Connection } from "../model/connection.js";
import type { FetchLike } from "../users/options.js";
import type { SandboxClock } from "./clock.js";
import { Domain } from "./domain.js";
import type { FaultPlan } from "./faults/fault.js";
import { readOptions, type SandboxOptions } from "./options.js";
import type { RecordEntry } from "./record/entry.js";
import type { SandboxSnapshot } from "./snapshot.js";
import { CLIENT_ID, CLIENT_SECRET, CONFIGURATION_TOKEN, USERS_TOKEN } from "./state/tokens.js";
import type { SandboxUser } from "./state/users.js";
import type { SandboxInit, SandboxInput, SandboxResponse } from "./web-types.js";
import type { DeliveredRequest, Delivery, WebhookHealth } from "./webhooks/delivery.js";
import type { NewWebhook, WebhookRegistration } from "./webhooks/registration.js";

/** The webhooks of a sandbox: what the console of Powens keeps, and what was sent. */
export interface SandboxWebhooks {
	/**
	 * Registers a webhook: one event and one URL. By HMAC where there is a `secretKey`.
	 *
	 * @throws {RangeError} for what cannot be registered; the message names it.
	 */
	readonly register: (webhook: NewWebhook) => WebhookRegistration;
	/** Ends a webhook; what waits for it is dropped. False where there is none of that id. */
	readonly remove: (registrationId: number) => boolean;
	/** Ascending by id. */
	readonly list: () => WebhookRegistration[];
	/** Sends what waits to be sent, now, and resolves with the attempts that were made. */
	readonly flush: () => Promise<Delivery[]>;
	/** Resolves when no delivery is under way. What waits to be sent again is not waited for. */
	readonly settled: () => Promise<void>;
	/** The attempts, in the order in which they were made. */
	readonly deliveries: () => Delivery[];
	/** What was sent, byte for byte; null where the log does not hold it (any more). */
	readonly request: (deliveryId: number) => DeliveredRequest | null;
	/**
	 * Sends a payload once more, signed anew.
	 *
	 * @throws {RangeError} where there is no such delivery (any more).
	 */
	readonly replay: (deliveryId: number) => Promise<Delivery>;
	/**
	 * Sends an invented payload of the webhook's event.
	 *
	 * @throws {RangeError} where there is no such webhook.
	 */
	readonly test: (registrationId: number) => Promise<Delivery>;
	/** @throws {RangeError} where there is no such webhook. */
	readonly health: (registrationId: number) => WebhookHealth;
}

/** A Powens domain in memory. Two sandboxes share nothing. */
export interface Sandbox {
	/**
	 * Answers a request as the API would, without a network: give it to `UsersApi` as `fetch`. Needs no `this`. Answers under any
	 * host; text that starts with `/` is taken as a path. Rejects with the signal's own reason after an abort, and with a
	 * `TypeError` for what is no request.
	 */
	readonly fetch: (input: SandboxInput, init?: SandboxInit) => Promise<SandboxResponse>;
	/** Lists users. */
	readonly usersToken: string;
	/** Manages authentication providers of webhooks, at `/webhooks/auth`. */
	readonly configurationToken: string;
	/** `client_id` of `POST /2.0/auth/renew` and `/2.0/auth/init`. */
	readonly clientId: string;
	/** `client_secret` of `POST /2.0/auth/renew` and `/2.0/auth/init`. */
	readonly clientSecret: string;
	/**
	 * A token of that user: `sandbox-user-token-42` for user 42, or a random one once that was revoked. It makes no temporary user
	 * permanent.
	 *
	 * @throws {RangeError} where there is no such user (any more).
	 */
	readonly userToken: (userId: number) => string;
	/**
	 * Makes a user, as `POST /2.0/auth/init` does: a permanent one, which sends USER_CREATED, or a temporary one, who ends after 30
	 * minutes of the sandbox's clock.
	 *
	 * @param options `permanent`: default `true`.
	 */
	readonly createUser: (options?: { readonly permanent?: boolean | undefined }) => { id: number; token: string };
	/** How many users there are, and how many of them are permanent. */
	readonly countUsers: () => { users: number; permanent: number };
	/**
	 * The connections of a user as they are now, with connector, sources and accounts.
	 *
	 * @throws {RangeError} where there is no such user (any more).
	 */
	readonly connections: (userId: number) => Connection[];
	/**
	 * Synchronises the connections of a user, or one of them: sends CONNECTION_SYNCED for each, then USER_SYNCED. Gives the
	 * connections with the transactions that were found.
	 *
	 * @throws {RangeError} where there is no such user or connection (any more).
	 */
	readonly sync: (userId: number, connectionId?: number) => Connection[];
	/**
	 * Deletes a connection, which sends CONNECTION_DELETED.
	 *
	 * @throws {RangeError} where there is no such user or connection (any more).
	 */
	readonly deleteConnection: (userId: number, connectionId: number) => void;
	readonly webhooks: SandboxWebhooks;
	/** Temporary users, rate limits, dates of webhooks and their repetition go by it. */
	readonly clock: SandboxClock;
	/**
	 * Says what goes wrong on purpose from now on; null: nothing.
	 *
	 * @throws {RangeError} for a plan that cannot be; the message names what is wrong.
	 */
	readonly setFaults: (plan: FaultPlan | null) => void;
	/**
	 * Puts everything back to where it was at the start, clock, webhooks and faults too. The record goes on. Answers that a fault
	 * holds back end as connections that break, and what was to be done late is not done.
	 */
	readonly reset: () => void;
	/** All of the sandbox at this moment: users, tokens, connections, webhooks, clock, faults. Not the record. */
	readonly snapshot: () => SandboxSnapshot;
	/**
	 * Puts everything back to where it was at a snapshot, of this sandbox or of one with the same `users`, `seed`, `now` and
	 * `nullSignins`. The record goes on. A clock that ran is set to run as far off the platform's as it was.
	 *
	 * @throws {RangeError} for what is no such snapshot.
	 */
	readonly restore: (snapshot: SandboxSnapshot) => void;
	/**
	 * What arrived, was sent and happened, in order: copies. Holds no tokens, bodies or secrets. The last 100,000 entries are kept.
	 */
	readonly record: () => RecordEntry[];
	/**
	 * Tells each entry when it ends.
	 *
	 * @returns What ends that.
	 */
	readonly subscribe: (listener: (entry: RecordEntry) => void) => () => void;
	/** Ends what is planned: no timer of this sandbox rings any more. Answers that a fault holds back end as connections that break. */
	readonly close: () => void;
}

/**
 * Makes a sandbox: an emulator of a Powens domain with believable users, in memory.
 *
 * | request | token | answer |
 * |---|---|---|
 * | `GET /2.0/users` | users token | 200 `{users, total}`; with `limit` (1 … 1000) or `offset` also `_links` |
 * | `GET /2.0/users/{id or me}` | user token | 200, the user |
 * | `DELETE /2.0/users/{id or me}` | user token | 204; the user and all tokens of the user are gone |
 * | `POST /2.0/auth/init` | none | 200 `{auth_token, type, id_user, expires_in}`: a new user, permanent with `client_id` and `client_secret` |
 * | `POST /2.0/auth/renew` | none | 200 `{access_token, token_type}` for `client_id`, `client_secret`, `id_user`; without `id_user` of a new user |
 * | `DELETE /2.0/auth/token` | user token | 204; the token is revoked |
 * | `GET, POST /webhooks/auth` | configuration token | 200 `{authproviders}`; 200 a new provider, with its secret |
 * | `DELETE /webhooks/auth/{id}` | configuration token | 204 |
 *
 * Errors answer `{code, description, message, request_id}`: 401 `unauthorized` for no, an unknown, a revoked token and for one of
 * a deleted user; 403 `forbidden` for a token of the wrong kind and a wrong secret; 404 `notFound` for an id that is not the
 * token's own, and for unknown paths; 400 `invalidValue` and `missingParameter`; 405 `methodNotAllowed`; 429 above `callsPerMinute`.
 *
 * @throws {RangeError} for an option that is not allowed; the message names it.
 *
 * @example
 * ```ts
 * import { UsersApi } from "powens-users";
 * import { createSandbox } from "powens-users/sandbox";
 *
 * const sandbox = createSandbox({ users: 20 });
 * const api = new UsersApi({
 *   domain: "acme-sandbox",
 *   usersToken: sandbox.usersToken,
 *   userToken: (userId) => sandbox.userToken(userId === "me" ? 1 : userId),
 *   fetch: sandbox.fetch,
 * });
 * console.log((await api.list()).users.length); // 20
 * await api.delete(1);
 * ```
 *
 * Source: calls, bodies and error bodies from the Powens documentation; where it is silent (which status for which refusal,
 * `total`, paging of users, deletion of a deleted user) our decision, which `choices` can change.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
	const domain = new Domain(readOptions(options));
	const { world, record } = domain;
	return {
		fetch: domain.serve satisfies FetchLike,
		usersToken: USERS_TOKEN,
		configurationToken: CONFIGURATION_TOKEN,
		clientId: CLIENT_ID,
		clientSecret: CLIENT_SECRET,
		userToken: (userId) => world.tokens.demoToken(userOf(domain, userId).id),
		createUser: ({ permanent = true } = {}) => {
			if (typeof permanent !== "boolean") throw new RangeError("permanent: true or false is expected");
			const { user, token } = domain.control("createUser", (told) => world.createUser(told, permanent));
			return { id: user.id, token };
		},
		countUsers: () => {
			domain.catchUp();
			const { count, temporaryCount } = world.users;
			return { users: count, permanent: count - temporaryCount };
		},
		connections: (userId) => world.connections.of(userOf(domain, userId).id),
		sync: (userId, connectionId) => {
			const user = userOf(domain, userId);
			if (connectionId !== undefined) requireConnection(domain, userId, connectionId);
			return domain.control("sync", (told) => world.sync(told, user, connectionId));
		},
		deleteConnection: (userId, connectionId) => {
			const user = userOf(domain, userId);
			requireConnection(domain, userId, connectionId);
			domain.control("deleteConnection", (told) => world.deleteConnection(told, user, connectionId));
		},
		webhooks: webhooksOf(domain),
		clock: clockOf(domain),
		setFaults: (plan) => domain.control("setFaults", () => domain.faults.set(plan)),
		reset: () => domain.control("reset", () => domain.reset()),
		snapshot: () => domain.snapshot(),
		restore: (snapshot) => domain.control("restore", () => domain.restore(snapshot)),
		record: () => record.entries(),
		subscribe: (listener) => record.subscribe(listener),
		close: () => domain.close(),
	};
}

function userOf(domain: Domain, userId: number): SandboxUser {
	domain.catchUp();
	const user = domain.world.find(userId);
	if (user === undefined) throw new RangeError(`The sandbox has no user ${userId}.`);
	return user;
}

function requireConnection(domain: Domain, userId: number, connectionId: number): void {
	if (domain.world.connections.of(userId).some(({ id }) => id === connectionId)) return;
	throw new RangeError(`User ${userId} of the sandbox has no connection ${connectionId}.`);
}

function webhooksOf({ sender }: Domain): SandboxWebhooks {
	return {
		register: (webhook) => sender.register(webhook),
		remove: (registrationId) => sender.remove(registrationId),
		list: () => sender.registrations(),
		flush: () => sender.flush(),
		settled: () => sender.settled(),
		deliveries: () => sender.deliveries(),
		request: (deliveryId) => sender.delivery(deliveryId),
		replay: (deliveryId) => sender.replay(deliveryId),
		test: (registrationId) => sender.test(registrationId),
		health: (registrationId) => sender.health(registrationId),
	};
}

/** The clock, without what the parts of the sandbox alone may do with it. */
function clockOf(domain: Domain): SandboxClock {
	const { clock } = domain;
	return {
		now: () => clock.now(),
		freeze: async (atMs) => {
			await clock.freeze(atMs);
			domain.control("freeze", () => {});
		},
		resume: () => {
			clock.resume();
			domain.control("resume", () => {});
		},
		advance: async (ms) => {
			await clock.advance(ms);
			domain.control("advance", () => {});
		},
		get isFrozen() {
			return clock.isFrozen;
		},
	};
}
