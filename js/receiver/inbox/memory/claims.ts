// What is known of a key that is not done yet.
import type { KeptBody } from "../inbox.js";

/** A claim that may still be renewed, committed or given back. It is its token's until another one takes it over. */
export interface OpenClaim {
	readonly token: string;
	readonly bodyHash: string;
	readonly attempt: number;
	/** When another one may take it over, by the steady clock. */
	leaseEnd: number;
}

/** What is kept, and the claim of whoever handles it again. */
export interface KeptRecord {
	/** With a copy of the body. */
	readonly kept: KeptBody;
	readonly keptAtMs: number;
	readonly bodyHash: string;
	/** The token that kept it. */
	readonly token: string;
	attempts: number;
	claim: OpenClaim | undefined;
}

/** How often deliveries were tried that were given back, of those that failed last: a key may have had two bodies. */
export class FailedKeys {
	readonly #attempts = new Map<string, number>();
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	get size(): number {
		return this.#attempts.size;
	}

	/** How often it was tried; from now on the claim counts that. */
	take(key: string, bodyHash: string): number {
		const name = nameOf(key, bodyHash);
		const attempts = this.#attempts.get(name) ?? 0;
		if (attempts > 0) this.#attempts.delete(name);
		return attempts;
	}

	set(key: string, bodyHash: string, attempts: number): void {
		if (attempts === 0) return;
		this.#attempts.set(nameOf(key, bodyHash), attempts);
		if (this.#attempts.size <= this.#most) return;
		for (const oldest of this.#attempts.keys()) {
			this.#attempts.delete(oldest);
			return;
		}
	}
}

/** A hash has one length: no two pairs have one name. */
function nameOf(key: string, bodyHash: string): string {
	return key + bodyHash;
}
