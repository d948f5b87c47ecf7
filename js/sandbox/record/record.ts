// The record of a sandbox: what arrived, left and happened, in order.
import type { FaultName } from "../faults/fault.js";
import type { ControlEntry, DeliveryEntry, RecordEntry, RequestEnd, RequestEntry, SandboxChange } from "./entry.js";

/** Entries that are kept; older ones go. */
export const MAX_ENTRIES = 100_000;

type Writable<Type> = Type extends unknown ? { -readonly [Key in keyof Type]: Type[Key] } : never;
type Kept = Writable<RecordEntry> & { changes: SandboxChange[] };

/** What is known of a request when it arrives. */
export type Arrival = Pick<RequestEntry, "method" | "path" | "route" | "userId" | "headers" | "requestId">;

/** The entry of a request while it is under way. */
export interface OpenRequest {
	readonly told: (change: SandboxChange) => void;
	readonly setFault: (fault: FaultName) => void;
	readonly setPerformed: () => void;
	readonly setStatus: (status: number) => void;
	/** The first end counts. */
	readonly end: (how: RequestEnd) => void;
}

/** The entries, at most {@link MAX_ENTRIES}, and who listens. */
export class SandboxRecord {
	readonly #now: () => number;
	readonly #listeners = new Set<(entry: RecordEntry) => void>();
	#entries: Kept[] = [];
	#lastSequence = 0;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Copies of the entries, those still open too. */
	entries(): RecordEntry[] {
		return this.#entries.map(copy);
	}

	/** Tells a copy of each entry when it ends. What a listener throws reaches nobody. */
	subscribe(listener: (entry: RecordEntry) => void): () => void {
		// Of its own, so that one that is given twice is told twice, and ends twice.
		const told = (entry: RecordEntry): void => listener(entry);
		this.#listeners.add(told);
		return () => {
			this.#listeners.delete(told);
		};
	}

	/** Begins the entry of a request. */
	open(arrival: Arrival): OpenRequest {
		const entry = this.#add<RequestEntry>({
			kind: "request",
			...arrival,
			fault: null,
			performed: false,
			status: null,
			ended: "pending",
		});
		return {
			told: (change) => {
				entry.changes.push(change);
			},
			setFault: (fault) => {
				entry.fault = fault;
			},
			setPerformed: () => {
				entry.performed = true;
			},
			setStatus: (status) => {
				if (entry.ended === "pending") entry.status = status;
			},
			end: (how) => {
				if (entry.ended !== "pending") return;
				entry.ended = how;
				this.#tell(entry);
			},
		};
	}

	delivery(attempt: Omit<DeliveryEntry, "sequence" | "at" | "kind" | "changes">): void {
		this.#tell(this.#add<DeliveryEntry>({ kind: "delivery", ...attempt }));
	}

	/** Does something by hand or by the clock, and adds what that was and changed. Nothing where `work` throws. */
	control<Result>(action: string, work: (told: (change: SandboxChange) => void) => Result): Result {
		const changes: SandboxChange[] = [];
		const result = work((change) => changes.push(change));
		const entry = this.#add<ControlEntry>({ kind: "control", action });
		entry.changes.push(...changes);
		this.#tell(entry);
		return result;
	}

	#add<Entry extends RecordEntry>(
		parts: Omit<Entry, "sequence" | "at" | "changes">,
	): Writable<Entry> & { changes: SandboxChange[] } {
		this.#lastSequence += 1;
		const entry = { sequence: this.#lastSequence, at: this.#now(), changes: [], ...parts };
		this.#entries.push(entry as unknown as Kept);
		// Seldom, so that dropping costs little.
		if (this.#entries.length >= MAX_ENTRIES * 1.1) this.#entries = this.#entries.slice(-MAX_ENTRIES);
		return entry as unknown as Writable<Entry> & { changes: SandboxChange[] };
	}

	#tell(entry: RecordEntry): void {
		for (const listener of this.#listeners) {
			try {
				listener(copy(entry));
			} catch {
				// A listener's trouble is no trouble of the request.
			}
		}
	}
}

function copy(entry: RecordEntry): RecordEntry {
	const changes = entry.changes.map((change) => ({ ...change }));
	return entry.kind === "request" ? { ...entry, changes, headers: { ...entry.headers } } : { ...entry, changes };
}
