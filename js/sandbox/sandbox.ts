// A Powens domain in memory: the parts of a sandbox, put together.
import type { FetchLike } from "../users/options.js";
import { originCheck } from "./api/cors.js";
import { createRoutes } from "./api/routes.js";
import { randomBytesFrom } from "./random.js";
import { DEFAULT_SEED_END, DEFAULT_USERS, seedUsers } from "./seed/users.js";
import { CLIENT_ID, CLIENT_SECRET, TokenStore, USERS_TOKEN } from "./state/tokens.js";
import { UserStore } from "./state/users.js";
import type { SandboxInit, SandboxInput, SandboxResponse } from "./web-types.js";

const MAX_USERS = 1_000_000;

/** Options of {@link createSandbox}; all may be left out. */
export interface SandboxOptions {
	/**
	 * How many users there are at the start. 0 … 1,000,000. Where there is any, there is a user 1.
	 *
	 * @defaultValue 300
	 */
	users?: number | undefined;
	/**
	 * Origins whose pages may call the API, as a browser writes them (`https://console.example.com`), like a domain's
	 * `biapi.allowed_origins`. `"loopback"`: http and https on localhost, names below it, 127.0.0.0/8 and [::1], any port. Matters
	 * only to browsers and only over HTTP; a request without `Origin` is always served.
	 *
	 * @defaultValue `"loopback"`
	 */
	allowedOrigins?: readonly string[] | "loopback" | undefined;
	/**
	 * Chooses the users: the same seed, the same users. A safe integer.
	 *
	 * @defaultValue 1
	 */
	seed?: number | undefined;
	/**
	 * Whether about one user in 40, never user 1, has `signin: null`. All else of the users is the same either way.
	 *
	 * @defaultValue `false`
	 */
	nullSignins?: boolean | undefined;
	/**
	 * The time in epoch milliseconds, asked once: users signed in during the seven years before that day. Default: the start of
	 * 2026-07-01, so that the same options give the same users on every day.
	 */
	now?: (() => number) | undefined;
	/** A number from 0 up to 1, for random tokens and request ids. Default: the platform's `crypto`. */
	random?: (() => number) | undefined;
}

/** A Powens domain in memory. Two sandboxes share nothing. */
export interface Sandbox {
	/**
	 * Answers a request as the API would, without a network: give it to `UsersApi` as `fetch`. Needs no `this`. Answers under any
	 * host; text that starts with `/` is taken as a path. Rejects with the signal's own reason after an abort, and with a
	 * `TypeError` for what is no request.
	 */
	readonly fetch: (input: SandboxInput, init?: SandboxInit) => Promise<SandboxResponse>;
	/** Lists users. */
	readonly usersToken: string;
	/** `client_id` of `POST /2.0/auth/renew`. */
	readonly clientId: string;
	/** `client_secret` of `POST /2.0/auth/renew`. */
	readonly clientSecret: string;
	/**
	 * A token of that user, as `POST /2.0/auth/renew` would give one: `sandbox-user-token-42` for user 42, or a random one once that
	 * was revoked.
	 *
	 * @throws {RangeError} where there is no such user (any more).
	 */
	readonly userToken: (userId: number) => string;
}

/**
 * Makes a sandbox: the documented calls of the Users API over believable users, in memory.
 *
 * | request | token | answer |
 * |---|---|---|
 * | `GET /2.0/users` | users token | 200 `{users, total}`; with `limit` (1 … 1000) or `offset` also `_links` |
 * | `GET /2.0/users/{id or me}` | user token | 200, the user |
 * | `DELETE /2.0/users/{id or me}` | user token | 204; the user and all tokens of the user are gone |
 * | `POST /2.0/auth/renew` | none | 200 `{access_token, token_type}` for `client_id`, `client_secret`, `id_user` |
 *
 * Errors answer `{code, description, message, request_id}`: 401 `unauthorized` for no, an unknown, a revoked token and for one of
 * a deleted user; 403 `forbidden` for a token of the wrong kind and a wrong secret; 404 `notFound` for an id that is not the
 * token's own, and for unknown paths; 400 `invalidValue` and `missingParameter`; 405 `methodNotAllowed`.
 *
 * @throws {RangeError} for an option that is not allowed; the message names it.
 *
 * @example
 * ```ts
 * import { UsersApi } from "powens-users";
 * import { createSandbox } from "powens-users/sandbox";
 *
 * const sandbox = createSandbox({ users: 20 });
 * const api = new UsersApi({
 *   domain: "acme-sandbox",
 *   usersToken: sandbox.usersToken,
 *   userToken: (userId) => sandbox.userToken(userId === "me" ? 1 : userId),
 *   fetch: sandbox.fetch,
 * });
 * console.log((await api.list()).users.length); // 20
 * await api.delete(1);
 * ```
 *
 * Source: calls, bodies and error bodies from the Powens documentation; where it is silent (which status for which refusal,
 * `total`, paging of users, deletion of a deleted user) our decision.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
	const count = integer("users", options.users ?? DEFAULT_USERS, 0, MAX_USERS);
	const seed = integer("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
	const end = integer("now", Math.floor(options.now?.() ?? DEFAULT_SEED_END), 0, 253_402_300_799_999);
	const isAllowedOrigin = originCheck(options.allowedOrigins ?? "loopback");
	const randomBytes = randomBytesFrom(options.random);
	const users = new UserStore(seedUsers(count, seed, end, flag("nullSignins", options.nullSignins ?? false)));
	const tokens = new TokenStore(randomBytes);
	const routes = createRoutes({ users, tokens, isAllowedOrigin, randomBytes });

	const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
		const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
		if (signal?.aborted) throw signal.reason;
		const response = await routes.fetch(toRequest(input, init));
		if (signal?.aborted) throw signal.reason;
		return response;
	};
	return {
		fetch: fetch satisfies FetchLike,
		usersToken: USERS_TOKEN,
		clientId: CLIENT_ID,
		clientSecret: CLIENT_SECRET,
		userToken: (userId) => {
			if (users.find(userId) === undefined) throw new RangeError(`The sandbox has no user ${userId}.`);
			return tokens.demoToken(userId);
		},
	};
}

/** The signal is left out: the caller heeds it, and one of another realm (jsdom's) would be refused. */
function toRequest(input: string | URL | Request, init: RequestInit | undefined): Request {
	if (input instanceof Request && init === undefined) return input;
	const target = typeof input === "string" && input.startsWith("/") ? `http://localhost${input}` : input;
	return new Request(target, { ...init, signal: null });
}

function flag(name: string, value: boolean): boolean {
	if (typeof value === "boolean") return value;
	throw new RangeError(`${name}: true or false is expected`);
}

function integer(name: string, value: number, least: number, most: number): number {
	if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
	throw new RangeError(`${name}: an integer from ${least} to ${most} is expected`);
}
