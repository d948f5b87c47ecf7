// Waiting on purpose. By the platform's clock: a client's deadline goes by that too.
import { connectionError } from "./bodies.js";

/** Waits; rejects with the reason of the signal as soon as that is aborted, and as for a connection that breaks when waits are called off. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The waits of a sandbox, so that none outlasts it. */
export class Pauses {
	readonly #waiting = new Set<() => void>();
	#isClosed = false;

	readonly sleep: Sleep = (ms, signal) =>
		new Promise((resolve, reject) => {
			if (signal?.aborted) return reject(signal.reason);
			if (this.#isClosed) return reject(connectionError("ECONNRESET"));
			const end = (settle: () => void): void => {
				clearTimeout(timer);
				signal?.removeEventListener("abort", aborted);
				this.#waiting.delete(calledOff);
				settle();
			};
			const aborted = (): void => end(() => reject(signal?.reason));
			const calledOff = (): void => end(() => reject(connectionError("ECONNRESET")));
			const timer = setTimeout(() => end(resolve), ms);
			signal?.addEventListener("abort", aborted);
			this.#waiting.add(calledOff);
		});

	/** Ends all waits under way: what would have come after them is not to come. */
	callOff(): void {
		for (const end of [...this.#waiting]) end();
	}

	/** No wait is begun any more. */
	close(): void {
		this.#isClosed = true;
		this.callOff();
	}
}
