// The three headers that count, from whatever holds headers.
import { argumentError } from "../core.js";

/**
 * The headers of a request: a `Headers`, a plain object in any case, or Node's `IncomingHttpHeaders`.
 *
 * @example
 * ```ts
 * const headers: WebhookHeaders = { "BI-Signature": "…", "BI-Signature-Date": "2022-06-27T11:08:52.577831Z" };
 * ```
 *
 * Source: our decision.
 */
export type WebhookHeaders =
	| { get(name: string): string | null }
	| Readonly<Record<string, string | readonly string[] | undefined>>;

/** What was found: undefined for nothing, a value, or an array of several. The core decides what is allowed. */
export interface FoundHeaders {
	signature: unknown;
	date: unknown;
	authorization: unknown;
}

/** Finds the headers; of names that differ by case alone, each counts. */
export function findHeaders(headers: WebhookHeaders): FoundHeaders {
	if (typeof headers !== "object" || headers === null) {
		throw argumentError("headers must be a Headers, a plain object, or the headers of a Node request.", undefined);
	}
	if (typeof headers.get === "function") {
		return {
			signature: headers.get("bi-signature") ?? undefined,
			date: headers.get("bi-signature-date") ?? undefined,
			authorization: headers.get("authorization") ?? undefined,
		};
	}
	const found: FoundHeaders = { signature: undefined, date: undefined, authorization: undefined };
	const values = headers as Readonly<Record<string, unknown>>;
	for (const name in values) {
		// By the length first: most names need not be looked at.
		switch (name.length) {
			case 12:
				if (isNamed(values, name, "bi-signature")) found.signature = add(found.signature, values[name]);
				break;
			case 13:
				if (isNamed(values, name, "authorization")) found.authorization = add(found.authorization, values[name]);
				break;
			case 17:
				if (isNamed(values, name, "bi-signature-date")) found.date = add(found.date, values[name]);
				break;
		}
	}
	return found;
}

function isNamed(values: object, name: string, wanted: string): boolean {
	// What is inherited was not sent.
	return (name === wanted || name.toLowerCase() === wanted) && Object.hasOwn(values, name);
}

/** Together with what was found before under the same name. */
function add(before: unknown, value: unknown): unknown {
	if (typeof value === "string" && before === undefined) return value;
	const values = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
	if (before === undefined) return values.length > 1 ? values : values[0];
	return values.length === 0 ? before : [before, ...values];
}
