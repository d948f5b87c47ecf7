// Options as a caller gives them: read once, as own properties, and judged one by one.
import { isObject } from "../core/guarded.js";
import { PowensError } from "../index.js";

/** The error of an option. */
export function argumentError(message: string): PowensError {
	return new PowensError(message, { code: "invalid_argument" });
}

/** An own property; what a polluted prototype has was not given. */
export function optionOf(options: object, name: string): unknown {
	try {
		return Object.hasOwn(options, name) ? (options as Record<string, unknown>)[name] : undefined;
	} catch {
		throw argumentError(`The option ${name} cannot be read: its getter throws.`);
	}
}

/** An option that is a function, or is not given. */
export function functionOf(options: object, name: string): ((...args: unknown[]) => unknown) | undefined {
	const given = optionOf(options, name);
	if (given === undefined || typeof given === "function") return given as (() => unknown) | undefined;
	throw argumentError(`${name} must be a function.`);
}

/** An option that is a whole number within bounds. */
export function numberOf(options: object, name: string, { least, most, otherwise }: Bounds): number {
	const given = optionOf(options, name);
	if (given === undefined) return otherwise;
	if (Number.isSafeInteger(given) && (given as number) >= least && (given as number) <= most) return given as number;
	throw argumentError(`${name} must be a whole number from ${least} to ${most}.`);
}

export interface Bounds {
	readonly least: number;
	readonly most: number;
	readonly otherwise: number;
}

/** Throws for what is no object, such as options that were forgotten. */
export function checkObject(given: unknown, message: string): asserts given is object {
	if (!isObject(given)) throw argumentError(message);
}
