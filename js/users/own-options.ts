// Options as a caller gave them: own properties alone, so that a polluted prototype gives no token and no switch, each read once.

import { isCallable, isObject, own } from "../core/guarded.js";
import { causeOf } from "../errors/foreign-error.js";
import { type ErrorCause, PowensError } from "../errors/powens-error.js";

/** Replaces secrets in a foreign error. */
export type Redact = (cause: ErrorCause) => ErrorCause;

/** The error of an option or an argument that is not allowed. */
export function invalidArgument(message: string, effect: "none" | null = null, cause?: ErrorCause): PowensError {
	return new PowensError(message, { code: "invalid_argument", effect, cause });
}

/** Reads the options of an object. */
export class OwnOptions {
	readonly #options: object;
	readonly #redact: Redact;
	readonly #effect: "none" | null;

	/**
	 * @param hint what the object is for, said where it is none.
	 * @param effect what a refusal says of a delete.
	 */
	constructor(options: unknown, hint: string, redact: Redact, effect: "none" | null = null) {
		this.#effect = effect;
		if (!isObject(options)) throw this.refusal(hint);
		this.#options = options;
		this.#redact = redact;
	}

	/** An option; null counts as not given. */
	get(name: string): unknown {
		return this.raw(name) ?? undefined;
	}

	/** An option as it is. */
	raw(name: string): unknown {
		try {
			return own(this.#options as Record<string, unknown>, name);
		} catch (thrown) {
			throw this.refusal(`The option ${name} cannot be read; see cause.`, this.#redact(causeOf(thrown)));
		}
	}

	text(name: string): string | undefined {
		const value = this.get(name);
		if (value === undefined || typeof value === "string") return value;
		throw this.refusal(`${name} must be text.`);
	}

	/** A number; what is none is one that the core refuses with the right words. */
	number(name: string): number | undefined {
		const value = this.get(name);
		return value === undefined || typeof value === "number" ? value : Number.NaN;
	}

	function<Function>(name: string): Function | undefined {
		const value = this.get(name);
		if (value === undefined || isCallable(value)) return value as Function | undefined;
		throw this.refusal(`${name} must be a function.`);
	}

	refusal(message: string, cause?: ErrorCause): PowensError {
		return invalidArgument(message, this.#effect, cause);
	}
}
