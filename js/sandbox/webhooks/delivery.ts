// One attempt to deliver a payload, as the log keeps it.
import type { FaultName } from "../faults/fault.js";
import type { CoveredEvent } from "./event.js";

/**
 * `accepted`: any 2xx. `refused`: another status. `timeout`: no answer in time. `failed`: no connection, it broke off, or the OAuth2
 * token could not be fetched. `blocked`: the host is neither loopback nor allowed.
 */
export type DeliveryOutcome = "accepted" | "refused" | "timeout" | "failed" | "blocked";

/** An attempt to deliver a webhook. */
export interface Delivery {
	/** Ascending from 1. */
	readonly id: number;
	readonly registrationId: number;
	readonly event: CoveredEvent;
	readonly url: string;
	readonly userId: number;
	/** `id_webhook_data`, the same for all attempts and replays of a payload. */
	readonly webhookDataId: number;
	/** From 1. */
	readonly attempt: number;
	/** `event`: something happened. `replay`, `test`: asked for by hand. */
	readonly reason: "event" | "replay" | "test";
	/** Epoch milliseconds of the sandbox's clock. */
	readonly at: number;
	/** Milliseconds, by a steady clock. */
	readonly durationMs: number;
	readonly status: number | null;
	readonly outcome: DeliveryOutcome;
	/** Bytes of the body as it was sent. */
	readonly bytes: number;
	readonly fault: FaultName | null;
}

/** What was sent, byte for byte; null once the log has dropped it. */
export interface DeliveredRequest {
	readonly url: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

/** The health record of a registration, as the console of Powens shows one. */
export interface WebhookHealth {
	readonly registrationId: number;
	readonly attempts: number;
	readonly accepted: number;
	/** Payloads that wait to be sent, or sent again. */
	readonly waiting: number;
	/** 0 … 1; null before the first attempt. */
	readonly successRate: number | null;
	/** Null before the first attempt. */
	readonly averageMs: number | null;
	/** The values are critical: the vendor would warn. */
	readonly isCritical: boolean;
}
