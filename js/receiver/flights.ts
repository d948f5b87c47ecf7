// What this process is at: so that the same delivery, come twice at once, is handled once and asked of the inbox once.

/** One delivery that is being handled. */
export class Flight {
	readonly #flights: Map<string, Flight>;
	readonly #mark: string;
	readonly #watchers: ((isDone: boolean) => void)[] = [];

	constructor(flights: Map<string, Flight>, mark: string) {
		this.#flights = flights;
		this.#mark = mark;
		flights.set(mark, this);
	}

	/** It has come to its end: done, or to be sent again. */
	end(isDone: boolean): void {
		this.#flights.delete(this.#mark);
		for (const watcher of this.#watchers) watcher(isDone);
	}

	/** Whether it was done; undefined where that is not known in time. */
	watch(ms: number): Promise<boolean | undefined> {
		return new Promise((resolve) => {
			const timer = setTimeout(() => resolve(undefined), ms);
			this.#watchers.push((isDone) => {
				clearTimeout(timer);
				resolve(isDone);
			});
		});
	}
}

export class Flights {
	readonly #flights = new Map<string, Flight>();

	get(mark: string): Flight | undefined {
		return this.#flights.get(mark);
	}

	begin(mark: string): Flight {
		return new Flight(this.#flights, mark);
	}
}
