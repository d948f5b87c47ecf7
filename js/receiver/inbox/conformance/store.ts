import type { Inbox } from "../inbox.js";

/** An inbox that is to be tested, on a store that has nothing in it, or nothing that the tests could meet. */
export interface ConformanceStore {
	readonly inbox: Inbox;
	/** A second inbox on the same store, as another process would have it. Give it, unless the store lives in one process. */
	readonly inbox2?: Inbox | undefined;
	/**
	 * Moves the clocks of the store on by so many milliseconds. Without it leases are waited for, and the retention too where it is 5
	 * seconds or less; else how long a key is known is not tested.
	 */
	advance?(ms: number): unknown;
	/** Called at the end of a case, also of one that failed; waited for. */
	close?(): unknown;
}

/** One thing that a store has to do. */
export interface ConformanceCase {
	/** A sentence, the same in each version of the package that has the case. */
	readonly name: string;
	/** Rejects with an `Error` that says what the store did instead. */
	run(): Promise<void>;
}
