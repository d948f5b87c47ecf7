// What is given to verify, read once: a getter, or another thread, cannot show one thing first and another thing then.
import { argumentError, CoreWebhooks } from "../core.js";
import { isPowensError } from "../powens-error.js";
import { rawBody, type WebhookBody } from "./body.js";
import { type FoundHeaders, findHeaders, type WebhookHeaders } from "./headers.js";

/**
 * Which path was signed: exactly one of `path` and `url`.
 *
 * @example
 * ```ts
 * const target: WebhookTarget = { url: req.originalUrl };
 * ```
 *
 * Source: "endpoint" in the formula of the Powens documentation; the rest is our decision.
 */
export type WebhookTarget =
	| {
			/** The path as it is registered at Powens, verbatim: it starts with `/`, and has no `?` and no `#`. */
			path: string;
			url?: undefined;
			signQuery?: undefined;
	  }
	| {
			path?: undefined;
			/** Text such as `req.originalUrl`, or a whole URL. Cut as text before `?` and `#`; nothing is normalised. */
			url: string;
			/** Whether the query is signed as well. Powens does not document what it does with one; practice says no. */
			signQuery?: boolean | undefined;
	  };

/**
 * A request that is to be verified.
 *
 * @example
 * ```ts
 * const request: WebhookRequest = { path: "/hooks/user-created", headers: req.headers, body: rawBody };
 * ```
 *
 * Source: our decision.
 */
export type WebhookRequest = WebhookTarget & {
	headers: WebhookHeaders;
	/** The raw body, before any parser. */
	body: WebhookBody;
};

/** A target as the core takes it. */
export interface Target {
	readonly text: string;
	/** 0: a path. 1: a URL. 2: a URL whose query is signed too. */
	readonly kind: 0 | 1 | 2;
}

/** A request as the core takes it. */
export interface ReadRequest extends Target {
	readonly signature: string;
	readonly date: string;
	readonly body: string | Uint8Array;
}

export function readRequest(request: WebhookRequest): ReadRequest {
	try {
		const { text, kind } = targetOf(request);
		const { signature, date } = textHeaders(findHeaders(request.headers));
		return { text, kind, signature, date, body: rawBody(request.body) };
	} catch (thrown) {
		throw asOurs(thrown);
	}
}

/** The two headers of a signature, as one text each; throws for all else, with the core's reason. */
export function textHeaders({ signature, date, authorization }: FoundHeaders): { signature: string; date: string } {
	if (typeof signature === "string" && typeof date === "string") return { signature, date };
	throw CoreWebhooks.headersError(signature, date, authorization);
}

export function readTarget(request: WebhookTarget): Target {
	return guarded(() => targetOf(request));
}

function targetOf(request: WebhookTarget): Target {
	if (typeof request !== "object" || request === null) {
		throw argumentError("The request must be an object, { path or url, headers, body }.", undefined);
	}
	const { path, url } = request;
	if (typeof path === "string" && url === undefined) return { text: path, kind: 0 };
	if (typeof url === "string" && path === undefined) return { text: url, kind: request.signQuery === true ? 2 : 1 };
	throw argumentError(
		"Give exactly one of path (as it is registered at Powens) and url (such as req.originalUrl), as text.",
		undefined,
	);
}

/** Reads what a caller gave, whose getters may throw. */
export function guarded<T>(read: () => T): T {
	try {
		return read();
	} catch (thrown) {
		throw asOurs(thrown);
	}
}

function asOurs(thrown: unknown): unknown {
	return isPowensError(thrown) ? thrown : argumentError("The request cannot be read; see cause.", thrown);
}
