// What a verified request carries.
import type { Bytes } from "../bytes.js";
import type { BankAccount, Connection, Transaction, User, UserPayload, UserSyncedPayload } from "../model/index.js";
import type { Content } from "./content.js";

/**
 * The events about users whose payloads are covered. `USER_SYNCED` is deprecated by Powens in favour of `CONNECTION_SYNCED`.
 *
 * @example
 * ```ts
 * const type: WebhookType = "USER_CREATED";
 * ```
 *
 * Source: "Webhooks" of "Users" in the Powens documentation.
 */
export type WebhookType = "USER_CREATED" | "USER_DELETED" | "USER_SYNCED";

/** What proves the sender: a signature, or the user's token. Source: Powens documentation. */
export type WebhookMechanism = "hmac" | "bearer";

/** What an event is made of. */
export interface EventParts<Type extends WebhookType> {
	readonly type: Type;
	readonly id: number | null;
	readonly signedAt: Date | null;
	readonly secretName: string | null;
	readonly mechanism: WebhookMechanism;
	readonly content: Content;
}

/** What all events have. Serialised and printed, an event shows `type`, `id`, `secretName` and `signedAt`, and no payload. */
abstract class Event<Type extends WebhookType, Payload> {
	/** The event, as the caller named it: neither body nor headers do. */
	readonly type: Type;
	/**
	 * `id_webhook_data` of the payload: the same for each time that Powens sends it, so the key for telling repetitions. Null
	 * where the payload has none.
	 */
	readonly id: number | null;
	/** The name of the secret that signed the request; null for a single secret, and for the mechanism with a Bearer token. */
	readonly secretName: string | null;
	/** When the request was signed; null for the mechanism with a Bearer token. */
	readonly signedAt: Date | null;
	readonly #content: Content;
	readonly #mechanism: WebhookMechanism;
	#payload: Payload | undefined;

	constructor({ type, id, signedAt, secretName, mechanism, content }: EventParts<Type>) {
		this.type = type;
		this.id = id;
		this.secretName = secretName;
		this.signedAt = signedAt;
		this.#content = content;
		this.#mechanism = mechanism;
	}

	/** What proved the sender. */
	get mechanism(): WebhookMechanism {
		return this.#mechanism;
	}

	/** The bytes of the payload that were verified, inflated if they came compressed. Fit for a queue. */
	get body(): Bytes {
		return this.#content.bytes;
	}

	/** The payload, made of the bytes that were verified, at the first look. A plain object: unknown keys are there too. */
	get payload(): Payload {
		this.#payload ??= this.#content.parse() as Payload;
		return this.#payload;
	}

	/** What `JSON.stringify` shows. */
	toJSON(): { type: Type; id: number | null; secretName: string | null; signedAt: Date | null } {
		const { type, id, secretName, signedAt } = this;
		return { type, id, secretName, signedAt };
	}
}

/**
 * A user was created, or deleted.
 *
 * @example
 * ```ts
 * const event = webhooks.verify("USER_CREATED", { path: "/hooks/user-created", headers, body });
 * console.log(event.user.id);
 * ```
 *
 * Source: "User created" and "User deleted" of the Powens documentation.
 */
export class UserEvent<Type extends "USER_CREATED" | "USER_DELETED" = "USER_CREATED" | "USER_DELETED"> extends Event<
	Type,
	UserPayload
> {
	/** The user: the payload itself. */
	get user(): UserPayload {
		return this.payload;
	}
}

/**
 * A transaction with the account and the connection that it belongs to, the very objects of the payload.
 *
 * @example
 * ```ts
 * for (const { transaction, account } of event.transactions()) console.log(account.id, transaction.value);
 * ```
 *
 * Source: our decision.
 */
export interface SyncedTransaction {
	readonly transaction: Transaction;
	readonly account: BankAccount;
	readonly connection: Connection;
}

/**
 * Connections of a user were synced. Deprecated by Powens in favour of `CONNECTION_SYNCED`.
 *
 * @example
 * ```ts
 * const event = webhooks.verify("USER_SYNCED", { path: "/hooks/user-synced", headers, body });
 * console.log(event.user.id, event.connections.length);
 * ```
 *
 * Source: "User synced" of the Powens documentation.
 */
export class UserSyncedEvent extends Event<"USER_SYNCED", UserSyncedPayload> {
	/** The user whose connections were synced. */
	get user(): User {
		return this.payload.user;
	}

	/** The connections, with what was found in them. */
	get connections(): Connection[] {
		return this.payload.connections;
	}

	/**
	 * Every new transaction, with its account and its connection.
	 *
	 * @example
	 * ```ts
	 * for (const { transaction } of event.transactions()) console.log(transaction.id);
	 * ```
	 *
	 * Source: our decision.
	 */
	*transactions(): Generator<SyncedTransaction, void, undefined> {
		for (const connection of this.connections) {
			for (const account of connection.accounts ?? []) {
				for (const transaction of account.transactions ?? []) yield { transaction, account, connection };
			}
		}
	}
}

/**
 * The event of a type.
 *
 * @example
 * ```ts
 * const created: EventOf<"USER_CREATED"> = webhooks.verify("USER_CREATED", request);
 * ```
 *
 * Source: our decision.
 */
export type EventOf<Type extends WebhookType> = Type extends "USER_SYNCED"
	? UserSyncedEvent
	: Type extends "USER_CREATED" | "USER_DELETED"
		? UserEvent<Type>
		: never;

/**
 * Any event: a union that `type` tells apart.
 *
 * @example
 * ```ts
 * function handle(event: WebhookEvent) {
 * 	if (event.type === "USER_SYNCED") console.log(event.connections.length);
 * 	else console.log(event.user.id);
 * }
 * ```
 *
 * Source: our decision.
 */
export type WebhookEvent = EventOf<WebhookType>;

/** Makes the event of a type. */
export function makeEvent<Type extends WebhookType>(parts: EventParts<Type>): EventOf<Type> {
	const event =
		parts.type === "USER_SYNCED"
			? new UserSyncedEvent(parts as unknown as EventParts<"USER_SYNCED">)
			: new UserEvent(parts as unknown as EventParts<"USER_CREATED" | "USER_DELETED">);
	return event as EventOf<Type>;
}
