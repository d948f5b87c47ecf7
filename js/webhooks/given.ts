// What callers give: each property is read once, and a getter that throws is an argument that is not allowed.
import { causeOf } from "../errors/foreign-error.js";
import { isPowensError } from "../errors/powens-error.js";
import { ARGUMENT_TEXTS } from "../errors/webhook-texts.js";
import { argumentError } from "./errors.js";
import { redacted } from "./redact.js";

/**
 * Reads what a caller gave, whose getters may throw.
 *
 * @param secrets what is replaced in what they throw.
 */
export function guarded<T>(read: () => T, secrets: readonly string[] = []): T {
	try {
		return read();
	} catch (thrown) {
		throw isPowensError(thrown) ? thrown : argumentError(ARGUMENT_TEXTS.unreadable, redacted(secrets, causeOf(thrown)));
	}
}

/** A part of a request, which a class may have as a getter; what every object inherits is none. */
export function part<T extends object, Name extends keyof T>(request: T, name: Name): T[Name] | undefined {
	return name in Object.prototype && !Object.hasOwn(request, name) ? undefined : request[name];
}

const nothing: object = {};

/** The parts of a request: itself, unless every object inherits one of them. Asked by name, which costs next to nothing. */
export function partsOf<T extends object>(request: T): T {
	const isPolluted = "path" in nothing || "url" in nothing || "signQuery" in nothing || "headers" in nothing || "body" in nothing;
	if (!isPolluted) return request;
	const names = ["path", "url", "signQuery", "headers", "body"] as (keyof T)[];
	return Object.fromEntries(names.map((name) => [name, part(request, name)])) as T;
}
