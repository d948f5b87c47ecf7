// Stands in for parts that are written elsewhere.
import type { Connection } from "../model/connection.js";
import type { SandboxChoices } from "./choices.js";
import type { SandboxClock } from "./clock.js";
import type { FaultName, FaultPlan } from "./faults/fault.js";
import type { RandomBytes } from "./random.js";
import type { DeliveryEntry } from "./record/entry.js";
import type { SandboxUser } from "./state/users.js";
import type { DeliveredRequest, Delivery, WebhookHealth } from "./webhooks/delivery.js";
import type { CoveredEvent, SandboxEvent } from "./webhooks/event.js";
import type { WebhookHandler, WebhookMechanism, WebhookRegistration } from "./webhooks/registration.js";

export const specialUser = (_userId: number): SandboxUser | undefined => undefined;

export interface NewWebhook {
	readonly event: CoveredEvent;
	readonly url: string;
	readonly handler?: WebhookHandler | undefined;
	readonly secretKey?: string | undefined;
	readonly mechanism?: WebhookMechanism | undefined;
	readonly providerId?: number | undefined;
}

export class ConnectionStore {
	constructor(_options: { readonly seed: number; readonly endMs: number }) {}
	of(_userId: number): Connection[] {
		return [];
	}
	sync(_userId: number, _nowMs: number, _connectionId?: number): Connection[] {
		return [];
	}
	deleteConnection(_userId: number, _connectionId: number): Connection | undefined {
		return undefined;
	}
	forget(_userId: number): Connection[] {
		return [];
	}
	snapshot(): unknown {
		return null;
	}
	restore(_state: unknown): void {}
	reset(): void {}
}

export interface PlannedFault {
	readonly name: FaultName;
}

export class Faults {
	constructor(_seed: number) {}
	set(_plan: FaultPlan | null): void {}
	forCall(_method: string, _path: string, _route: string | null, _specialUserId: number | null): PlannedFault | null {
		return null;
	}
	forDelivery(_event: CoveredEvent, _key: string): PlannedFault | null {
		return null;
	}
	snapshot(): unknown {
		return null;
	}
	restore(_state: unknown): void {}
	reset(): void {}
}

export interface InjectedCall {
	readonly request: Request;
	readonly perform: () => Promise<Response>;
	readonly signal: AbortSignal | undefined;
	readonly sleep: (ms: number) => Promise<void>;
	readonly told: (status: number) => void;
	readonly ended: (how: "answered" | "broken-off" | "unanswered" | "abandoned") => void;
}

export const inject = (_fault: PlannedFault, call: InjectedCall): Promise<Response> => call.perform();

export interface SenderOptions {
	readonly choices: SandboxChoices;
	readonly clock: Pick<SandboxClock, "now">;
	readonly schedule: (dueAtMs: number, run: () => unknown) => () => void;
	readonly randomBytes: RandomBytes;
	readonly seed: number;
	readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
	readonly allowedHosts: readonly string[];
	readonly gzip: boolean;
	readonly cfonb: boolean;
	readonly tokenOf: (userId: number) => string | null;
	readonly secretOf: (providerId: number) => WebhookMechanism | null;
	readonly faultOf: (event: CoveredEvent, key: string) => PlannedFault | null;
	readonly log: (entry: Omit<DeliveryEntry, "sequence" | "at" | "kind" | "changes">) => void;
	readonly automatic: boolean;
}

const nothing = (): never => {
	throw new RangeError("There is nothing yet.");
};

export class Sender {
	constructor(_options: SenderOptions) {}
	register(_webhook: NewWebhook): WebhookRegistration {
		return nothing();
	}
	remove(_id: number): boolean {
		return false;
	}
	registrations(): WebhookRegistration[] {
		return [];
	}
	enqueue(_event: SandboxEvent, _options: { readonly waits: boolean }): void {}
	release(_userId: number): void {}
	drop(_userId: number): void {}
	async flush(): Promise<Delivery[]> {
		return [];
	}
	async settled(): Promise<void> {}
	deliveries(): Delivery[] {
		return [];
	}
	delivery(_id: number): DeliveredRequest | null {
		return null;
	}
	async replay(_id: number): Promise<Delivery> {
		return nothing();
	}
	async test(_registrationId: number): Promise<Delivery> {
		return nothing();
	}
	health(_registrationId: number): WebhookHealth {
		return nothing();
	}
	snapshot(): unknown {
		return null;
	}
	restore(_state: unknown): void {}
	reset(): void {}
}
