// The JSON bodies of the control, field by field.
import type { Context } from "hono";
import { invalidValue } from "../api/errors.js";
import { COVERED_EVENTS, type CoveredEvent } from "../webhooks/event.js";
import type { WebhookMechanism } from "../webhooks/registration.js";

type Kinds = { readonly [Type in "text" | "integer" | "flag" | "object"]: (value: unknown) => boolean };

const KINDS: Kinds = {
	text: (value) => typeof value === "string",
	integer: (value) => Number.isSafeInteger(value),
	flag: (value) => typeof value === "boolean",
	object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

const NAMES: Readonly<Record<keyof Kinds, string>> = {
	text: "text",
	integer: "an integer",
	flag: "true or false",
	object: "a JSON object",
};

/** The body as JSON, whatever its type is called; `undefined` where there is none. */
export async function readJson(c: Context): Promise<unknown> {
	const text = await c.req.text();
	if (text === "") return undefined;
	try {
		return JSON.parse(text);
	} catch {
		throw invalidValue("The body is not JSON.");
	}
}

/** An object of known fields. One that is null counts as absent. */
export class Fields {
	readonly #values: Readonly<Record<string, unknown>>;

	/** @throws {ApiError} for what is no object, and for a field that is not known: a typo would do nothing, and look done. */
	constructor(value: unknown, known: readonly string[]) {
		if (!KINDS.object(value)) throw invalidValue("A JSON object is expected.");
		const unknown = Object.keys(value as object).find((name) => !known.includes(name));
		if (unknown !== undefined) throw invalidValue(`There is no field ${JSON.stringify(unknown)}; there are ${known.join(", ")}.`);
		this.#values = value as Record<string, unknown>;
	}

	text(name: string): string | undefined {
		return this.#optional(name, "text") as string | undefined;
	}

	integer(name: string): number | undefined {
		return this.#optional(name, "integer") as number | undefined;
	}

	flag(name: string): boolean | undefined {
		return this.#optional(name, "flag") as boolean | undefined;
	}

	object(name: string): object | undefined {
		return this.#optional(name, "object") as object | undefined;
	}

	/** Whatever it is. */
	any(name: string): unknown {
		return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
	}

	requiredText(name: string): string {
		const value = this.text(name);
		if (value === undefined) throw invalidValue(`${name} is to be text.`);
		return value;
	}

	#optional(name: string, kind: keyof Kinds): unknown {
		const value = this.any(name) ?? undefined;
		if (value !== undefined && !KINDS[kind](value)) throw invalidValue(`${name} is to be ${NAMES[kind]}.`);
		return value;
	}
}

/** The event of that name. */
export function coveredEvent(name: string): CoveredEvent {
	const event = COVERED_EVENTS.find((known) => known === name);
	if (event === undefined) throw invalidValue(`event is to be one of ${COVERED_EVENTS.join(", ")}.`);
	return event;
}

/** How a webhook proves who sends it. */
export function mechanism(value: object): WebhookMechanism {
	const fields = new Fields(value, ["type", "secretKey", "url", "clientId", "clientSecret"]);
	const type = fields.requiredText("type");
	if (type === "user_token") return { type };
	if (type === "hmac_signature") return { type, secretKey: fields.requiredText("secretKey") };
	if (type !== "oauth") throw invalidValue("type is to be one of user_token, hmac_signature, oauth.");
	return {
		type,
		url: fields.requiredText("url"),
		clientId: fields.requiredText("clientId"),
		clientSecret: fields.requiredText("clientSecret"),
	};
}
