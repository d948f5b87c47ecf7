// The entries of the record in the order in which they ended, for readers that come, go, and come again.
import type { RecordEntry } from "../record/entry.js";
import type { Sandbox } from "../sandbox.js";

/** Entries that are kept for readers who are behind. */
export const KEPT_ENTRIES = 10_000;

/** An entry and the number by which a reader says how far it has read: ascending from 1, without gaps, in the order of ends. */
export interface FeedItem {
	readonly number: number;
	readonly entry: RecordEntry;
}

/**
 * What ended. Not by `sequence`, which is the order of beginnings: who asks for what comes after one would miss what began before it
 * and ended later.
 */
export class Feed {
	readonly #unsubscribe: () => void;
	readonly #wakers = new Set<() => void>();
	#items: FeedItem[] = [];
	#last = 0;
	#isClosed = false;

	/** Entries that have ended already come first. */
	constructor(sandbox: Pick<Sandbox, "record" | "subscribe">) {
		for (const entry of sandbox.record()) if (entry.kind !== "request" || entry.ended !== "pending") this.#add(entry);
		this.#unsubscribe = sandbox.subscribe((entry) => this.#add(entry));
	}

	/** The number of the latest entry; 0 before the first. */
	get last(): number {
		return this.#last;
	}

	get isClosed(): boolean {
		return this.#isClosed;
	}

	/** At most `most` entries after that number. Where those right after it are not kept any more, the first that are. */
	after(number: number, most: number): readonly FeedItem[] {
		const first = this.#items[0]?.number ?? 1;
		const begin = Math.max(0, number + 1 - first);
		return this.#items.slice(begin, begin + most);
	}

	/** Calls back once, when there is more or the end has come. Gives what calls it off. */
	wake(run: () => void): () => void {
		this.#wakers.add(run);
		return () => {
			this.#wakers.delete(run);
		};
	}

	close(): void {
		this.#unsubscribe();
		this.#isClosed = true;
		this.#wakeAll();
	}

	#add(entry: RecordEntry): void {
		this.#last += 1;
		this.#items.push({ number: this.#last, entry });
		// Seldom, so that dropping costs little.
		if (this.#items.length >= KEPT_ENTRIES * 1.1) this.#items = this.#items.slice(-KEPT_ENTRIES);
		this.#wakeAll();
	}

	#wakeAll(): void {
		const wakers = [...this.#wakers];
		this.#wakers.clear();
		for (const wake of wakers) wake();
	}
}
