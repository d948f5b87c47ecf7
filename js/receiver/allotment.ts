// So much of something for all requests together: places of handlers, bytes of bodies. Who finds none left waits in a queue.

interface Waiter {
	readonly amount: number;
	readonly resolve: (isGiven: boolean) => void;
}

/** Most who wait at once: whoever comes then is sent away at once, since he would wait in vain. */
const MOST_WAITERS = 1_000;

export class Allotment {
	readonly #most: number;
	#used = 0;
	readonly #waiters = new Set<Waiter>();
	#isClosed = false;

	constructor(most: number) {
		this.#most = most;
	}

	get used(): number {
		return this.#used;
	}

	get waiting(): number {
		return this.#waiters.size;
	}

	/**
	 * Takes some at once; false where that is not left. Of those who want as much, nobody overtakes one who waits, since what is
	 * given back goes to him at once; who wants less may, or a body of which a part is here would wait for one that has not begun.
	 */
	take(amount: number): boolean {
		if (this.#used + amount > this.#most) return false;
		this.#used += amount;
		return true;
	}

	/** Waits for some; false where it is not there in time. */
	wait(amount: number, ms: number): Promise<boolean> {
		if (this.#isClosed || ms <= 0 || amount > this.#most || this.#waiters.size >= MOST_WAITERS) return Promise.resolve(false);
		return new Promise((settle) => {
			const timer = setTimeout(() => {
				this.#waiters.delete(waiter);
				settle(false);
			}, ms);
			const waiter: Waiter = {
				amount,
				resolve: (isGiven) => {
					clearTimeout(timer);
					settle(isGiven);
				},
			};
			this.#waiters.add(waiter);
		});
	}

	give(amount: number): void {
		this.#used -= amount;
		this.#serve();
	}

	/** Nobody waits any longer. */
	close(): void {
		this.#isClosed = true;
		for (const waiter of this.#waiters) waiter.resolve(false);
		this.#waiters.clear();
	}

	#serve(): void {
		for (const waiter of this.#waiters) {
			if (this.#used + waiter.amount > this.#most) continue;
			this.#waiters.delete(waiter);
			this.#used += waiter.amount;
			waiter.resolve(true);
		}
	}
}
