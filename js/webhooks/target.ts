// Which path was signed.

import { isObject } from "../core/guarded.js";
import { ARGUMENT_TEXTS } from "../errors/webhook-texts.js";
import type { WebhookBody } from "./body.js";
import { argumentError } from "./errors.js";
import { partsOf } from "./given.js";
import type { WebhookHeaders } from "./headers.js";

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

export function targetOf(request: WebhookTarget): Target {
	if (!isObject(request)) throw argumentError(ARGUMENT_TEXTS.request);
	const parts = partsOf(request);
	const path: unknown = parts.path;
	const url: unknown = parts.url;
	if (typeof path === "string" && url === undefined) return { text: path, kind: 0 };
	if (typeof url === "string" && path === undefined) return { text: url, kind: parts.signQuery === true ? 2 : 1 };
	throw argumentError(ARGUMENT_TEXTS.target);
}
