// The options of `UsersApi`, read once: what the core judges as a record, and the functions that stay here.
import type { Core } from "../core/core.js";
import { isCallable } from "../core/guarded.js";
import { platform } from "../core/platform.js";
import type { Writer } from "../core/record.js";
import { readRedacted } from "../errors/cause-record.js";
import { type HeaderPairs, headerPairs, writeHeaders } from "./headers.js";
import type { Attempt, FetchLike, HeadersSource, RuntimeAbortSignal, UsersApiOptions } from "./options.js";
import { invalidArgument, OwnOptions } from "./own-options.js";
import { pageOrigin } from "./texts.js";

export type AskForToken = (userId?: number | "me") => unknown;

/** What all calls of one `UsersApi` share. */
export interface ClientOptions {
	/** What the core is told at each call. */
	readonly record: Uint8Array;
	/** The functions that give tokens, by the core's numbers of their kinds. */
	readonly tokens: readonly [users: AskForToken | undefined, user: AskForToken | undefined];
	readonly headers: (() => HeadersSource | PromiseLike<HeadersSource>) | undefined;
	readonly fetch: FetchLike | undefined;
	readonly onAttempt: ((attempt: Attempt) => void) | undefined;
	readonly now: (() => number) | undefined;
	readonly random: (() => number) | undefined;
	readonly sleep: ((ms: number, signal: RuntimeAbortSignal | undefined) => PromiseLike<void>) | undefined;
	/** Tokens that are known beforehand: no error may repeat them. */
	readonly secrets: readonly string[];
}

const NEEDED = "UsersApi needs an object of options, with domain or baseUrl.";

/** Reads the options; the core judges them. */
export function readClientOptions(core: Core, given: UsersApiOptions): ClientOptions {
	const secrets: string[] = [];
	const options = new OwnOptions(given, NEEDED, (cause) => readRedacted(core, secrets, cause));
	const tokens = (["usersToken", "userToken"] as const).map((name) => {
		const token = options.raw(name);
		if (typeof token === "string") secrets.push(token);
		if (token === undefined || token === null || typeof token === "string" || isCallable(token)) return token;
		throw invalidArgument(`${name} must be text, or a function that gives text.`);
	});
	const tellTarget = readTarget(options);
	const numbers = ["timeoutMs", "maxRetries", "maxResponseBytes"].map((name) => options.number(name));
	const headers = readHeaders(options);
	const writer = core.write();
	tellTarget(writer);
	for (const token of tokens) writeToken(writer, token);
	for (const number of numbers) writeNumber(writer, number);
	writer.byte(isCallable(headers));
	if (!isCallable(headers)) writeHeaders(writer, headers);
	writer.byte(platform.sendsOnce === true);
	const record = core.openWindow().slice(0, writer.length);
	const [users, user] = tokens.map((token) => (isCallable(token) ? (token as AskForToken) : undefined));
	return {
		record,
		tokens: [users, user],
		headers: isCallable(headers) ? (headers as ClientOptions["headers"]) : undefined,
		fetch: options.function("fetch"),
		onAttempt: options.function("onAttempt"),
		now: options.function("now"),
		random: options.function("random"),
		sleep: options.function("sleep"),
		secrets,
	};
}

/** Reads where requests go to, and gives what tells the core. */
function readTarget(options: OwnOptions): (writer: Writer) => void {
	const [domain, baseUrl] = [options.text("domain"), options.text("baseUrl")];
	if (domain !== undefined && baseUrl !== undefined) throw invalidArgument("Give domain or baseUrl, not both.");
	if (domain === undefined && baseUrl === undefined) {
		throw invalidArgument('Give domain ("acme-sandbox", for https://acme-sandbox.biapi.pro/2.0) or baseUrl.');
	}
	const origin = pageOrigin();
	const allowsInsecureHttp = options.get("allowInsecureHttp") === true;
	const canBeRead = isReadable(baseUrl ?? "", origin);
	return (writer) => {
		writer.text(domain);
		if (domain === undefined) writer.text(baseUrl).text(origin).byte(allowsInsecureHttp).byte(canBeRead);
	};
}

/** Whether the runtime's own `URL` reads it: some names, `xn--a` for one, only look well-formed. */
function isReadable(baseUrl: string, origin: string | undefined): boolean {
	const { URL } = globalThis as { URL?: new (url: string, base?: string) => object };
	try {
		return URL === undefined || new URL(baseUrl, baseUrl.startsWith("/") ? origin : undefined) !== undefined;
	} catch {
		return false;
	}
}

/** 0: not given. 1: null. 2: text. 3: a function. */
function writeToken(writer: Writer, token: unknown): void {
	if (typeof token === "string") writer.byte(2).text(token);
	else writer.byte(token === undefined ? 0 : token === null ? 1 : 3);
}

/** Whether a number is set, and which. */
export function writeNumber(writer: Writer, number: number | undefined): void {
	writer.byte(number !== undefined);
	if (number !== undefined) writer.number(number);
}

/** A function that gives headers, or the headers. */
function readHeaders(options: OwnOptions): HeaderPairs | ((...args: never[]) => unknown) {
	const given = options.get("headers");
	if (isCallable(given)) return given;
	const pairs = headerPairs(given);
	if (pairs !== undefined) return pairs;
	throw invalidArgument("headers must be a plain object of texts, a Headers, or a function that gives one.");
}
