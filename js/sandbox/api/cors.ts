// Which browser pages may call the API: the sandbox's version of a domain's config key `biapi.allowed_origins`.
import { isLoopbackOrigin, parseOrigin } from "../loopback.js";

type Headers = Readonly<Record<string, string>>;

/** What answers say to browsers. */
export interface CorsPolicy {
	/** Headers for the answer to any request. */
	readonly headers: (origin: string | undefined) => Headers;
	/**
	 * Headers for the answer to a preflight, or null for an origin that is not allowed.
	 *
	 * @param requested The `Access-Control-Request-Headers` of the preflight.
	 */
	readonly preflight: (origin: string, requested: string | undefined) => Headers | null;
}

/** Seconds for which a browser may remember the answer to a preflight. */
const MAX_AGE = 600;

const ALWAYS_ALLOWED_HEADERS = ["Authorization", "Content-Type"];

// Source: answers of the API recorded in 2016 and 2018.
const RECORDED_HEADERS: Headers = {
	"Access-Control-Allow-Origin": "*",
	"Access-Control-Allow-Methods": "GET, POST, OPTIONS, DELETE, PUT",
	"Access-Control-Allow-Headers": "Origin, X-Requested-With, Content-Type, Accept, Authorization",
};

/**
 * The policy for the option `allowedOrigins`.
 *
 * @throws {RangeError} for an entry that is no origin: it has a path or a trailing slash, upper-case letters, or is `*`.
 */
export function corsPolicy(allowed: readonly string[] | "loopback" | "recorded"): CorsPolicy {
	if (allowed === "recorded") return { headers: () => RECORDED_HEADERS, preflight: () => RECORDED_HEADERS };
	const isAllowed = originCheck(allowed);
	return {
		headers: (origin) => corsHeaders(origin, isAllowed),
		preflight: (origin, requested) => (isAllowed(origin) ? preflightHeaders(origin, requested) : null),
	};
}

function originCheck(allowed: readonly string[] | "loopback"): (origin: string) => boolean {
	if (allowed === "loopback") return isLoopbackOrigin;
	if (!Array.isArray(allowed)) throw new RangeError('allowedOrigins: "loopback", "recorded" or an array of origins is expected');
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

/** An origin that is not allowed, and a request without one, gets `Vary` alone. */
function corsHeaders(origin: string | undefined, isAllowed: (origin: string) => boolean): Headers {
	if (origin === undefined || !isAllowed(origin)) return { Vary: "Origin" };
	return {
		Vary: "Origin",
		"Access-Control-Allow-Origin": origin,
		"Access-Control-Expose-Headers": "X-Request-Id, Retry-After",
	};
}

/** Each header that was asked for is allowed, since clients may add headers of their own. */
function preflightHeaders(origin: string, requested: string | undefined): Headers {
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
