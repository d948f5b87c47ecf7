// The options of a sandbox, read and checked once.
import { type CorsPolicy, corsPolicy } from "./api/cors.js";
import { readChoices, type SandboxChoices } from "./choices.js";
import { isMoment, LAST_MOMENT } from "./clock.js";
import type { FaultPlan } from "./faults/fault.js";
import { checkedPlan } from "./faults/rules.js";
import { type RandomBytes, randomBytesFrom } from "./random.js";
import { DEFAULT_SEED_END, DEFAULT_USERS } from "./seed/users.js";
import type { NewWebhook } from "./webhooks/registration.js";

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
	 * `biapi.allowed_origins`. `"loopback"`: http and https on localhost, names below it, 127.0.0.0/8 and [::1], any port.
	 * `"recorded"`: any origin, with the headers that answers of the API had in recordings of 2016 and 2018, so that a page cannot
	 * read `X-Request-Id`. Matters only to browsers and only over HTTP; a request without `Origin` is always served.
	 *
	 * @defaultValue `"loopback"`
	 */
	allowedOrigins?: readonly string[] | "loopback" | "recorded" | undefined;
	/**
	 * Chooses the users, their connections and what the faults hit: the same seed, the same of all. A safe integer.
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
	/**
	 * Requests that the domain answers within 60 seconds of the sandbox's clock; those above get a 429 with `Retry-After`. 30 is
	 * what Powens documents for a sandbox domain. `null`: as many as come.
	 *
	 * @defaultValue `null`
	 */
	callsPerMinute?: number | null | undefined;
	/** What to do where the documentation of Powens is silent; each that is left out is as {@link SandboxChoices} says. */
	choices?: Partial<SandboxChoices> | undefined;
	/** Webhooks that are registered from the start, as by `sandbox.webhooks.register`, with the ids 1, 2, … */
	webhooks?: readonly NewWebhook[] | undefined;
	/** What goes wrong on purpose from the start, as by `sandbox.setFaults`. */
	faults?: FaultPlan | undefined;
	/** `frozenAt`: epoch milliseconds at which the sandbox's clock stands at the start. Default: it runs with the platform's. */
	clock?: { readonly frozenAt?: number | undefined } | undefined;
	/**
	 * `"automatic"`: webhooks are sent as soon as something happens. `"manual"`: by `sandbox.webhooks.flush()` alone.
	 *
	 * @defaultValue `"automatic"`
	 */
	deliver?: "automatic" | "manual" | undefined;
	/**
	 * Hosts beyond this machine to which webhooks may be sent and from which OAuth2 tokens may be fetched: names such as
	 * `staging.example.com`, without a port.
	 *
	 * @defaultValue none
	 */
	allowedHosts?: readonly string[] | undefined;
	/**
	 * Whether webhooks are compressed by gzip.
	 *
	 * @defaultValue `false`
	 */
	gzip?: boolean | undefined;
	/**
	 * Whether USER_SYNCED and CONNECTION_SYNCED are sent as CFONB, which is not JSON: one sample, invented.
	 *
	 * @defaultValue `false`
	 */
	cfonb?: boolean | undefined;
	/**
	 * Names of request headers that {@link Sandbox.record} keeps. `Authorization` and `Cookie` are refused: a record holds no secrets.
	 *
	 * @defaultValue none
	 */
	recordHeaders?: readonly string[] | undefined;
}

/** The options as the parts of a sandbox take them. */
export interface ReadOptions {
	readonly users: number;
	readonly seed: number;
	readonly nullSignins: boolean;
	readonly endMs: number;
	readonly cors: CorsPolicy;
	readonly randomBytes: RandomBytes;
	readonly callsPerMinute: number | null;
	readonly choices: SandboxChoices;
	readonly webhooks: readonly NewWebhook[];
	readonly faults: FaultPlan | null;
	readonly frozenAt: number | null;
	readonly automatic: boolean;
	readonly allowedHosts: readonly string[];
	readonly gzip: boolean;
	readonly cfonb: boolean;
	/** In lower case. */
	readonly recordHeaders: readonly string[];
}

/** @throws {RangeError} for an option that is not allowed; the message names it. */
export function readOptions(options: SandboxOptions): ReadOptions {
	const { callsPerMinute = null, deliver = "automatic" } = options;
	if (deliver !== "automatic" && deliver !== "manual") throw new RangeError('deliver: "automatic" or "manual" is expected');
	return {
		users: integer("users", options.users ?? DEFAULT_USERS, 0, MAX_USERS),
		seed: integer("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
		nullSignins: flag("nullSignins", options.nullSignins ?? false),
		endMs: integer("now", Math.floor(options.now?.() ?? DEFAULT_SEED_END), 0, LAST_MOMENT),
		cors: corsPolicy(options.allowedOrigins ?? "loopback"),
		randomBytes: randomBytesFrom(options.random),
		callsPerMinute: callsPerMinute === null ? null : integer("callsPerMinute", callsPerMinute, 1, 1_000_000),
		choices: readChoices(object("choices", options.choices)),
		webhooks: list("webhooks", options.webhooks),
		// A copy, since each reset goes back to it.
		faults: options.faults === undefined ? null : checkedPlan(options.faults),
		frozenAt: moment("clock.frozenAt", object("clock", options.clock).frozenAt),
		automatic: deliver === "automatic",
		allowedHosts: list("allowedHosts", options.allowedHosts).map(hostName),
		gzip: flag("gzip", options.gzip ?? false),
		cfonb: flag("cfonb", options.cfonb ?? false),
		recordHeaders: list("recordHeaders", options.recordHeaders).map(headerName),
	};
}

function flag(name: string, value: boolean): boolean {
	if (typeof value === "boolean") return value;
	throw new RangeError(`${name}: true or false is expected`);
}

function integer(name: string, value: number, least: number, most: number): number {
	if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
	throw new RangeError(`${name}: an integer from ${least} to ${most} is expected`);
}

function moment(name: string, value: number | undefined): number | null {
	if (value === undefined) return null;
	if (isMoment(value)) return value;
	throw new RangeError(`${name}: epoch milliseconds are expected, an integer from 0 to ${LAST_MOMENT}`);
}

function object<Type extends object>(name: string, value: Type | undefined): Partial<Type> {
	if (value === undefined) return {};
	if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
	throw new RangeError(`${name}: an object is expected`);
}

function list<Item>(name: string, value: readonly Item[] | undefined): readonly Item[] {
	if (value === undefined) return [];
	if (Array.isArray(value)) return value;
	throw new RangeError(`${name}: an array is expected`);
}

function hostName(host: string): string {
	if (typeof host === "string" && /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/.test(host)) return host;
	throw new RangeError(`allowedHosts: ${JSON.stringify(host)} is no host; write its name in lower case, without a port`);
}

function headerName(name: string): string {
	const lower = typeof name === "string" && /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? name.toLowerCase() : "";
	if (lower === "") throw new RangeError(`recordHeaders: ${JSON.stringify(name)} is no name of a header`);
	if (/^(?:proxy-)?authorization$|^cookie$/.test(lower))
		throw new RangeError(`recordHeaders: ${lower} is a secret, which a record does not hold`);
	return lower;
}
