// A fault that was chosen for a call or a delivery.
import type { ApiFaultName, DeliveryFaultName, Performs } from "./fault.js";

/** What goes wrong with one answer. */
export interface PlannedFault {
	readonly name: ApiFaultName;
	readonly performs: Performs;
	readonly ms: number;
	readonly bytes: number;
	readonly retryAfterSeconds: number;
}

/** What goes wrong with one delivery. */
export interface PlannedDeliveryFault {
	readonly name: DeliveryFaultName;
	readonly ms?: number;
}

/** Where a rule or a special user says nothing. */
export const DEFAULTS = { ms: 3_000, bytes: 128 * 1024 * 1024, retryAfterSeconds: 1 } as const;
