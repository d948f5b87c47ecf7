// Harmless copies of errors that others threw: texts alone, whatever the object is.
import { isObject, property } from "../core/guarded.js";
import type { ErrorCause } from "./powens-error.js";

/** How many errors behind an error are told. */
const MAX_DEPTH = 4;

/** How much of a text is looked through for secrets, in characters. */
const MAX_TEXT = 65_536;

/** A copy of what was thrown. */
export function causeOf(thrown: unknown, depth = MAX_DEPTH): ErrorCause {
	if (!isObject(thrown))
		return { name: typeName(thrown), code: null, message: isPlain(thrown) ? cut(`${thrown}`) : typeName(thrown) };
	const [name, code, message] = [property(thrown, "name"), property(thrown, "code"), property(thrown, "message")];
	const digest = property(thrown, "digest");
	const behind = depth > 1 ? next(thrown) : undefined;
	return {
		name: typeof name === "string" ? cut(name) : "object",
		code: isPlain(code) ? cut(`${code}`) : null,
		message: typeof message === "string" ? cut(message) : "",
		// A framework steers itself by such errors (Next's redirect, for one), and knows them by this.
		...(typeof digest === "string" && { digest: cut(digest) }),
		...(behind !== undefined && { cause: causeOf(behind, depth - 1) }),
	};
}

/** The error behind an error: its `cause`, or the first of an `AggregateError`, as Node gives when every address refused. */
function next(thrown: object): unknown {
	return property(thrown, "cause") ?? property(property(thrown, "errors"), "0") ?? undefined;
}

/** The name of a type, where null is one. */
export function typeName(value: unknown): string {
	return value === null ? "null" : typeof value;
}

function isPlain(value: unknown): value is string | number {
	return typeof value === "string" || typeof value === "number";
}

/** The beginning of a text, up to a space where it has one: half of a token would not be known for one. */
function cut(text: string): string {
	if (text.length <= MAX_TEXT) return text;
	const space = text.lastIndexOf(" ", MAX_TEXT);
	return text.slice(0, space < 0 ? MAX_TEXT : space);
}
