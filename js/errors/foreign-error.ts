// Harmless copies of errors that others threw: texts alone, whatever the object is.
import type { ErrorCause } from "./powens-error.js";

/** How many errors behind an error are told. */
const MAX_DEPTH = 4;

/** How much of a text is looked through for secrets, in characters. */
const MAX_TEXT = 65_536;

/** A copy of what was thrown. */
export function causeOf(thrown: unknown, depth = MAX_DEPTH): ErrorCause {
	if (typeof thrown !== "object" || thrown === null) {
		return { name: thrown === null ? "null" : typeof thrown, code: null, message: primitiveText(thrown) };
	}
	const [name, code, message] = [property(thrown, "name"), property(thrown, "code"), property(thrown, "message")];
	const digest = property(thrown, "digest");
	const behind = depth > 1 ? next(thrown) : undefined;
	return {
		name: typeof name === "string" ? cut(name) : "object",
		code: typeof code === "string" || typeof code === "number" ? cut(String(code)) : null,
		message: typeof message === "string" ? cut(message) : "",
		// A framework steers itself by such errors (Next's redirect, for one), and knows them by this.
		...(typeof digest === "string" && { digest: cut(digest) }),
		...(behind !== undefined && { cause: causeOf(behind, depth - 1) }),
	};
}

/** The error behind an error: its `cause`, or the first of an `AggregateError`, as Node gives when every address refused. */
function next(thrown: object): unknown {
	const cause = property(thrown, "cause");
	if (cause !== undefined && cause !== null) return cause;
	const errors = property(thrown, "errors");
	return typeof errors === "object" && errors !== null ? (property(errors, "0") ?? undefined) : undefined;
}

/** A property, or undefined where it cannot be read. */
function property(of: object, name: string): unknown {
	try {
		return (of as Record<string, unknown>)[name];
	} catch {
		return undefined;
	}
}

function primitiveText(thrown: unknown): string {
	return typeof thrown === "string" || typeof thrown === "number"
		? cut(String(thrown))
		: thrown === null
			? "null"
			: typeof thrown;
}

/** The beginning of a text, up to a space where it has one: half of a token would not be known for one. */
function cut(text: string): string {
	if (text.length <= MAX_TEXT) return text;
	const space = text.lastIndexOf(" ", MAX_TEXT);
	return text.slice(0, space < 0 ? MAX_TEXT : space);
}
