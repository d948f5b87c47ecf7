// Stands in for parts that are written elsewhere.
import type { FaultName, FaultPlan } from "./faults/fault.js";
import type { SandboxUser } from "./state/users.js";
import type { CoveredEvent } from "./webhooks/event.js";

export const specialUser = (_userId: number): SandboxUser | undefined => undefined;

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
