// Which fault meets which call: by seed, whatever the order in which calls arrive.
import { shareOf } from "../seeded.js";
import type { CoveredEvent } from "../webhooks/event.js";
import { isApiFault, isDeliveryFault, PERFORMS } from "./catalog.js";
import type { ApiFaultName, FaultPlan, FaultRule } from "./fault.js";
import { DEFAULTS, type PlannedDeliveryFault, type PlannedFault } from "./planned.js";
import { appliesTo, checkedPlan, probabilityOf } from "./rules.js";

/** The state as a snapshot keeps it. */
export interface FaultsState {
	readonly plan: FaultPlan | null;
	readonly counts: readonly (readonly [string, number])[];
	readonly rows: readonly (readonly [string, Row])[];
}

/** Requests that are still to be refused in a row. */
interface Row {
	readonly fault: PlannedFault;
	readonly left: number;
}

/** The faults of a sandbox. */
export class Faults {
	readonly #defaultSeed: number;
	#plan: FaultPlan | null = null;
	/** How often each method and path was asked for. */
	#counts = new Map<string, number>();
	#rows = new Map<string, Row>();

	constructor(defaultSeed: number) {
		this.#defaultSeed = defaultSeed;
	}

	/** @throws {RangeError} for a plan that cannot be. */
	set(plan: FaultPlan | null): void {
		this.#plan = plan === null ? null : checkedPlan(plan);
		this.#counts.clear();
		this.#rows.clear();
	}

	/**
	 * What goes wrong with a request.
	 *
	 * @param path With its query.
	 * @param route Null for what is no call of the API, such as a preflight: nothing goes wrong with that.
	 */
	forCall(method: string, path: string, route: string | null): PlannedFault | null {
		if (this.#plan === null || route === null) return null;
		const key = `${method} ${path}`;
		const row = this.#rows.get(key);
		if (row !== undefined) {
			this.#setRow(key, row.fault, row.left - 1);
			return row.fault;
		}
		const count = (this.#counts.get(key) ?? 0) + 1;
		this.#counts.set(key, count);
		const rule = this.#draw(route, "call", key, count);
		if (rule === null || !isApiFault(rule.fault)) return null;
		const fault = this.#planned(rule, rule.fault, key, count);
		if (fault.name === "too_many_requests") this.#setRow(key, fault, (rule.row ?? 1) - 1);
		return fault;
	}

	/** @param key What the delivery is, whenever it is sent. */
	forDelivery(event: CoveredEvent, key: string): PlannedDeliveryFault | null {
		const rule = this.#draw(event, "delivery", key, 1);
		if (rule === null || !isDeliveryFault(rule.fault)) return null;
		return { name: rule.fault, ...(rule.ms !== undefined && { ms: rule.ms }) };
	}

	reset(): void {
		this.set(null);
	}

	snapshot(): FaultsState {
		return { plan: this.#plan, counts: [...this.#counts], rows: [...this.#rows] };
	}

	restore({ plan, counts, rows }: FaultsState): void {
		this.#plan = plan;
		this.#counts = new Map(counts);
		this.#rows = new Map(rows);
	}

	/** The rule that is drawn: their probabilities are laid end to end. */
	#draw(target: string, kind: string, key: string, count: number): FaultRule | null {
		let share = shareOf(this.#seed, kind, key, count);
		for (const rule of this.#plan?.rules ?? []) {
			if (!appliesTo(rule, target)) continue;
			share -= probabilityOf(rule);
			if (share < 0) return rule;
		}
		return null;
	}

	#planned(rule: FaultRule, name: ApiFaultName, key: string, count: number): PlannedFault {
		const allowed = PERFORMS[name];
		const chosen = allowed[Math.floor(shareOf(this.#seed, "performs", key, count) * allowed.length)] ?? "never";
		const { ms = DEFAULTS.ms, bytes = DEFAULTS.bytes, retryAfterSeconds = DEFAULTS.retryAfterSeconds } = rule;
		return { name, performs: rule.performs ?? chosen, ms, bytes, retryAfterSeconds };
	}

	#setRow(key: string, fault: PlannedFault, left: number): void {
		if (left > 0) this.#rows.set(key, { fault, left });
		else this.#rows.delete(key);
	}

	get #seed(): number {
		return this.#plan?.seed ?? this.#defaultSeed;
	}
}
