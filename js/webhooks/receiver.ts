// The options of `Webhooks`, read once: what the core judges, and is told again where it has started anew.
import { isWellFormed } from "../core/codecs.js";
import type { Core } from "../core/core.js";
import { isArray, isGiven, isObject, numberFrom, own } from "../core/guarded.js";
import { causeOf } from "../errors/foreign-error.js";
import { Reason, SecretFault } from "../errors/webhook-reasons.js";
import { ARGUMENT_TEXTS, webhookText } from "../errors/webhook-texts.js";
import { argumentError, readError } from "./errors.js";
import type { MaxBytes } from "./max-bytes.js";
import type { NamedSecret, WebhooksOptions } from "./options.js";
import { redacted } from "./redact.js";
import { FAILED, withCore } from "./seam.js";
import { writeValue } from "./value.js";

/** A secret as it was given; the core judges all of it. */
type GivenSecret = readonly [key: unknown, name?: unknown, notBefore?: unknown, notAfter?: unknown];

/** The options as they were given. */
interface Given {
	readonly secrets: readonly GivenSecret[];
	readonly isList: boolean;
	readonly anyAge: unknown;
	readonly tolerance: unknown;
	readonly maxAge: unknown;
	readonly maxBodyBytes: unknown;
	readonly now: (() => number) | undefined;
}

interface Kept {
	readonly core: Core;
	readonly handle: number;
}

let forgotten: { register(receiver: object, kept: Kept): void } | undefined;

/** Has the core free what it keeps of a receiver once nobody has that any more. Older dates of workerd have nothing that tells. */
function freeWhenForgotten(receiver: object, kept: Kept): void {
	const { FinalizationRegistry: Registry } = globalThis as {
		FinalizationRegistry?: new (free: (kept: Kept) => void) => NonNullable<typeof forgotten>;
	};
	forgotten ??= Registry && new Registry(free);
	forgotten?.register(receiver, kept);
}

function free({ core, handle }: Kept): void {
	try {
		core.exports.webhooks_free(handle);
	} catch {
		// It has trapped before, and is not used any more.
	}
}

/** Most secrets that are read. The core allows as many. */
const MOST_SECRETS = 100;

export class Receiver {
	readonly #given: Given;
	#core: Core | undefined;
	#handle = 0;
	/** The largest body. */
	readonly max: MaxBytes;

	/** @throws {PowensError} `invalid_argument`, `not_initialized` */
	constructor(options: WebhooksOptions) {
		// First, so that a runtime without WebAssembly hears of that.
		withCore(() => {});
		this.#given = read(options);
		const bytes = withCore((core) => {
			this.handleIn(core);
			// The memory may have grown meanwhile.
			core.openWindow();
			return core.data.getFloat64(0, true);
		});
		this.max = { bytes, option: "maxBodyBytes" };
	}

	/** The name of a secret; null for a single one. */
	nameOf(secret: number): string | null {
		return this.#given.isList ? (this.#given.secrets[secret]?.[1] as string) : null;
	}

	/** A secret as text, for the platform's own hash. */
	keyOf(secret: number): string {
		return this.#given.secrets[secret]?.[0] as string;
	}

	/** The number of the receiver in a running core. Writes to the window where it has to be told first. */
	handleIn(core: Core): number {
		if (core === this.#core) return this.#handle;
		const record = core.write();
		const { secrets, isList, anyAge, tolerance, maxAge, maxBodyBytes } = this.#given;
		record.byte(isList);
		for (const [key, name, ...period] of secrets) {
			if (isList) writeValue(record.byte(true), name);
			writeValue(record, key);
			for (const moment of period) writeValue(record, moment);
		}
		if (isList) record.byte(false);
		for (const value of [anyAge, tolerance, maxAge, maxBodyBytes]) writeValue(record, value);
		const handle = core.exports.webhooks_new(record.length);
		if (handle === FAILED) throw readError(core);
		this.#core = core;
		this.#handle = handle;
		freeWhenForgotten(this, { core, handle });
		return handle;
	}

	/** The time. A clock that fails must not refuse what is genuine: the real one then. */
	time(): number {
		return numberFrom(this.#given.now, Date.now);
	}
}

function read(options: WebhooksOptions): Given {
	if (!isObject(options)) throw argumentError(ARGUMENT_TEXTS.options);
	const secrets: GivenSecret[] = [];
	// Those that were read so far, of an entry that cannot be read to its end too: no error may repeat them.
	const keys: unknown[] = [];
	const get = <T extends object, Name extends keyof T & string>(from: T, name: Name): T[Name] | undefined => {
		try {
			const value = own(from, name);
			if (name === "secretKey") keys.push(value);
			return value;
		} catch (thrown) {
			throw argumentError(`The option ${name} cannot be read; see cause.`, redacted(keys, causeOf(thrown)));
		}
	};
	const given = get(options, "secretKey");
	const isList = isArray(given);
	if (isList) for (const entry of entriesOf(given, get)) secrets.push(readSecret(entry, get));
	else secrets.push([given]);
	for (const [key] of secrets) if (typeof key === "string" && !isWellFormed(key)) throw secretError(SecretFault.LoneSurrogate);
	const [anyAge, tolerance] = [get(options, "dangerouslyAcceptAnyAge"), get(options, "toleranceSeconds")];
	const [maxAge, maxBodyBytes, now] = [get(options, "maxAgeSeconds"), get(options, "maxBodyBytes"), get(options, "now")];
	if (isGiven(now) && typeof now !== "function") throw argumentError(ARGUMENT_TEXTS.now);
	return { secrets, isList, anyAge, tolerance, maxAge, maxBodyBytes, now: now ?? undefined };
}

type Get = <T extends object, Name extends keyof T & string>(from: T, name: Name) => T[Name] | undefined;

/** The entries of an array, which may be a Proxy of one. */
function entriesOf(list: readonly unknown[], get: Get): unknown[] {
	const length = Number(get(list, "length")) || 0;
	if (length > MOST_SECRETS) throw secretError(SecretFault.TooMany);
	return Array.from({ length }, (_, index) => get(list as unknown as Record<string, unknown>, String(index)));
}

function readSecret(entry: unknown, get: Get): GivenSecret {
	if (!isObject(entry)) throw secretError(SecretFault.NoEntry);
	const secret = entry as NamedSecret;
	const [key, name] = [get(secret, "secretKey"), get(secret, "name")];
	return [key, name, momentOf(get(secret, "notBefore")), momentOf(get(secret, "notAfter"))];
}

/** A `Date` as its number. What it is no moment of, the core refuses. */
export function momentOf(given: unknown): unknown {
	if (!isObject(given)) return typeof given === "number" ? Number.NaN : given;
	try {
		const time: unknown = (given as Date).getTime();
		return typeof time === "number" ? time : Number.NaN;
	} catch {
		return Number.NaN;
	}
}

function secretError(fault: SecretFault): ReturnType<typeof argumentError> {
	return argumentError(webhookText(Reason.Secret, fault));
}
