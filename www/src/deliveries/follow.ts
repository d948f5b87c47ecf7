import type { RecordEntry } from "powens-users/sandbox";
import type { Control } from "./control.js";
import { ControlError } from "./control-error.js";
import type { DeliveriesChange } from "./shown-delivery.js";
import { Verifier } from "./verifier.js";

type Dispatch = (change: DeliveriesChange) => void;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/**
 * Follows the deliveries of a sandbox until the signal: those that its log has, then each that its stream tells of. A stream that
 * breaks off is opened again where it ended, after 0.5 s at first and 8 s at most.
 */
export async function followDeliveries(control: Control, signal: AbortSignal, dispatch: Dispatch): Promise<void> {
	const tell: Dispatch = (change) => signal.aborted || dispatch(change);
	let wait = FIRST_WAIT_MS;
	const follower = new Follower(control, signal, tell, () => {
		wait = FIRST_WAIT_MS;
	});
	while (!signal.aborted) {
		const error = await follower.readStream().catch((thrown: unknown) => thrown);
		const isFinal = error instanceof ControlError && error.isFinal;
		tell({ type: "linked", link: { status: isFinal ? "refused" : "lost", error } });
		if (isFinal) return;
		await pause(wait, signal);
		wait = Math.min(2 * wait, LONGEST_WAIT_MS);
	}
}

/** One reader of the stream and of the log. The stream says that there is news; the log has all of it. */
class Follower {
	readonly #control: Control;
	readonly #signal: AbortSignal;
	readonly #tell: Dispatch;
	readonly #opened: () => void;
	readonly #verifier: Verifier;
	/** Of the stream. */
	#lastEntry: number | null = null;
	/** Of the log. */
	#lastDelivery = 0;
	/** How often the log began anew: what was asked before is not to be shown after. */
	#resets = 0;
	#reading: Promise<void> | null = null;
	#isBehind = false;

	constructor(control: Control, signal: AbortSignal, tell: Dispatch, opened: () => void) {
		this.#control = control;
		this.#signal = signal;
		this.#tell = tell;
		this.#opened = opened;
		this.#verifier = new Verifier(control, (deliveryId, verification) => tell({ type: "verified", deliveryId, verification }));
	}

	/** Reads the stream to its end, which is the sandbox's too where it is an orderly one. */
	async readStream(): Promise<void> {
		const opened = () => {
			this.#opened();
			this.#tell({ type: "linked", link: { status: "live" } });
			this.#catchUp();
		};
		for await (const { number, entry } of this.#control.events(this.#lastEntry, this.#signal, opened)) {
			// Only a sandbox that was started anew counts from 1 again.
			if (number <= (this.#lastEntry ?? 0) || isReset(entry)) this.#reset();
			this.#lastEntry = number;
			if (entry.kind === "delivery" && entry.deliveryId > this.#lastDelivery) this.#catchUp();
		}
	}

	/** Asks for what is new in the log; once more afterwards where more has happened meanwhile. */
	#catchUp(): void {
		this.#isBehind = true;
		this.#reading ??= this.#readLog().finally(() => {
			this.#reading = null;
		});
	}

	async #readLog(): Promise<void> {
		while (this.#isBehind && !this.#signal.aborted) {
			this.#isBehind = false;
			const [after, resets] = [this.#lastDelivery, this.#resets];
			// What cannot be read now is read with the next delivery; the stream tells when the sandbox is gone.
			const deliveries = await this.#control.deliveries(after, this.#signal).catch(() => []);
			const last = deliveries.at(-1);
			if (last === undefined || resets !== this.#resets) continue;
			this.#lastDelivery = last.id;
			this.#tell({ type: "delivered", deliveries });
			this.#verifier.add(deliveries);
		}
	}

	#reset(): void {
		this.#resets += 1;
		this.#lastDelivery = 0;
		this.#verifier.reset();
		this.#tell({ type: "reset" });
		this.#catchUp();
	}
}

function isReset(entry: RecordEntry): boolean {
	return entry.kind === "control" && (entry.action === "reset" || entry.action === "restore");
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal.addEventListener("abort", end);
	});
}
