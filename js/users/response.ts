// The head of what a `fetch` gave, which may be any object.
import type { Writer } from "../core/record.js";
import { ignore, method, property, unawaited } from "./guarded.js";

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

/** What counts of a head beside its status. */
export interface Head {
	/** 0: no redirect, unless the status says so. 1: one that a browser hides. 2: one that was followed. */
	readonly redirect: 0 | 1 | 2;
	readonly requestId: string | null;
	readonly contentType: string | null;
	readonly retryAfter: string | null;
	readonly contentLength: string | null;
}

export function readHead(response: unknown): Head {
	const get = method(property(response, "headers"), "get");
	const isFollowed = property(response, "redirected") === true;
	return {
		redirect: property(response, "type") === "opaqueredirect" ? 1 : isFollowed ? 2 : 0,
		requestId: header(get, "x-request-id"),
		contentType: header(get, "content-type"),
		retryAfter: header(get, "retry-after"),
		contentLength: header(get, "content-length"),
	};
}

/** Whether a `Retry-After` says something else than seconds. */
export function isDate(retryAfter: string | null): boolean {
	return retryAfter !== null && /[^\d\s]/.test(retryAfter);
}

/** Tells the core the head of a response. */
export function writeHead(writer: Writer, status: number, head: Head): Writer {
	writer.number(status).byte(head.redirect);
	return writer.text(head.requestId).text(head.contentType).text(head.retryAfter).text(head.contentLength);
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
