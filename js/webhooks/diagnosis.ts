import type { WebhookBody } from "./body.js";
import type { WebhookHeaders } from "./headers.js";
import type { WebhookTarget } from "./target.js";

/**
 * What {@link Webhooks.diagnose} can find.
 *
 * | cause | meaning |
 * |---|---|
 * | `headers` | a header of the signature is missing or malformed |
 * | `body_reserialised` | the body was parsed and written again |
 * | `body_trimmed` | white space around the body was added or removed |
 * | `body_encoding` | the body was decoded with another encoding |
 * | `body_base64` | the body is the base64 of what was signed, as some platforms hand it over |
 * | `body_decoded` | the body was made text although it is none, and bytes of it were lost |
 * | `body_empty` | there is no body |
 * | `body_json_text` | the body was written as JSON once more |
 * | `bom` | a byte order mark was added or removed |
 * | `compressed` | the body was inflated on its way |
 * | `trailing_slash` | the path differs by a slash at its end |
 * | `query` | the query was signed too |
 * | `full_url` | the whole URL was signed |
 * | `proxy_prefix` | a proxy has cut the path, or put something in front of it |
 * | `method` | another method than POST was signed |
 * | `secret_base64` | the secret was decoded |
 * | `secret_newline` | the secret was used with a line break behind it |
 * | `other_secret` | another of the named secrets signed it, which is not in use now |
 * | `clock_skew` | the signature is right, its date too far from now |
 * | `unknown` | none of these |
 *
 * @example
 * ```ts
 * const isMine = (cause: DiagnosisCause) => cause !== "unknown";
 * ```
 */
export type DiagnosisCause =
	| "headers"
	| "body_reserialised"
	| "body_trimmed"
	| "body_encoding"
	| "bom"
	| "body_base64"
	| "body_decoded"
	| "body_empty"
	| "body_json_text"
	| "compressed"
	| "trailing_slash"
	| "query"
	| "full_url"
	| "proxy_prefix"
	| "method"
	| "secret_base64"
	| "secret_newline"
	| "other_secret"
	| "clock_skew"
	| "unknown";

/**
 * What is wrong with a request. Holds nothing secret.
 *
 * @example
 * ```ts
 * const { causes, message }: Diagnosis = webhooks.diagnose({ url: req.originalUrl, headers: req.headers, body: req.body });
 * ```
 */
export interface Diagnosis {
	/** Whether nothing is wrong with the signature. */
	readonly verifies: boolean;
	/** What is wrong, all of it together; empty where nothing is. */
	readonly causes: readonly DiagnosisCause[];
	/** The same in words, with what to do. */
	readonly message: string;
}

/**
 * A request that does not verify.
 *
 * @example
 * ```ts
 * const request: DiagnosisRequest = { url: req.originalUrl, headers: req.headers, body: req.body, method: req.method };
 * ```
 */
export type DiagnosisRequest = WebhookTarget & {
	headers: WebhookHeaders;
	/** The raw body; an object that was parsed already, and nothing at all, are allowed here. */
	body: WebhookBody | object | null | undefined;
	/** The method of the request, where it is known. */
	method?: string | undefined;
};
