// The JSON bodies of the control, field by field.
import type { Context } from "hono";
import { parseJson, readText } from "../api/body.js";
import { invalidValue } from "../api/errors.js";

/** The body as JSON, whatever its type is called; `undefined` where there is none. */
export async function readJson(c: Context): Promise<unknown> {
	const text = await readText(c.req.raw);
	return text === "" ? undefined : parseJson(text);
}

/** An object of known fields. One that is null counts as absent. */
export class Fields {
	readonly #values: Readonly<Record<string, unknown>>;

	/** @throws {ApiError} for what is no object, and for a field that is not known: a typo would do nothing, and look done. */
	constructor(value: unknown, known: readonly string[]) {
		if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidValue("A JSON object is expected.");
		const unknown = Object.keys(value).find((name) => !known.includes(name));
		if (unknown !== undefined) throw invalidValue(`There is no field ${JSON.stringify(unknown)}; there are ${known.join(", ")}.`);
		this.#values = value as Record<string, unknown>;
	}

	integer(name: string): number | undefined {
		const value = this.any(name);
		if (value === undefined || Number.isSafeInteger(value)) return value as number | undefined;
		throw invalidValue(`${name} is to be an integer.`);
	}

	flag(name: string): boolean | undefined {
		const value = this.any(name);
		if (value === undefined || typeof value === "boolean") return value;
		throw invalidValue(`${name} is to be true or false.`);
	}

	/** Whatever it is. */
	any(name: string): unknown {
		return Object.hasOwn(this.#values, name) ? (this.#values[name] ?? undefined) : undefined;
	}
}
