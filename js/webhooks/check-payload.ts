import { encoder, isWellFormed } from "../core/codecs.js";
import { isGiven, isObject, own } from "../core/guarded.js";
import type { Issue } from "../errors/powens-error.js";
import { Reason, Switch } from "../errors/webhook-reasons.js";
import { ARGUMENT_TEXTS, webhookText } from "../errors/webhook-texts.js";
import type { ConnectionDeletedPayload, ConnectionSyncedPayload, UserPayload, UserSyncedPayload } from "../model/index.js";
import { isRaw, isShared, rawBody, type WebhookBody } from "./body.js";
import { type Asked, check, checkText, checkTooLarge, type Report } from "./check.js";
import { Content } from "./content.js";
import { argumentError } from "./errors.js";
import { numberOf, type WebhookType } from "./event.js";
import { guarded } from "./given.js";
import { objectText } from "./object-text.js";
import { withCore } from "./seam.js";
import { maxBytesOf, maxIssuesOf } from "./setting.js";

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
export type PayloadOf<Type extends WebhookType> = Type extends WebhookType ? Payloads[Type] : never;

/** The payload of each event. */
interface Payloads {
	USER_CREATED: UserPayload;
	USER_DELETED: UserPayload;
	USER_SYNCED: UserSyncedPayload;
	CONNECTION_SYNCED: ConnectionSyncedPayload;
	CONNECTION_DELETED: ConnectionDeletedPayload;
}

/**
 * Options of {@link checkPayload}.
 *
 * @example
 * ```ts
 * const options: CheckOptions = { strict: true, maxIssues: 20 };
 * ```
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
 * Source: Powens documentation for the fields.
 */
export function checkPayload<Type extends WebhookType>(
	type: Type,
	body: unknown,
	options: CheckOptions = {},
): CheckedPayload<PayloadOf<Type>> {
	const event = numberOf(type);
	const { asked, maxBytes } = guarded(() => readOptions(event, options));
	const checked = isRaw(body) ? checkRaw(body, asked, maxBytes) : checkObject(body, asked, maxBytes);
	return checked as CheckedPayload<PayloadOf<Type>>;
}

function readOptions(event: number, options: CheckOptions): { asked: Asked; maxBytes: number } {
	if (!isObject(options)) throw argumentError(ARGUMENT_TEXTS.checkOptions);
	const strict: unknown = own(options, "strict");
	if (isGiven(strict) && typeof strict !== "boolean") {
		throw argumentError(webhookText(Reason.NotBoolean, Switch.Strict));
	}
	const maxBytes = maxBytesOf(own(options, "maxBytes"));
	return { asked: { event, maxIssues: maxIssuesOf(own(options, "maxIssues")), isStrict: strict === true }, maxBytes };
}

function checkRaw(body: WebhookBody, asked: Asked, maxBytes: number): CheckedPayload<unknown> {
	const raw = rawBody(body);
	// A character has a byte at least, so this refuses before a large text is copied.
	if (raw.length > maxBytes) return result(withCore((core) => checkTooLarge(core, asked, maxBytes)));
	let bytes = typeof raw === "string" ? encoded(raw) : raw;
	if (bytes.length > maxBytes) return result(withCore((core) => checkTooLarge(core, asked, maxBytes)));
	if (isShared(bytes)) bytes = new Uint8Array(bytes);
	const report = withCore((core) => check(core, asked, bytes));
	return result(report, report.isRefused ? undefined : Content.ofBytes(bytes, report.isAscii, true).parse());
}

function checkObject(value: unknown, asked: Asked, maxBytes: number): CheckedPayload<unknown> {
	// As a whole before the check begins: a Proxy in it may make another check while it is read.
	const text = objectText(value, maxBytes, asked.maxIssues);
	return result(
		withCore((core) => checkText(core, asked, text, maxBytes)),
		value,
	);
}

function result({ isRefused, issues, warnings }: Report, value?: unknown): CheckedPayload<unknown> {
	return isRefused ? { ok: false, issues, warnings } : { ok: true, value, warnings };
}

/** Text as bytes. Half a character, which no bytes can be, becomes what the check refuses in its place. */
function encoded(text: string): Uint8Array {
	if (isWellFormed(text)) return encoder.encode(text);
	const [before = ""] = text.split(/\p{Surrogate}/u, 1);
	return Uint8Array.from([...encoder.encode(before), 0xed, 0xa0, 0x80]);
}
