import type { PowensErrorCode } from "../errors/powens-error.js";

/**
 * A users token, or a function that gives it. The function is asked exactly once per call, within deadline and signal; what
 * fails there is `token_unavailable`. A token is ASCII without white space, without the word `Bearer`.
 *
 * @example
 * ```ts
 * const usersToken: UsersTokenSource = async () => await vault.read("powens/users-token");
 * ```
 *
 * Source: "users token" of the Powens documentation.
 */
export type UsersTokenSource = string | (() => string | PromiseLike<string>);

/**
 * A user token, or a function that gives the token of the user in question, asked exactly once per call: a retry uses the
 * same token, so that `delete("me")` cannot meet another person.
 *
 * @example
 * ```ts
 * const userToken: UserTokenSource = async (userId) => {
 * 	const response = await fetch("/user-token", { method: "POST", body: JSON.stringify({ id_user: userId }) });
 * 	return (await response.json()).access_token;
 * };
 * ```
 *
 * Source: "user token" of the Powens documentation.
 */
export type UserTokenSource = string | ((userId: number | "me") => string | PromiseLike<string>);

/**
 * Extra request headers: a plain object or a `Headers`. `Authorization` is refused, since a token is given as a token.
 *
 * @example
 * ```ts
 * const headers: HeadersSource = { "X-CSRF-Token": "…" };
 * ```
 */
export type HeadersSource = Readonly<Record<string, string>> | HeadersLike;

/** The part of `Headers` that is read. */
export interface HeadersLike {
	forEach(callback: (value: string, name: string) => void): void;
}

/**
 * The part of an `AbortSignal` that is used; any `AbortSignal` is one.
 *
 * @example
 * ```ts
 * const { users } = await api.list({ signal: AbortSignal.timeout(5_000) });
 * ```
 *
 * Source: the DOM standard.
 */
export interface AbortSignalLike {
	readonly aborted: boolean;
	readonly reason?: unknown;
	addEventListener(type: "abort", listener: () => void): void;
	removeEventListener(type: "abort", listener: () => void): void;
}

/** The runtime's own `AbortSignal`, where its types are known. */
export type RuntimeAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
	? Signal
	: AbortSignalLike;

/**
 * What is handed to `fetch` beside the URL. `redirect` keeps a token from following a redirect, `cache` a framework from keeping
 * a list of users; it is there where the runtime knows it.
 */
export interface FetchInit {
	method: "GET" | "DELETE";
	headers: Record<string, string>;
	redirect: "manual";
	cache?: "no-store";
	signal?: RuntimeAbortSignal;
}

/**
 * What a `fetch` has to answer with: a `Response`, or a plain object with a numeric `status` and, where a body is due, one of
 * `body`, `arrayBuffer`, `text`, `json`.
 *
 * @example
 * ```ts
 * const response: ResponseLike = { status: 200, json: async () => ({ users: [{ id: 42 }] }) };
 * ```
 */
export interface ResponseLike {
	readonly status: number;
	readonly type?: string;
	readonly redirected?: boolean;
	readonly headers?: { get(name: string): string | null };
	readonly body?: unknown;
	arrayBuffer?(): PromiseLike<ArrayBuffer>;
	text?(): PromiseLike<string>;
	json?(): PromiseLike<unknown>;
}

/**
 * A `fetch`: the platform's, or a mock. It must not send a request again by itself: what became of the first would be lost. That
 * browsers, Deno, Bun and workerd do so is counted with: a refused delete is of unknown effect there.
 *
 * @example
 * ```ts
 * const api = new UsersApi({ domain: "acme", userToken: "t", fetch: async () => ({ status: 204 }) });
 * await api.delete(42);
 * ```
 */
export type FetchLike = (url: string, init: FetchInit) => PromiseLike<ResponseLike>;

/**
 * What is told of each attempt; see {@link UsersApiSettings.onAttempt}. Holds no id, token or body.
 *
 * @example
 * ```ts
 * const onAttempt = (attempt: Attempt) => histogram.record(attempt.durationMs, { path: attempt.path, status: attempt.status });
 * ```
 */
export interface Attempt {
	readonly method: "GET" | "DELETE";
	/** The path as a pattern, so that it may be a metric's label. */
	readonly path: "/users" | "/users/{userId}";
	/** 1 for the first. */
	readonly attempt: number;
	readonly status: number | null;
	/** Why this attempt failed, `"aborted"` when the caller's signal ended it, or null. */
	readonly errorCode: PowensErrorCode | "aborted" | null;
	readonly durationMs: number;
	/** How long until the next attempt, or null when there is none. */
	readonly retryInMs: number | null;
}

/** Options that do not depend on how the API is reached. */
export interface UsersApiSettings {
	/**
	 * Total time for a call, in milliseconds: token, attempts, waits and reading the body. There is no time limit per attempt.
	 * A whole number, 1 … 2,147,483,647.
	 *
	 * @defaultValue 30000
	 */
	timeoutMs?: number | undefined;
	/**
	 * How often a GET or DELETE is sent again after a network failure, 408, 429, 500, 502, 503 or 504. 0 … 10.
	 *
	 * @defaultValue 2
	 */
	maxRetries?: number | undefined;
	/**
	 * The largest response body that is read, in bytes; a larger one is refused while it streams.
	 *
	 * @defaultValue 67108864 (64 MiB); at most 268435456
	 */
	maxResponseBytes?: number | undefined;
	/** Extra headers (a CSRF token, say), or a function that gives them, asked once per call. `Authorization` is refused. */
	headers?: HeadersSource | (() => HeadersSource | PromiseLike<HeadersSource>) | undefined;
	/** The `fetch` to use. Default: the global one, looked up at each call. */
	fetch?: FetchLike | undefined;
	/** Told of each attempt when it ended. What it throws is ignored. */
	onAttempt?: ((attempt: Attempt) => void) | undefined;
	/** The wall clock, in epoch milliseconds, for dates of `Retry-After`. Deadlines and waits use a steady one. Default: `Date.now`. */
	now?: (() => number) | undefined;
	/** A number from 0 up to 1, for the jitter of the waits between attempts. Default: `Math.random`. */
	random?: (() => number) | undefined;
	/** Waits between attempts. Default: `setTimeout`. `signal` aborts when the call ends early. */
	sleep?: ((ms: number, signal: RuntimeAbortSignal | undefined) => PromiseLike<void>) | undefined;
}

/**
 * The API directly, at `https://{domain}.biapi.pro/2.0`.
 *
 * @example
 * ```ts
 * const api = new UsersApi({ domain: "acme-sandbox", usersToken: "…" });
 * ```
 *
 * Source: Powens documentation.
 */
export interface DomainTarget {
	/** The first label of the host name, such as `acme-sandbox`: lower-case letters, digits, single hyphens between them. */
	domain: string;
	baseUrl?: undefined;
	allowInsecureHttp?: undefined;
	/** Lists users. From the console's Settings. */
	usersToken?: UsersTokenSource | undefined;
	/** Gets and deletes a user; belongs to that one user. */
	userToken?: UserTokenSource | undefined;
}

/**
 * Another address: a proxy of yours, the sandbox.
 *
 * @example
 * ```ts
 * const api = new UsersApi({ baseUrl: "/powens/2.0", usersToken: null, userToken: null });
 * ```
 */
export interface BaseUrlTarget {
	domain?: undefined;
	/**
	 * The prefix before `/users`: `https://…`, `http://` on loopback, or a path of this origin such as `/powens/2.0`.
	 * No user info, query or fragment; with or without a trailing slash.
	 */
	baseUrl: string;
	/** Allows `http://` beyond loopback. Tokens then travel in the clear. */
	allowInsecureHttp?: boolean | undefined;
	/** Lists users. `null`: the proxy adds the authorization, none is sent. */
	usersToken?: UsersTokenSource | null | undefined;
	/** Gets and deletes a user. `null`: the proxy adds the authorization, none is sent. */
	userToken?: UserTokenSource | null | undefined;
}

/**
 * Options of `UsersApi`: exactly one of `domain` and `baseUrl`.
 *
 * @example
 * ```ts
 * const options: UsersApiOptions = { domain: "acme-sandbox", usersToken: "…", timeoutMs: 10_000 };
 * ```
 *
 * Source: Powens documentation for `domain` and tokens.
 */
export type UsersApiOptions = (DomainTarget | BaseUrlTarget) & UsersApiSettings;

/**
 * Options of one call.
 *
 * @example
 * ```ts
 * await api.get(42, { timeoutMs: 5_000, token: "…" });
 * ```
 */
export interface CallOptions {
	/** Ends the call at any point; the promise then rejects with the signal's own reason. */
	signal?: AbortSignalLike | undefined;
	/** Instead of the object's `timeoutMs`. */
	timeoutMs?: number | undefined;
	/** Instead of the object's token of the kind that this call needs. */
	token?: string | undefined;
}

/**
 * Options of `UsersApi.list`.
 *
 * @example
 * ```ts
 * const { users } = await api.list({ limit: 100, offset: 200 });
 * ```
 *
 * Source: `limit` and `offset` of other collections in the Powens documentation.
 */
export interface ListOptions extends CallOptions {
	/**
	 * At most this many users. Passed on to Powens, which does not document it for users. A positive integer. With it,
	 * `complete` says whether this one answer holds every user, so it is false on a last page too.
	 */
	limit?: number | undefined;
	/** Skips this many users. Passed on to Powens, which does not document it for users. Integer from 0. */
	offset?: number | undefined;
}
