// What a sandbox remembers of everything that reached it, left it, or happened in it.
import type { FaultName } from "../faults/fault.js";
import type { DeliveryOutcome } from "../webhooks/delivery.js";
import type { CoveredEvent } from "../webhooks/event.js";

/** A change of the state. */
export type SandboxChange =
	| { readonly type: "user_created"; readonly userId: number; readonly permanent: boolean }
	| { readonly type: "user_became_permanent"; readonly userId: number }
	| { readonly type: "user_deleted"; readonly userId: number }
	/** A temporary user whose 30 minutes are over. */
	| { readonly type: "user_expired"; readonly userId: number }
	| { readonly type: "token_issued"; readonly userId: number; readonly permanent: boolean }
	| { readonly type: "tokens_revoked"; readonly userId: number; readonly count: number }
	| { readonly type: "connection_synced"; readonly userId: number; readonly connectionId: number; readonly transactions: number }
	| { readonly type: "connection_deleted"; readonly userId: number; readonly connectionId: number }
	| { readonly type: "provider_created"; readonly providerId: number }
	| { readonly type: "provider_deleted"; readonly providerId: number };

interface Entry {
	/** Ascending from 1, without gaps. */
	readonly sequence: number;
	/** Epoch milliseconds of the sandbox's clock. */
	readonly at: number;
	/** In the order in which they happened. Of a request whose work is done late they come late. */
	readonly changes: readonly SandboxChange[];
}

/** How a request can end. */
export type RequestEnd = Exclude<RequestEntry["ended"], "pending">;

/** A request that arrived, and what really became of it, whatever it was answered. */
export interface RequestEntry extends Entry {
	readonly kind: "request";
	readonly method: string;
	/** Path with query, as it came. */
	readonly path: string;
	/** Such as `GET /users/{id}`; null for a path that the API does not have. */
	readonly route: string | null;
	/** The user whose valid token it carried; null for other tokens and none. */
	readonly userId: number | null;
	/** Those of its headers that `recordHeaders` names. */
	readonly headers: Readonly<Record<string, string>>;
	readonly fault: FaultName | null;
	/** Whether the API did its work (which may be a refusal, and then changes nothing), told or not. */
	readonly performed: boolean;
	/** Of the answer, once one was begun. */
	readonly status: number | null;
	/**
	 * `pending`: not ended yet. `answered`: a whole answer was given. `broken-off`: its body broke off. `unanswered`: none was begun.
	 * `abandoned`: the caller went away before.
	 */
	readonly ended: "pending" | "answered" | "broken-off" | "unanswered" | "abandoned";
	readonly requestId: string;
}

/** One attempt to deliver a webhook. */
export interface DeliveryEntry extends Entry {
	readonly kind: "delivery";
	readonly deliveryId: number;
	readonly registrationId: number;
	readonly event: CoveredEvent;
	/** `id_webhook_data` of the payload. */
	readonly webhookDataId: number;
	readonly userId: number;
	/** From 1. */
	readonly attempt: number;
	readonly status: number | null;
	readonly outcome: DeliveryOutcome;
	readonly fault: FaultName | null;
}

/** What happened by a method of the sandbox, by its control, or by its clock. */
export interface ControlEntry extends Entry {
	readonly kind: "control";
	/** Such as `createUser`, `sync`, `reset`, `restore`, `advance`, `expire`. */
	readonly action: string;
}

export type RecordEntry = RequestEntry | DeliveryEntry | ControlEntry;
