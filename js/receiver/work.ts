// A delivery that is claimed: its handler, and what the inbox is told of it at the end, however late that is.
import { isObject } from "../core/guarded.js";
import { type Awaitable, isPromise } from "./awaitable.js";
import { ACCEPTED, busy, type Delivery, failed, type Result } from "./delivery.js";
import { handlerContext } from "./handler-context.js";
import { Aborter } from "./handler-signal.js";
import type { KeptReason } from "./inbox/inbox.js";
import { Lease } from "./lease.js";
import type { HandlerContext } from "./options.js";
import type { Proven } from "./proof/proof.js";
import type { ServedRoute } from "./routes.js";
import type { Settings } from "./settings.js";
import { afterwards, LATE, steadyNow, within } from "./time.js";

/** What a piece of work is about. */
export interface Claimed {
	readonly settings: Settings;
	readonly route: ServedRoute;
	readonly delivery: Delivery;
	readonly proven: Proven;
	readonly key: string;
	readonly token: string;
	readonly attempt: number;
	/** What the inbox gives the handler besides. */
	readonly context: object | undefined;
	/** When the claim was asked for. */
	readonly askedAt: number;
	readonly isReplay: boolean;
	/** Called once, when nothing of the claim is held here any more. */
	readonly onEnd: (work: Work, isDone: boolean) => void;
}

/** How a handler ended. */
type Ended = { readonly isDone: true } | { readonly isDone: false; readonly thrown: unknown };

const DONE: Ended = { isDone: true };

export class Work {
	/** Of {@link Running}. */
	place = 0;
	readonly #claimed: Claimed;
	readonly #aborter = new Aborter();
	/** Of a handler that is waited for. */
	#lease: Lease | undefined;
	readonly #startedAt = steadyNow();
	/** Answers without waiting for the handler any longer. */
	#giveUp: ((result: Result) => void) | undefined;

	constructor(claimed: Claimed) {
		this.#claimed = claimed;
	}

	/** Runs the handler. Gives what is to be answered, at the handler's deadline at the latest. */
	handle(): Awaitable<Result> {
		const { route, proven } = this.#claimed;
		let returned: unknown;
		try {
			returned = route.handle(proven.event, this.#context());
			if (isPromise(returned)) return this.#inTime(returned);
		} catch (thrown) {
			return this.#settle({ isDone: false, thrown });
		}
		return this.#settle(DONE);
	}

	/** Keeps the body instead of running the handler. */
	keep(reason: KeptReason, code: string, error?: unknown): Awaitable<Result> {
		const { settings, route, key, token, proven } = this.#claimed;
		const { path, event, source } = route;
		const { signedAtMs } = proven;
		return this.#last(
			() => settings.inbox.keep(key, token, { route: path, event, source, reason, code, signedAtMs, body: proven.body() }),
			{ kind: "kept", status: 204, code, error },
		);
	}

	/** Waits for the handler no longer: its claim is renewed no more, and ends with its lease unless it still commits. */
	abandon(reason: Error): void {
		this.#lease?.stop();
		this.#aborter.abort(reason);
		this.#giveUp?.({ kind: "busy", status: 503, code: "stopping" });
	}

	#context(): HandlerContext {
		const { key, route, attempt, isReplay, context } = this.#claimed;
		return handlerContext({ key, route: route.path, source: route.source, attempt, isReplay }, this.#aborter, context);
	}

	/** What is answered when the handler has ended, or without it. */
	#inTime(returned: PromiseLike<unknown>): Promise<Result> {
		const { handlerTimeoutMs } = this.#claimed.settings;
		const lease = this.#newLease();
		return new Promise((resolve) => {
			const end = (ended: Ended): void => {
				off?.();
				// What the inbox is told late changes no answer that was given: the next time that Powens sends it, it is known.
				resolve(this.#settle(ended));
			};
			let off: (() => void) | undefined;
			// A promise of our own: what only looks like one may call back twice, or at once.
			Promise.resolve(returned).then(
				() => end(DONE),
				(thrown) => end({ isDone: false, thrown }),
			);
			this.#giveUp = (result) => {
				off?.();
				this.#noteTime();
				resolve(result);
			};
			off = afterwards(() => {
				this.#giveUp?.(failed("handler_timeout"));
				this.#aborter.abort(new Error(`The handler took longer than handlerTimeoutMs (${handlerTimeoutMs} ms).`));
			}, handlerTimeoutMs);
			lease.start();
		});
	}

	#newLease(): Lease {
		const { settings, key, token, askedAt } = this.#claimed;
		const { inbox, leaseMs } = settings;
		this.#lease = new Lease({ inbox, key, token, leaseMs, askedAt, onLost: (reason) => this.#lose(reason) });
		return this.#lease;
	}

	#lose(reason: Error): void {
		this.#aborter.abort(reason);
		this.#giveUp?.(failed("claim_lost", reason));
	}

	/** How long the handler has taken, as far as it was waited for. */
	#noteTime(): void {
		this.#claimed.delivery.handlerMs ??= steadyNow() - this.#startedAt;
	}

	/** Tells the inbox how the handler ended. */
	#settle(ended: Ended): Awaitable<Result> {
		this.#noteTime();
		const { settings, key, token, attempt, isReplay } = this.#claimed;
		const { inbox, maxAttempts } = settings;
		if (ended.isDone) return this.#last(() => inbox.commit(key, token), ACCEPTED);
		// What is kept already stays kept.
		if (attempt >= maxAttempts && !isReplay) return this.keep("attempts", "handler_failed", ended.thrown);
		return this.#release(failed("handler_failed", ended.thrown));
	}

	/** Gives the claim back. Whatever the inbox says of that, the result is this one. */
	async #release(result: Result): Promise<Result> {
		const { settings, key, token } = this.#claimed;
		await this.#last(async () => {
			await settings.inbox.release(key, token);
			// Whatever it answers: it is not done.
			return false;
		}, result);
		return result;
	}

	/** The last step of the claim, after which nothing of it is held here. Gives a result where the inbox says that it is done. */
	#last(step: () => Awaitable<unknown>, result: Result): Awaitable<Result> {
		this.#lease?.stop();
		try {
			const asked = step();
			return isPromise(asked) ? this.#lastInTime(asked, result) : this.#ended(asked, result);
		} catch (thrown) {
			return this.#failed(thrown);
		}
	}

	async #lastInTime(asked: PromiseLike<unknown>, result: Result): Promise<Result> {
		try {
			const isDone = await within(asked, this.#claimed.settings.leaseMs / 3);
			if (isDone !== LATE) return this.#ended(isDone, result);
		} catch (thrown) {
			return this.#failed(thrown);
		}
		void asked.then(
			(isDone) => this.#end(isDone === true),
			() => this.#end(false),
		);
		return failed("inbox_timeout");
	}

	#ended(isDone: unknown, result: Result): Result {
		this.#end(isDone === true);
		return isDone === true ? result : failed("claim_lost");
	}

	#failed(thrown: unknown): Result {
		this.#end(false);
		return isFull(thrown) ? busy("inbox_full") : failed("inbox_failed", thrown);
	}

	#end(isDone: boolean): void {
		this.#claimed.onEnd(this, isDone);
	}
}

/** Whether an inbox says that it has no room. */
function isFull(thrown: unknown): boolean {
	return isObject(thrown) && (thrown as { code?: unknown }).code === "inbox_full";
}
