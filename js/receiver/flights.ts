// What this process is at: so that the same delivery, come twice at once, is handled once and asked of the inbox once.
import { ChurnedMap } from "./churned-map.js";

/** One delivery that is being handled. */
export class Flight {
	#watchers: ((isDone: boolean) => void)[] | undefined;

	/** Whether it was done; undefined where that is not known in time. */
	watch(ms: number): Promise<boolean | undefined> {
		return new Promise((resolve) => {
			const timer = setTimeout(() => resolve(undefined), ms);
			this.#watchers ??= [];
			this.#watchers.push((isDone) => {
				clearTimeout(timer);
				resolve(isDone);
			});
		});
	}

	/** It has come to its end. */
	tell(isDone: boolean): void {
		const watchers = this.#watchers;
		this.#watchers = undefined;
		for (const watcher of watchers ?? []) watcher(isDone);
	}
}

export class Flights {
	readonly #flights = new ChurnedMap<string, Flight>();

	get(mark: string): Flight | undefined {
		return this.#flights.get(mark);
	}

	begin(mark: string): void {
		this.#flights.set(mark, new Flight());
	}

	/** Done, or to be sent again. */
	end(mark: string, isDone: boolean): void {
		const flight = this.#flights.get(mark);
		this.#flights.delete(mark);
		flight?.tell(isDone);
	}
}
