// The three headers that count, from whatever holds headers.

import { isObject } from "../core/guarded.js";
import { ARGUMENT_TEXTS } from "../errors/webhook-texts.js";
import { argumentError } from "./errors.js";
import { part } from "./given.js";

/**
 * The headers of a request: a `Headers`, a plain object in any case, or Node's `IncomingHttpHeaders`.
 *
 * @example
 * ```ts
 * const headers: WebhookHeaders = { "BI-Signature": "…", "BI-Signature-Date": "2022-06-27T11:08:52.577831Z" };
 * ```
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
	if (!isObject(headers)) throw argumentError(ARGUMENT_TEXTS.headers);
	const get = getterOf(headers);
	if (get !== undefined) {
		return {
			signature: get("bi-signature") ?? undefined,
			date: get("bi-signature-date") ?? undefined,
			authorization: get("authorization") ?? undefined,
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

const nothing: object = {};

/** `get` of a `Headers`. What every object inherits, where a prototype is polluted, is none. */
export function getterOf(headers: WebhookHeaders): ((name: string) => unknown) | undefined {
	const get = "get" in nothing ? part(headers as { get?: unknown }, "get") : (headers as { get?: unknown }).get;
	return typeof get === "function" ? (name) => Reflect.apply(get, headers, [name]) : undefined;
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
