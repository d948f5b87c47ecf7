// The parameters of a call, from JSON or from a form.
import { parseJson, readText } from "./body.js";
import { invalidValue, missingParameter } from "./errors.js";

/** Named values. A required one that is absent, null or empty counts as missing. */
export class Parameters {
	readonly #values: Readonly<Record<string, unknown>>;
	readonly #prefix: string;

	private constructor(values: Readonly<Record<string, unknown>>, prefix = "") {
		this.#values = values;
		this.#prefix = prefix;
	}

	/**
	 * Reads a body.
	 *
	 * @param mayBeEmpty Whether no body at all means no parameters.
	 * @throws {ApiError} `invalidValue` for one that cannot be read.
	 */
	static async read(request: Request, mayBeEmpty = false): Promise<Parameters> {
		const body = await readText(request);
		if (mayBeEmpty && body === "") return new Parameters({});
		const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
		if (type === "application/x-www-form-urlencoded") return new Parameters(Object.fromEntries(new URLSearchParams(body)));
		if (type !== "application/json")
			throw invalidValue("Content-Type is to be application/json or application/x-www-form-urlencoded.");
		return new Parameters(asObject(parseJson(body), "The body"));
	}

	/** Whether it was sent, be it null or empty. */
	has(name: string): boolean {
		return Object.hasOwn(this.#values, name);
	}

	/** @throws {ApiError} `missingParameter`; `invalidValue` for what is no text. */
	text(name: string): string {
		const value = this.#required(name);
		if (typeof value !== "string") throw invalidValue(`${this.#prefix}${name} is to be text.`);
		return value;
	}

	/** A required positive integer: a number, or its text. */
	id(name: string): number {
		const value = this.#required(name);
		const id = typeof value === "string" && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
		if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1)
			throw invalidValue(`${this.#prefix}${name} is to be a positive integer.`);
		return id;
	}

	/** A flag that is false where it is missing: a boolean, or its text in a form. */
	flag(name: string): boolean {
		const value = this.#own(name);
		if (value === undefined || value === null || value === false || value === "false") return false;
		if (value === true || value === "true") return true;
		throw invalidValue(`${this.#prefix}${name} is to be true or false.`);
	}

	/** A required object. */
	object(name: string): Parameters {
		return new Parameters(asObject(this.#required(name), `${this.#prefix}${name}`), `${this.#prefix}${name}.`);
	}

	#required(name: string): unknown {
		const value = this.#own(name);
		if (value === undefined || value === null || value === "") throw missingParameter(this.#prefix + name);
		return value;
	}

	#own(name: string): unknown {
		return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
	}
}

function asObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalidValue(`${name} is to be a JSON object.`);
	return value as Record<string, unknown>;
}
