// How a registration fares.
import type { SandboxChoices } from "../choices.js";
import type { Delivery, WebhookHealth } from "./delivery.js";

/** Sums over all attempts of a registration. */
export interface HealthSums {
	readonly attempts: number;
	readonly accepted: number;
	readonly totalMs: number;
}

export const NO_ATTEMPTS: HealthSums = { attempts: 0, accepted: 0, totalMs: 0 };

/** What is critical is not documented; our decision: of 10 attempts or more, less than 9 in 10 accepted, or slower than half the time there is. */
const ENOUGH_ATTEMPTS = 10;
const LEAST_RATE = 0.9;

export function added({ attempts, accepted, totalMs }: HealthSums, delivery: Delivery): HealthSums {
	const wasAccepted = delivery.outcome === "accepted" ? 1 : 0;
	return { attempts: attempts + 1, accepted: accepted + wasAccepted, totalMs: totalMs + delivery.durationMs };
}

export function healthOf(
	registrationId: number,
	{ attempts, accepted, totalMs }: HealthSums,
	waiting: number,
	{ webhookTimeoutMs }: Pick<SandboxChoices, "webhookTimeoutMs">,
): WebhookHealth {
	const successRate = attempts === 0 ? null : accepted / attempts;
	const averageMs = attempts === 0 ? null : totalMs / attempts;
	const isBad = (successRate ?? 1) < LEAST_RATE || (averageMs ?? 0) > webhookTimeoutMs / 2;
	return {
		registrationId,
		attempts,
		accepted,
		waiting,
		successRate,
		averageMs,
		isCritical: attempts >= ENOUGH_ATTEMPTS && isBad,
	};
}
