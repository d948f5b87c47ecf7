// Which browser pages may call the API: the sandbox's version of a domain's config key `biapi.allowed_origins`.
// Not hono/cors, which tells origins that are not allowed which methods and headers would be.
import { isLoopbackOrigin, parseOrigin } from "../loopback.js";

/** Whether a page of this origin may call the API. */
export type OriginCheck = (origin: string) => boolean;

/** Seconds for which a browser may remember the answer to a preflight. */
const MAX_AGE = 600;

const ALWAYS_ALLOWED_HEADERS = ["Authorization", "Content-Type"];

/**
 * Makes the check of origins.
 *
 * @throws {RangeError} for an entry that is no origin: it has a path or a trailing slash, upper-case letters, or is `*`.
 */
export function originCheck(allowed: readonly string[] | "loopback"): OriginCheck {
	if (allowed === "loopback") return isLoopbackOrigin;
	for (const origin of allowed) {
		if (parseOrigin(origin) === null) {
			throw new RangeError(
				`allowedOrigins: ${JSON.stringify(origin)} is no origin; write it as a browser does, such as https://console.example.com`,
			);
		}
	}
	const origins = new Set(allowed);
	return (origin) => origins.has(origin);
}

/** Headers for the answer to any request. An origin that is not allowed, and a request without one, gets `Vary` alone. */
export function corsHeaders(origin: string | undefined, isAllowed: OriginCheck): Record<string, string> {
	if (origin === undefined || !isAllowed(origin)) return { Vary: "Origin" };
	return {
		Vary: "Origin",
		"Access-Control-Allow-Origin": origin,
		"Access-Control-Expose-Headers": "X-Request-Id, Retry-After",
	};
}

/**
 * Headers for the answer to a preflight of an allowed origin.
 *
 * @param requested The `Access-Control-Request-Headers` of the preflight: each is allowed, since clients may add headers of their own.
 */
export function preflightHeaders(origin: string, requested: string | undefined): Record<string, string> {
	const known = new Set(ALWAYS_ALLOWED_HEADERS.map((name) => name.toLowerCase()));
	const others = (requested ?? "")
		.split(",")
		.map((name) => name.trim())
		.filter((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !known.has(name.toLowerCase()));
	return {
		Vary: "Origin, Access-Control-Request-Headers",
		"Access-Control-Allow-Origin": origin,
		"Access-Control-Allow-Methods": "GET, POST, DELETE",
		"Access-Control-Allow-Headers": [...ALWAYS_ALLOWED_HEADERS, ...others].join(", "),
		"Access-Control-Max-Age": String(MAX_AGE),
	};
}
