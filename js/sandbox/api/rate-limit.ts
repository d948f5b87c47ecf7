// How many requests a domain answers in a minute.
import { tooManyRequests } from "./errors.js";

const WINDOW_MS = 60_000;

/** Counts requests of the last 60 seconds of the sandbox's clock. Those that are refused do not count. */
export class RateLimit {
	readonly #callsPerMinute: number | null;
	readonly #code: string;
	readonly #now: () => number;
	/** When the requests of the last minute came: epoch milliseconds. */
	#calls: number[] = [];

	constructor(options: { readonly callsPerMinute: number | null; readonly code: string; readonly now: () => number }) {
		this.#callsPerMinute = options.callsPerMinute;
		this.#code = options.code;
		this.#now = options.now;
	}

	/** @throws {ApiError} 429 for a request above the limit, with the seconds to wait in `Retry-After`. */
	count(): void {
		if (this.#callsPerMinute === null) return;
		const now = this.#now();
		// A clock that was set back leaves calls of the future behind.
		this.#calls = this.#calls.filter((at) => at > now - WINDOW_MS && at <= now);
		const [oldest] = this.#calls;
		if (oldest === undefined || this.#calls.length < this.#callsPerMinute) {
			this.#calls.push(now);
			return;
		}
		throw tooManyRequests(this.#code, Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000)));
	}

	reset(): void {
		this.#calls = [];
	}

	snapshot(): readonly number[] {
		return [...this.#calls];
	}

	restore(calls: readonly number[]): void {
		this.#calls = [...calls];
	}
}
