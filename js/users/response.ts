// The head of what a `fetch` gave, which may be any object.
import type { Writer } from "../core/record.js";
import { ignore, method, property } from "./guarded.js";

/** Why a value is no response; numbers of the core's. */
export const NETWORK_ERROR = 0;
export const NO_OBJECT = 3;
export const NO_STATUS = 4;

/** The HTTP status of a response, 0 for a redirect that a browser hides, or why the value is none. */
export function statusOf(response: unknown): { readonly status: number } | { readonly failure: number } {
	if ((typeof response !== "object" || response === null) && typeof response !== "function") return { failure: NO_OBJECT };
	const type = property(response, "type");
	if (type === "error") return { failure: NETWORK_ERROR };
	const status = property(response, "status");
	// Source: RFC 9110.
	if (typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599) return { status };
	return type === "opaqueredirect" ? { status: 0 } : { failure: NO_STATUS };
}

/** Tells the core the head of a response. */
export function writeHead(writer: Writer, status: number, response: unknown): void {
	const isFollowed = property(response, "redirected") === true;
	writer.number(status).byte(property(response, "type") === "opaqueredirect" ? 1 : isFollowed ? 2 : 0);
	const get = method(property(response, "headers"), "get");
	for (const name of ["x-request-id", "content-type", "retry-after", "content-length"]) writer.text(header(get, name));
}

/** A header, or null where there is none or it cannot be read. */
function header(get: ((name: string) => unknown) | undefined, name: string): string | null {
	try {
		const value = get?.(name);
		if (typeof value === "string") return value;
		if (value !== null && value !== undefined) ignore(() => value);
	} catch {
		// As good as absent.
	}
	return null;
}

/** Lets go of a body that nobody reads, so that its connection is free. */
export function discard(response: unknown): void {
	ignore(method(property(response, "body"), "cancel"));
}
