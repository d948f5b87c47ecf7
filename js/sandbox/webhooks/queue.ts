// What waits to be sent to one registration, and the runs that send it.
import type { PlannedDeliveryFault } from "../faults/planned.js";
import type { Delivery, DeliveryOutcome } from "./delivery.js";

/** A payload that waits to be sent, or sent again. It is JSON. */
export interface Waiting {
	readonly userId: number;
	readonly webhookDataId: number;
	/** The payload as JSON. */
	readonly text: string;
	/** The user's token when it was queued. */
	readonly token: string | null;
	/** Attempts so far. */
	attempts: number;
	/** Date of the first attempt. */
	date: string | null;
	/** The fault of the next attempt; undefined before it is chosen. */
	fault?: PlannedDeliveryFault | null | undefined;
	/** Whether it was put behind another, or another behind it: once is enough. */
	reordered?: "back" | "forward" | undefined;
}

export interface QueueOptions {
	/** One attempt. Never rejects. */
	readonly deliver: (item: Waiting, fault: PlannedDeliveryFault | null) => Promise<Delivery>;
	readonly faultOf: (item: Waiting) => PlannedDeliveryFault | null;
	/** Plans the next run. @returns What calls it off. */
	readonly plan: (run: () => Promise<void>) => () => void;
	/** Whether runs begin by themselves. */
	readonly automatic: boolean;
}

/** The stop rules. Source: the Powens documentation. */
const MOST_FAILURES = 10;
const MOST_TIMEOUTS = 2;

/**
 * The queue of a registration. A run tries everything that waits, and what comes meanwhile, once. 10 failures or 2 timeouts in a
 * row end it; the next one goes on where it ended. Until a run was ended so, it takes what comes later too, at once.
 */
export class DeliveryQueue {
	readonly #options: QueueOptions;
	/** Not tried in this run yet. */
	#fresh: Waiting[] = [];
	/** Tried in this run without success: for the next one. */
	#failed: Waiting[] = [];
	/** Under way, and not accepted yet. */
	#sending: Waiting | null = null;
	/** Of temporary users. */
	#held = new Map<number, Waiting[]>();
	#failures = 0;
	#timeouts = 0;
	#current: Promise<void> | null = null;
	#cancelPlanned: (() => void) | null = null;
	#isEnded = false;

	constructor(options: QueueOptions) {
		this.#options = options;
	}

	/** What waits, that of temporary users too. */
	get waiting(): number {
		let held = 0;
		for (const items of this.#held.values()) held += items.length;
		return this.#fresh.length + this.#failed.length + held;
	}

	/** The run under way. */
	get current(): Promise<void> | null {
		return this.#current;
	}

	add(item: Waiting): void {
		this.#fresh.push(item);
		this.#start();
	}

	/** Keeps something of a temporary user. */
	hold(item: Waiting): void {
		const held = this.#held.get(item.userId);
		if (held === undefined) this.#held.set(item.userId, [item]);
		else held.push(item);
	}

	/** The user is permanent now. */
	release(userId: number): void {
		const held = this.#held.get(userId);
		if (held === undefined) return;
		this.#held.delete(userId);
		this.#fresh.push(...held);
		this.#start();
	}

	/** The temporary user is no more. */
	drop(userId: number): void {
		this.#held.delete(userId);
	}

	/** A payload that still waits. */
	find(webhookDataId: number): Waiting | undefined {
		return [...this.#fresh, ...this.#failed].find((item) => item.webhookDataId === webhookDataId);
	}

	/** Begins a run of all that waits, and resolves when it has ended. One under way becomes it. */
	run(): Promise<void> {
		if (this.#isEnded) return this.#current ?? Promise.resolve();
		this.#cancelPlan();
		this.#fresh.push(...this.#failed);
		this.#failed = [];
		this.#failures = 0;
		this.#timeouts = 0;
		return this.#work();
	}

	/** Nothing is sent any more. An attempt under way ends by itself. */
	end(): void {
		this.#isEnded = true;
		this.#cancelPlan();
	}

	/** What is under way waits too: whether it is accepted is not known yet. */
	snapshot(): { readonly ready: readonly Waiting[]; readonly held: readonly Waiting[] } {
		const sending = this.#sending === null ? [] : [this.#sending];
		return { ready: [...sending, ...this.#fresh, ...this.#failed], held: [...this.#held.values()].flat() };
	}

	/** Takes over what waited at a snapshot; what was ready is for the next run. */
	restore({ ready, held }: ReturnType<DeliveryQueue["snapshot"]>): void {
		this.#failed = ready.map((item) => ({ ...item }));
		for (const item of held) this.hold({ ...item });
		this.#plan();
	}

	get #isStopped(): boolean {
		return this.#isEnded || this.#failures >= MOST_FAILURES || this.#timeouts >= MOST_TIMEOUTS;
	}

	#start(): void {
		if (this.#options.automatic && !this.#isStopped) this.#work();
	}

	/** Sends until there is nothing more, or a stop rule ends it. */
	#work(): Promise<void> {
		this.#current ??= (async () => {
			// What happens in one go is queued as a whole before the first is sent.
			await null;
			for (let item = this.#take(); item !== undefined; item = this.#take()) await this.#send(item);
			// At once, so that what is queued from now on begins anew.
			this.#current = null;
			this.#plan();
		})();
		return this.#current;
	}

	/** The next payload to send. */
	#take(): Waiting | undefined {
		while (!this.#isStopped) {
			const item = this.#fresh.shift();
			if (item === undefined) return undefined;
			if (item.fault === undefined) item.fault = this.#options.faultOf(item);
			if (item.fault?.name !== "reordered" || item.reordered !== undefined) return item;
			item.reordered = "back";
			const behind = this.#fresh.find(({ reordered }) => reordered === undefined);
			if (behind !== undefined) {
				behind.reordered = "forward";
				this.#fresh.splice(this.#fresh.indexOf(behind) + 1, 0, item);
			} else this.#failed.push(item);
		}
		return undefined;
	}

	async #send(item: Waiting): Promise<void> {
		const isPassing = item.fault?.name === "reordered" && item.reordered === "forward";
		const fault = isPassing ? null : (item.fault ?? null);
		this.#sending = item;
		const isAccepted = await this.#attempt(item, fault);
		this.#sending = null;
		// What was accepted once is done, whatever the second one comes to.
		if (isAccepted && fault?.name === "repeated") await this.#attempt(item, fault);
		if (!isAccepted) this.#failed.push(item);
	}

	async #attempt(item: Waiting, fault: PlannedDeliveryFault | null): Promise<boolean> {
		item.attempts += 1;
		item.fault = undefined;
		const { outcome } = await this.#options.deliver(item, fault);
		this.#count(outcome);
		return outcome === "accepted";
	}

	#count(outcome: DeliveryOutcome): void {
		const isAccepted = outcome === "accepted";
		this.#failures = isAccepted ? 0 : this.#failures + 1;
		this.#timeouts = outcome === "timeout" ? this.#timeouts + 1 : 0;
	}

	#plan(): void {
		if (!this.#options.automatic || this.#isEnded || this.#cancelPlanned !== null) return;
		if (this.#fresh.length + this.#failed.length === 0) return;
		this.#cancelPlanned = this.#options.plan(() => {
			this.#cancelPlanned = null;
			return this.run();
		});
	}

	#cancelPlan(): void {
		this.#cancelPlanned?.();
		this.#cancelPlanned = null;
	}
}
