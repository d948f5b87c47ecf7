// The head of what a `fetch` gave, which may be any object.

import { ignore, isObject, method, property, unawaited } from "../core/guarded.js";
import type { Writer } from "../core/record.js";

/** Why a value is no response; numbers of the core's. */
export const enum Failure {
	Network,
	Cors,
	BrokenOff,
	NoObject,
	NoStatus,
	TooLarge,
	OutOfMemory,
	Unparsable,
}

/** The HTTP status of a response, 0 for a redirect that a browser hides, or why the value is none. */
export function statusOf(response: unknown): { readonly status: number } | { readonly failure: Failure } {
	if (!isObject(response) && typeof response !== "function") return { failure: Failure.NoObject };
	const type = property(response, "type");
	if (type === "error") return { failure: Failure.Network };
	const status = property(response, "status");
	// Source: RFC 9110.
	if (typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599) return { status };
	return type === "opaqueredirect" ? { status: 0 } : { failure: Failure.NoStatus };
}

/** What counts of a head beside its status. */
export interface Head {
	/** 0: no redirect, unless the status says so. 1: one that a browser hides. 2: one that was followed. */
	readonly redirect: 0 | 1 | 2;
	/** The id of the request, the type, `Retry-After`, and the length. */
	readonly texts: readonly (string | null)[];
}

export function readHead(response: unknown): Head {
	const get = method(property(response, "headers"), "get");
	const isFollowed = property(response, "redirected") === true;
	return {
		redirect: property(response, "type") === "opaqueredirect" ? 1 : isFollowed ? 2 : 0,
		texts: ["x-request-id", "content-type", "retry-after", "content-length"].map((name) => header(get, name)),
	};
}

/** Whether a `Retry-After` says something else than seconds. */
export function isDate({ texts: [, , retryAfter] }: Head): boolean {
	return /[^\d\s]/.test(retryAfter ?? "");
}

/** How many bytes a response says that its body has; 0 or NaN where it does not. */
export function toldLength({ texts: [, , , contentLength] }: Head): number {
	return Number(contentLength);
}

/** Tells the core the head of a response. */
export function writeHead(writer: Writer, status: number, head: Head): Writer {
	writer.number(status).byte(head.redirect);
	for (const text of head.texts) writer.text(text);
	return writer;
}

/** A header, or null where there is none or it cannot be read. */
function header(get: ((name: string) => unknown) | undefined, name: string): string | null {
	try {
		const value = get?.(name);
		if (typeof value === "string") return value;
		unawaited(value);
	} catch {
		// As good as absent.
	}
	return null;
}

/** Lets go of a body that nobody reads, so that its connection is free. */
export function discard(response: unknown): void {
	ignore(method(property(response, "body"), "cancel"));
}
