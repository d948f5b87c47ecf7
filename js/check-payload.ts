import { checkOptions, scanBegin, scanResult } from "./core.js";
import type { UserPayload, UserSyncedPayload } from "./model/index.js";
import { objectText } from "./object-text.js";
import type { Issue } from "./powens-error.js";
import { isRaw, isShared, isWellFormed, rawBody, type WebhookBody } from "./webhooks/body.js";
import { Content } from "./webhooks/content.js";
import type { WebhookType } from "./webhooks/event.js";
import { numberOf } from "./webhooks/event-number.js";
import { scan, scanText } from "./webhooks/scan.js";
import { bytesOf, openWindow } from "./window.js";

/**
 * What an event carries.
 *
 * @example
 * ```ts
 * const payload: PayloadOf<"USER_CREATED"> = { id: 42, signin: null, id_webhook_data: 7 };
 * ```
 *
 * Source: Powens documentation.
 */
export type PayloadOf<Type extends WebhookType> = Type extends "USER_SYNCED" ? UserSyncedPayload : UserPayload;

/**
 * Options of {@link checkPayload}.
 *
 * @example
 * ```ts
 * const options: CheckOptions = { strict: true, maxIssues: 20 };
 * ```
 *
 * Source: our decision.
 */
export interface CheckOptions {
	/** Also reports deviations from the documentation, as warnings. */
	strict?: boolean | undefined;
	/**
	 * Most issues, and most warnings, that are told. 1 … 10000.
	 *
	 * @defaultValue 100
	 */
	maxIssues?: number | undefined;
	/**
	 * The largest body, in bytes.
	 *
	 * @defaultValue 33554432 (32 MiB); at most 268435456
	 */
	maxBytes?: number | undefined;
}

/**
 * What a check found: the payload, or everything that is wrong with it.
 *
 * @example
 * ```ts
 * const checked: CheckedPayload<UserPayload> = checkPayload("USER_CREATED", body);
 * console.log(checked.ok ? checked.value.id : checked.issues);
 * ```
 *
 * Source: our decision.
 */
export type CheckedPayload<Payload> =
	| { readonly ok: true; readonly value: Payload; readonly warnings: readonly Issue[] }
	| { readonly ok: false; readonly issues: readonly Issue[]; readonly warnings: readonly Issue[] };

/**
 * Checks whether a body is what an event carries, without a look at who sent it.
 *
 * The body is text, bytes, or an object already parsed; `value` is then the same object. In an object, `undefined` counts as
 * absent, and what no JSON yields (accessors, BigInt, NaN, class instances) is `not_json` where it stands, a cycle `too_deep`.
 *
 * @param type The event.
 *
 * @throws {PowensError} `unknown_event`, `invalid_argument`. What is wrong with the body is no exception, but a result.
 *
 * @example
 * ```ts
 * import { checkPayload } from "powens-users";
 *
 * const checked = checkPayload("USER_CREATED", '{"id":42,"signin":null}', { strict: true });
 * if (checked.ok) console.log(checked.value.id, checked.warnings);
 * else for (const issue of checked.issues) console.warn(issue.pointer, issue.message);
 * ```
 *
 * Source: Powens documentation for the fields; what is enforced is our decision.
 */
export function checkPayload<Type extends WebhookType>(
	type: Type,
	body: unknown,
	options: CheckOptions = {},
): CheckedPayload<PayloadOf<Type>> {
	const event = numberOf(type);
	const [maxBytes = 0, maxIssues = 0, strict] = checkOptions(options);
	const begin = (isObject: boolean): void => {
		// One under way, of an object that made this call while it was read, sees by that that it is not alone.
		openWindow();
		scanBegin(event, maxIssues, strict === 1, isObject);
	};
	return (isRaw(body) ? checkRaw(body, maxBytes, begin) : checkObject(body, maxBytes, begin)) as CheckedPayload<PayloadOf<Type>>;
}

type Begin = (isObject: boolean) => void;

/** What the core gives: everything but `value`. */
type Verdict = { ok: boolean; issues?: Issue[]; warnings: Issue[] };

function checkRaw(body: WebhookBody, maxBytes: number, begin: Begin): CheckedPayload<unknown> {
	const raw = rawBody(body);
	begin(false);
	// A character has a byte at least, so this refuses before a large text is copied.
	if (raw.length > maxBytes) return scanResult(maxBytes);
	let bytes = typeof raw === "string" ? encoded(raw) : raw;
	if (bytes.length > maxBytes) return scanResult(maxBytes);
	if (isShared(bytes)) bytes = new Uint8Array(bytes);
	scan(bytes);
	const verdict = scanResult() as Verdict;
	return (verdict.ok ? { ...verdict, value: Content.ofBytes(bytes, false, true).parse() } : verdict) as CheckedPayload<unknown>;
}

function checkObject(value: unknown, maxBytes: number, begin: Begin): CheckedPayload<unknown> {
	begin(true);
	if (!scanText(objectText(value), maxBytes)) return scanResult(maxBytes);
	const verdict = scanResult() as Verdict;
	return (verdict.ok ? { ...verdict, value } : verdict) as CheckedPayload<unknown>;
}

/** Text as bytes. Half a character, which no bytes can be, becomes what the check refuses in its place. */
function encoded(text: string): Uint8Array {
	if (isWellFormed(text)) return bytesOf(text);
	const [before = ""] = text.split(/\p{Surrogate}/u, 1);
	return Uint8Array.from([...bytesOf(before), 0xed, 0xa0, 0x80]);
}
