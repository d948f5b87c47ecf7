import type { Bytes } from "../core/bytes.js";
import { isGiven, own } from "../core/guarded.js";

/**
 * Why a call failed: our own closed list. Powens' own words are in `apiCode`, `apiDescription` and `apiMessage`.
 *
 * | code | meaning | what to do |
 * |---|---|---|
 * | `invalid_argument` | an option or an argument is not allowed; nothing was sent | read the message, it names what is allowed |
 * | `token_unavailable` | no token is set for this kind of call, or the token function failed | see `cause` |
 * | `headers_unavailable` | the `headers` function failed, or gave what is no header | see `cause` |
 * | `network` | no answer came: DNS, connection, TLS, or a refusal by CORS, which looks the same to a script | see `cause` and the hint in the message |
 * | `timeout` | the deadline passed | raise `timeoutMs`, or try later |
 * | `http_status` | the API answered with a status that is no success | see `status`, `apiCode`, `requestId` |
 * | `redirect` | the answer was a redirect, which is never followed with a token | correct `domain` or `baseUrl` |
 * | `too_large` | the answer is larger than `maxResponseBytes`, or than memory | raise it, or ask for less |
 * | `invalid_response` | `fetch` gave something that is no response | correct the injected `fetch` |
 * | `invalid_json` | the body is empty, truncated, HTML, or otherwise no unambiguous JSON | see `pointer`, `requestId` |
 * | `invalid_shape` | the body is JSON, but not the documented object | see `pointer`, `issues` |
 * | `id_mismatch` | the answer holds another user than the one asked for | do not use it; report it with `requestId` |
 * | `delete_unconfirmed` | the user may or may not be gone: an attempt got no clear answer and the next one was refused with 401, 403, 404 or 410, or the answer has status 200 and a body that confirms nothing | look the user up before you go on |
 *
 * Of everything:
 *
 * | code | meaning | what to do |
 * |---|---|---|
 * | `not_initialized` | there is no WebAssembly here, a content security policy forbids it, or `init()` of `powens-users/web` was not awaited or failed | see the message, `status` and `cause` |
 *
 * Webhooks:
 *
 * | code | meaning | what to do |
 * |---|---|---|
 * | `unknown_event` | the type of event is none that is covered | for other events use `verifySignature` |
 * | `body_not_raw` | the body was parsed already | take the raw bytes; the message says how |
 * | `body_consumed` | somebody else has read the body | put the handler in front of body parsers |
 * | `body_unreadable` | the body broke off | nothing: Powens sends it again |
 * | `body_lone_surrogate` | text with half a character, which no bytes can be | take the raw bytes |
 * | `too_large` | the body is larger than `maxBodyBytes` or `maxBytes` | raise it |
 * | `signature_missing`, `signature_date_missing` | a header is not there | is the webhook registered with HMAC? does a proxy remove headers? |
 * | `signature_mechanism` | there is a Bearer token instead | register the webhook with HMAC, or use `verifyBearer` |
 * | `signature_duplicate`, `signature_not_text` | a header is there more than once, or is no text | do not accept it |
 * | `signature_malformed` | the signature is not the one spelling that Powens sends; the message says how it differs | do not accept it |
 * | `signature_date_invalid` | the date is no ISO 8601 with a zone | do not accept it |
 * | `signature_mismatch` | no secret gives this signature | `diagnose` tells why |
 * | `secret_inactive` | a secret gives it that is not in use now | look at `notBefore`, `notAfter` |
 * | `stale` | genuine, but signed too long ago, or in the future | look at the clock, at queues and retries |
 * | `gzip_unsupported` | compressed, and this runtime inflates by streams alone | use `verifyRequest` or `verifyNode` |
 * | `gzip_invalid` | compressed, and damaged | |
 * | `bearer_missing`, `bearer_malformed` | there is no Bearer token | is the webhook registered with another mechanism? |
 * | `bearer_unknown_user`, `bearer_mismatch` | the token is not the one on record | do not accept it |
 * | `payload_invalid` | the body is not what the event carries; `authentic` says whether it is genuine | keep the bytes, and look at `issues` |
 *
 * @example
 * ```ts
 * const isRefusal = (code: PowensErrorCode) => code === "http_status" || code === "delete_unconfirmed";
 * ```
 */
export type PowensErrorCode =
	| "invalid_argument"
	| "token_unavailable"
	| "headers_unavailable"
	| "network"
	| "timeout"
	| "http_status"
	| "redirect"
	| "too_large"
	| "invalid_response"
	| "invalid_json"
	| "invalid_shape"
	| "id_mismatch"
	| "delete_unconfirmed"
	| "unknown_event"
	| "body_not_raw"
	| "body_consumed"
	| "body_unreadable"
	| "body_lone_surrogate"
	| "signature_missing"
	| "signature_mechanism"
	| "signature_date_missing"
	| "signature_duplicate"
	| "signature_not_text"
	| "signature_malformed"
	| "signature_date_invalid"
	| "signature_mismatch"
	| "secret_inactive"
	| "stale"
	| "gzip_unsupported"
	| "gzip_invalid"
	| "bearer_missing"
	| "bearer_malformed"
	| "bearer_unknown_user"
	| "bearer_mismatch"
	| "payload_invalid"
	| "not_initialized";

/**
 * What can be wrong with a body. The last five are warnings of a strict check.
 *
 * @example
 * ```ts
 * const isDrift = (code: IssueCode) => code === "undocumented_key" || code === "unknown_value";
 * ```
 */
export type IssueCode =
	| "syntax"
	| "other_format"
	| "too_large"
	| "empty"
	| "invalid_utf8"
	| "bom"
	| "trailing_data"
	| "duplicate_key"
	| "not_json"
	| "too_deep"
	| "too_many_keys"
	| "required"
	| "wrong_type"
	| "not_safe_integer"
	| "out_of_range"
	| "not_finite"
	| "id_mismatch"
	| "missing_field"
	| "unexpected_null"
	| "other_form"
	| "unknown_value"
	| "undocumented_key";

/** One place where a body is not what it should be. */
export interface Issue {
	/** JSON pointer (RFC 6901) to the place, `""` for the whole body. */
	readonly pointer: string;
	/** What it is. */
	readonly code: IssueCode;
	/** One plain sentence. Holds no value from the body. */
	readonly message: string;
}

/**
 * A harmless copy of the error that stood behind ours; never the foreign object itself, and with tokens replaced.
 *
 * @example
 * ```ts
 * if (isPowensError(error) && error.cause?.cause?.code === "ECONNREFUSED") console.error("nobody listens there");
 * ```
 */
export interface ErrorCause {
	readonly name: string;
	readonly code: string | null;
	readonly message: string;
	/** By what a framework knows an error that it throws to steer itself, `redirect()` of Next for one. */
	readonly digest?: string;
	readonly cause?: ErrorCause;
}

/** What a {@link PowensError} carries besides its message. */
export interface PowensErrorFields {
	readonly code: PowensErrorCode;
	readonly status?: number | null;
	readonly requestId?: string | null;
	readonly retryAfterMs?: number | null;
	readonly attempts?: number;
	readonly effect?: "none" | "unknown" | null;
	readonly apiCode?: string | null;
	readonly apiDescription?: string | null;
	readonly apiMessage?: string | null;
	readonly pointer?: string | null;
	readonly issues?: readonly Issue[];
	readonly authentic?: boolean | null;
	readonly httpStatus?: number | null;
	readonly cause?: ErrorCause | undefined;
	/** Makes what `body` gives. */
	readonly body?: (() => Bytes) | undefined;
}

const BRAND = /* @__PURE__ */ Symbol.for("powens-users.PowensError");

/**
 * The one error class of this package. Every promise of {@link UsersApi} that rejects, rejects with it, except after an
 * abort, which rejects with the signal's own reason; all that {@link Webhooks} throws is one.
 *
 * No text of it holds a token, a key or a body, so it may be logged as it is. `body` is given to whoever asks for it by name,
 * and shown by nothing that prints, serialises or clones errors.
 *
 * @example
 * ```ts
 * try {
 *   await api.delete(42);
 * } catch (error) {
 *   if (isPowensError(error) && error.effect === "unknown") console.warn("user 42 may be gone:", error.code);
 *   else throw error;
 * }
 * ```
 *
 * Source: Powens for `apiCode`, `apiDescription`, `apiMessage` and `requestId`, which are those of its error body.
 */
export class PowensError extends Error {
	/** Our reason; see {@link PowensErrorCode}. */
	readonly code: PowensErrorCode = "not_initialized";
	/** HTTP status, or null where the last attempt got no answer. */
	readonly status: number | null = null;
	/** Powens' request id, from the body or the `X-Request-Id` header; quote it to their support. */
	readonly requestId: string | null = null;
	/** What `Retry-After` asked for, in milliseconds from the moment the answer came. */
	readonly retryAfterMs: number | null = null;
	/** How many requests were sent; 0 when the call failed before the first. */
	readonly attempts: number = 0;
	/**
	 * For a delete: `"none"`, the user is as before; `"unknown"`, an attempt, or the same request sent again by the runtime, may have
	 * erased the user. `null` for list and get.
	 */
	readonly effect: "none" | "unknown" | null = null;
	/** Powens' `code`, such as `notFound`. An open list. */
	readonly apiCode: string | null = null;
	/** Powens' `description`, for developers; at most 500 characters. */
	readonly apiDescription: string | null = null;
	/** Powens' `message`, for end users; at most 500 characters. */
	readonly apiMessage: string | null = null;
	/** JSON pointer to the first issue in the body, or null. */
	readonly pointer: string | null = null;
	/** All issues found in the body, at most 100. */
	readonly issues: readonly Issue[] = [];
	/** For a webhook: whether Powens is proven to be the sender in spite of the error. `null` for calls of the API. */
	readonly authentic: boolean | null = null;
	/**
	 * For a webhook: the status to answer with. 401, the sender is not proven; 400, the request cannot be read; 413, it is too
	 * large; 500, this receiver is set up wrongly. `null` for calls of the API.
	 */
	readonly httpStatus: number | null = null;
	/** What stood behind this error, as a harmless copy. */
	declare readonly cause: ErrorCause | undefined;
	/**
	 * That of `cause`, where a framework has thrown it to steer itself: by it, the framework knows the error again. Next's
	 * `redirect()` and the calls that make a page dynamic throw such errors.
	 */
	declare digest?: string;
	#body: (() => Bytes) | Bytes | undefined;

	constructor(message: string, fields: PowensErrorFields) {
		super(message);
		// Own properties, read and made: what a polluted prototype has says nothing of a webhook or a delete.
		for (const name of Object.keys(this) as (keyof PowensErrorFields)[]) {
			const value = own(fields, name);
			// An own property already, which no setter of a prototype can hide.
			if (isGiven(value)) (this as Record<string, unknown>)[name] = value;
		}
		this.#body = own(fields, "body");
		const cause = own(fields, "cause");
		if (cause === undefined) return;
		// As `new Error(message, { cause })` does it: not enumerable, and absent where there is none.
		for (const [name, value] of [
			["cause", cause],
			["digest", own(cause, "digest")],
		] as const) {
			if (value !== undefined) Object.defineProperty(this, name, { value, configurable: true, writable: true });
		}
	}

	/**
	 * For a webhook whose sender is proven in spite of the error (`payload_invalid`, `stale`, a body that cannot be inflated): the
	 * bytes that were proven, inflated if they came compressed and could be. Keep them, and answer with 2xx. A copy, made at the
	 * first look.
	 */
	get body(): Bytes | undefined {
		if (typeof this.#body === "function") this.#body = this.#body();
		return this.#body;
	}

	/** The same fields as plain data, for logs that serialise errors. */
	toJSON(): Record<string, unknown> {
		const fields = { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) };
		return this.cause === undefined ? fields : { ...fields, cause: this.cause };
	}
}

// On the prototype: one shared value each, and nothing that a copy of the instance's own keys would repeat.
Object.defineProperty(PowensError.prototype, "name", { value: "PowensError", configurable: true, writable: true });
Object.defineProperty(PowensError.prototype, BRAND, { value: true });

/**
 * Whether a caught value is a {@link PowensError}. Holds for errors of another copy of this package and of another realm
 * (an iframe, a vm context), where `instanceof` does not.
 *
 * @example
 * ```ts
 * if (isPowensError(error) && error.code === "http_status" && error.status === 404) return null;
 * ```
 */
export function isPowensError(value: unknown): value is PowensError {
	try {
		return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
	} catch {
		return false;
	}
}
