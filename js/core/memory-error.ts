import { isObject } from "./guarded.js";

/** WebAssembly has no more memory. Whoever uses the core makes an error of the caller's kind of it. */
export class MemoryError extends Error {
	readonly #isMemoryError = true;

	/** Whether something thrown is one. Not by `instanceof`, which a Proxy is asked for. */
	static is(thrown: unknown): boolean {
		return isObject(thrown) && #isMemoryError in thrown;
	}
}
