// What a verified request carries.
import type { Bytes } from "../core/bytes.js";
import { OTHER_EVENTS, Reason, WEBHOOK_TYPES } from "../errors/webhook-reasons.js";
import { webhookText } from "../errors/webhook-texts.js";
import type {
	BankAccount,
	Connection,
	ConnectionDeletedPayload,
	ConnectionSyncedPayload,
	Transaction,
	User,
	UserPayload,
	UserSyncedPayload,
} from "../model/index.js";
import type { Content, Range } from "./content.js";
import { webhookError } from "./errors.js";
import { LazyPayload } from "./lazy-payload.js";

/**
 * The events whose payloads are covered. `USER_SYNCED` is deprecated by Powens in favour of `CONNECTION_SYNCED`.
 *
 * @example
 * ```ts
 * const type: WebhookType = "USER_CREATED";
 * ```
 *
 * Source: "Webhooks" of "Users" and of "Connections" in the Powens documentation.
 */
export type WebhookType = "USER_CREATED" | "USER_DELETED" | "USER_SYNCED" | "CONNECTION_SYNCED" | "CONNECTION_DELETED";

/** The core's number of an event; throws for a name that is none of ours. */
export function numberOf(type: WebhookType): number {
	const number = WEBHOOK_TYPES.indexOf(type);
	if (number >= 0) return number;
	const other = OTHER_EVENTS.indexOf(type as never);
	const reason = other >= 0 ? Reason.EventNotCovered : Reason.UnknownEvent;
	throw webhookError("unknown_event", webhookText(reason, other));
}

/**
 * What proves the sender: a signature, the user's token, or a token of an OAuth2 server, which the caller has checked
 * (`readEvent`). Source: Powens documentation.
 */
export type WebhookMechanism = "hmac" | "bearer" | "oauth";

/** What an event is made of. */
export interface EventParts<Type extends WebhookType> {
	readonly type: Type;
	readonly id: number | null;
	readonly signedAt: Date | null;
	readonly secretName: string | null;
	readonly mechanism: WebhookMechanism;
	readonly content: Content;
	/** Where the user is, who is a part of the payload. */
	readonly user: Range;
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
	/** The name of the secret that signed the request; null for a single secret, and where none did. */
	readonly secretName: string | null;
	/** When the request was signed; null where none was. */
	readonly signedAt: Date | null;
	readonly #lazy: LazyPayload<Payload>;
	readonly #mechanism: WebhookMechanism;

	/** @internal */
	constructor({ type, id, signedAt, secretName, mechanism }: EventParts<Type>, lazy: LazyPayload<Payload>) {
		this.type = type;
		this.id = id;
		this.secretName = secretName;
		this.signedAt = signedAt;
		this.#lazy = lazy;
		this.#mechanism = mechanism;
	}

	/** What proved the sender. */
	get mechanism(): WebhookMechanism {
		return this.#mechanism;
	}

	/** The bytes of the payload that were verified, inflated if they came compressed. Fit for a queue. */
	get body(): Bytes {
		return this.#lazy.content.bytes;
	}

	/** The payload, made of the bytes that were verified, at the first look. A plain object: unknown keys are there too. */
	get payload(): Payload {
		return this.#lazy.payload;
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
	readonly #lazy: LazyPayload<UserSyncedPayload>;

	/** @internal */
	constructor(parts: EventParts<"USER_SYNCED">, lazy: LazyPayload<UserSyncedPayload>) {
		super(parts, lazy);
		this.#lazy = lazy;
	}

	/** The user whose connections were synced. Made without the connections, as long as nobody looks at these. */
	get user(): User {
		return this.#lazy.user as User;
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
	 */
	*transactions(): Generator<SyncedTransaction, void, undefined> {
		for (const connection of this.connections) yield* transactionsOf(connection);
	}
}

/**
 * A connection was synced: the successor of `USER_SYNCED`.
 *
 * @example
 * ```ts
 * const event = webhooks.verify("CONNECTION_SYNCED", { path: "/hooks/connection-synced", headers, body });
 * console.log(event.user.id, event.connection.id);
 * ```
 *
 * Source: "Connection synced" of the Powens documentation.
 */
export class ConnectionSyncedEvent extends Event<"CONNECTION_SYNCED", ConnectionSyncedPayload> {
	readonly #lazy: LazyPayload<ConnectionSyncedPayload>;

	/** @internal */
	constructor(parts: EventParts<"CONNECTION_SYNCED">, lazy: LazyPayload<ConnectionSyncedPayload>) {
		super(parts, lazy);
		this.#lazy = lazy;
	}

	/** The user whose connection was synced. Made without the connection, as long as nobody looks at that. */
	get user(): User {
		return this.#lazy.user as User;
	}

	/** The connection, with what was found in it. */
	get connection(): Connection {
		return this.payload.connection;
	}

	/**
	 * Every new transaction, with its account and the connection.
	 *
	 * @example
	 * ```ts
	 * for (const { transaction } of event.transactions()) console.log(transaction.id);
	 * ```
	 */
	*transactions(): Generator<SyncedTransaction, void, undefined> {
		yield* transactionsOf(this.connection);
	}
}

/**
 * A connection was deleted.
 *
 * @example
 * ```ts
 * const event = webhooks.verify("CONNECTION_DELETED", { path: "/hooks/connection-deleted", headers, body });
 * console.log(event.connection.id, event.connection.id_user);
 * ```
 *
 * Source: "Connection deleted" of the Powens documentation.
 */
export class ConnectionDeletedEvent extends Event<"CONNECTION_DELETED", ConnectionDeletedPayload> {
	/** The connection: the payload itself. */
	get connection(): ConnectionDeletedPayload {
		return this.payload;
	}
}

function* transactionsOf(connection: Connection): Generator<SyncedTransaction, void, undefined> {
	for (const account of connection.accounts ?? []) {
		for (const transaction of account.transactions ?? []) yield { transaction, account, connection };
	}
}

/** The class of each event. */
interface Events {
	USER_CREATED: UserEvent<"USER_CREATED">;
	USER_DELETED: UserEvent<"USER_DELETED">;
	USER_SYNCED: UserSyncedEvent;
	CONNECTION_SYNCED: ConnectionSyncedEvent;
	CONNECTION_DELETED: ConnectionDeletedEvent;
}

/**
 * The event of a type.
 *
 * @example
 * ```ts
 * const created: EventOf<"USER_CREATED"> = webhooks.verify("USER_CREATED", request);
 * ```
 */
export type EventOf<Type extends WebhookType> = Type extends WebhookType ? Events[Type] : never;

/**
 * Any event: a union that `type` tells apart.
 *
 * @example
 * ```ts
 * function handle(event: WebhookEvent) {
 * 	if (event.type === "USER_SYNCED") console.log(event.connections.length);
 * 	else if (event.type === "USER_CREATED") console.log(event.user.id);
 * }
 * ```
 */
export type WebhookEvent = EventOf<WebhookType>;

const CLASSES = {
	USER_CREATED: UserEvent,
	USER_DELETED: UserEvent,
	USER_SYNCED: UserSyncedEvent,
	CONNECTION_SYNCED: ConnectionSyncedEvent,
	CONNECTION_DELETED: ConnectionDeletedEvent,
} as const;

/** Makes the event of a type. */
export function makeEvent<Type extends WebhookType>(parts: EventParts<Type>): EventOf<Type> {
	const Class = CLASSES[parts.type] as unknown as new (parts: EventParts<Type>, lazy: LazyPayload<unknown>) => EventOf<Type>;
	return new Class(parts, new LazyPayload(parts.content, parts.user));
}
