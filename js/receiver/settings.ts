// The options of a receiver, as numbers and functions that are there.
import { argumentError, checkObject, functionOf, numberOf, optionOf } from "./argument.js";
import type { Inbox } from "./inbox/inbox.js";
import type { ReceiverOptions, Unexpected } from "./options.js";
import type { Outcome } from "./outcome.js";

const HOUR_MS = 3_600_000;
/** The most that `Webhooks` takes for a body. */
const MOST_BODY_BYTES = 268_435_456;
/** The most that `Webhooks` takes for the age of a signature: 400 days. */
const MOST_AGE_SECONDS = 34_560_000;
/** How far ahead a signature may be dated: clocks differ. Less where the inbox remembers for less than twice as long. */
const FUTURE_SECONDS = 300;

/** What a receiver goes by. */
export interface Settings {
	readonly inbox: Inbox;
	readonly onUnexpected: ((unexpected: Unexpected) => unknown) | undefined;
	readonly onOutcome: ((outcome: Outcome) => unknown) | undefined;
	readonly now: (() => number) | undefined;
	readonly random: (() => string) | undefined;
	readonly maxAgeSeconds: number;
	/** How far ahead a signature may be dated. */
	readonly futureSeconds: number;
	readonly maxBodyBytes: number;
	readonly maxBufferedBytes: number;
	readonly maxHandlers: number;
	readonly bodyTimeoutMs: number;
	readonly handlerTimeoutMs: number;
	readonly waitMs: number;
	readonly leaseMs: number;
	readonly maxAttempts: number;
}

export function settingsOf(options: ReceiverOptions): Settings {
	const inbox = inboxOf(options);
	const maxBodyBytes = numberOf(options, "maxBodyBytes", { least: 1, most: MOST_BODY_BYTES, otherwise: 33_554_432 });
	const retention = Math.floor(inbox.retentionMs / 1000);
	const futureSeconds = Math.min(FUTURE_SECONDS, Math.ceil(retention / 2));
	// What is dated ahead grows old later than its key is forgotten.
	const most = Math.min(Math.max(1, retention - futureSeconds), MOST_AGE_SECONDS);
	const handlers = numberOf(options, "maxHandlers", { least: 1, most: 100_000, otherwise: 100 });
	const ms = (name: string, least: number, otherwise: number) => numberOf(options, name, { least, most: HOUR_MS, otherwise });
	return {
		inbox,
		onUnexpected: functionOf(options, "onUnexpected"),
		onOutcome: functionOf(options, "onOutcome"),
		now: functionOf(options, "now") as (() => number) | undefined,
		random: functionOf(options, "random") as (() => string) | undefined,
		maxAgeSeconds: numberOf(options, "toleranceSeconds", { least: 1, most, otherwise: most }),
		futureSeconds,
		maxBodyBytes,
		maxBufferedBytes: numberOf(options, "maxBufferedBytes", {
			least: maxBodyBytes,
			most: Number.MAX_SAFE_INTEGER,
			otherwise: 268_435_456,
		}),
		maxHandlers: Math.min(handlers, inbox.maxClaims ?? handlers),
		bodyTimeoutMs: ms("bodyTimeoutMs", 1, 10_000),
		handlerTimeoutMs: ms("handlerTimeoutMs", 1, 10_000),
		waitMs: ms("waitMs", 0, 2_000),
		leaseMs: ms("leaseMs", 30, 30_000),
		maxAttempts: numberOf(options, "maxAttempts", { least: 1, most: 1_000, otherwise: 8 }),
	};
}

const STEPS = ["claim", "renew", "commit", "release", "keep", "list", "read", "drop"] as const;

function inboxOf(options: object): Inbox {
	const inbox = optionOf(options, "inbox");
	checkObject(
		inbox,
		"inbox must be given: memoryInbox(…), redisInbox(client), postgresInbox(pool) or your own. There is no default.",
	);
	for (const step of STEPS) {
		if (typeof (inbox as Inbox)[step] !== "function") throw argumentError(`inbox has no function ${step}: it is no inbox.`);
	}
	const { retentionMs, maxClaims } = inbox as Inbox;
	if (typeof retentionMs !== "number" || !(retentionMs >= 1000)) {
		throw argumentError("retentionMs of the inbox must be a number of milliseconds, 1000 or more.");
	}
	if (maxClaims !== undefined && !(Number.isSafeInteger(maxClaims) && maxClaims >= 1)) {
		throw argumentError("maxClaims of the inbox must be a whole number, 1 or more.");
	}
	return inbox as Inbox;
}
