// @ts-check
// What the tests of the receiver share: requests as Powens sends them, receivers that note what they did, and gates.
import { Webhooks } from "powens-users";
import { createReceiver, memoryInbox } from "powens-users/receiver";

/** @typedef {import("powens-users/receiver").Incoming} Incoming */
/** @typedef {import("powens-users/receiver").IncomingBody} IncomingBody */
/** @typedef {import("powens-users/receiver").Inbox} Inbox */
/** @typedef {import("powens-users/receiver").Outcome} Outcome */
/** @typedef {import("powens-users/receiver").ReceiverOptions} ReceiverOptions */

export const SECRET = "a-secret-of-the-tests";
export const PATH = "/hooks/user-created";
export const OTHER_PATH = "/hooks/other";
export const signer = new Webhooks({ secretKey: SECRET });

/**
 * A body of USER_CREATED.
 *
 * @param {number} id `id_webhook_data`
 * @param {Record<string, unknown>} [more]
 */
export function userBody(id, more = {}) {
	return JSON.stringify({ id: 42, signin: "2026-03-01 12:00:00", platform: "sharedAccess", ...more, id_webhook_data: id });
}

/**
 * A request as an adapter hands it on. Notes how often its body was asked for and read.
 *
 * @typedef {Incoming & { reads: number, opened: number, isCancelled: boolean }} Noted
 * @param {Partial<Incoming> & { chunks?: readonly (Uint8Array | string)[], path?: string }} [parts]
 * @returns {Noted}
 */
export function incoming({ chunks = [userBody(1)], path = PATH, method = "POST", target = path, headers, body } = {}) {
	const bytes = chunks.map((chunk) => (typeof chunk === "string" ? Buffer.from(chunk) : chunk));
	const whole = Buffer.concat(bytes);
	const noted = {
		method,
		target,
		headers: headers ?? { "content-length": String(whole.length), ...signer.sign({ path, body: whole }) },
		reads: 0,
		opened: 0,
		isCancelled: false,
		body: () => {
			noted.opened += 1;
			if (body !== undefined) return body();
			const left = [...bytes];
			return /** @type {IncomingBody} */ ({
				kind: "stream",
				next: async () => {
					noted.reads += 1;
					return left.shift();
				},
				cancel: () => {
					noted.isCancelled = true;
				},
			});
		},
	};
	return noted;
}

/**
 * A receiver with an inbox in memory, and what it did.
 *
 * @param {Partial<ReceiverOptions> & { handle?: (event: any, context: any) => unknown }} [options]
 */
export function receiving({ handle = () => {}, ...options } = {}) {
	/** @type {Outcome[]} */
	const outcomes = [];
	/** @type {{ event: any, context: any }[]} */
	const handled = [];
	const inbox = spied(options.inbox ?? memoryInbox());
	const noted = (/** @type {any} */ event, /** @type {any} */ context) => {
		handled.push({ event, context });
		return handle(event, context);
	};
	const receiver = createReceiver({
		secretKey: SECRET,
		routes: { [PATH]: { event: "USER_CREATED", handle: noted }, [OTHER_PATH]: { handle: noted } },
		onOutcome: (outcome) => outcomes.push(outcome),
		...options,
		inbox: inbox.inbox,
	});
	return { receiver, outcomes, handled, steps: inbox.steps, inbox: inbox.inbox };
}

/**
 * An inbox whose steps are noted.
 *
 * @param {Inbox} inbox
 * @returns {{ inbox: Inbox, steps: string[] }}
 */
function spied(inbox) {
	/** @type {string[]} */
	const steps = [];
	const names = /** @type {const} */ (["claim", "renew", "commit", "release", "keep", "list", "read", "drop"]);
	const own = names.map((name) => [
		name,
		(/** @type {any[]} */ ...given) => {
			steps.push(name);
			return /** @type {any} */ (inbox)[name](...given);
		},
	]);
	const { retentionMs, maxClaims } = inbox;
	return { inbox: { retentionMs, maxClaims, stats: () => inbox.stats?.() ?? {}, ...Object.fromEntries(own) }, steps };
}

/**
 * The functions of an inbox, so that one of them can be replaced.
 *
 * @param {import("powens-users/receiver").Inbox} inbox
 * @returns {{ -readonly [Name in keyof import("powens-users/receiver").Inbox]: import("powens-users/receiver").Inbox[Name] }}
 */
export function functionsOf(inbox) {
	return {
		retentionMs: inbox.retentionMs,
		claim: (...given) => inbox.claim(...given),
		renew: (...given) => inbox.renew(...given),
		commit: (...given) => inbox.commit(...given),
		release: (...given) => inbox.release(...given),
		keep: (...given) => inbox.keep(...given),
		list: (...given) => inbox.list(...given),
		read: (...given) => inbox.read(...given),
		drop: (...given) => inbox.drop(...given),
	};
}

/** A promise, and what settles it. */
export function gate() {
	/** @type {(value?: unknown) => void} */
	let open = () => {};
	/** @type {(reason: unknown) => void} */
	let fail = () => {};
	const passed = new Promise((resolve, reject) => {
		open = resolve;
		fail = reject;
	});
	return { passed, open, fail };
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until something holds.
 *
 * @param {() => unknown} condition
 */
export async function until(condition) {
	const end = performance.now() + 5_000;
	while (!condition()) {
		if (performance.now() > end) throw new Error(`It did not come true in 5 s: ${condition}`);
		await pause(2);
	}
}

/** @param {import("powens-users/receiver").Answer} answer */
export function codeOf({ status, body }) {
	return status === 204 ? body : JSON.parse(body).code;
}
