// A delivery that is claimed: its handler, and what the inbox is told of it at the end, however late that is.
import { ACCEPTED, type Delivery, failed, type Result } from "./delivery.js";
import type { Flight } from "./flights.js";
import { Aborter } from "./handler-signal.js";
import type { KeptReason } from "./inbox/inbox.js";
import { Lease } from "./lease.js";
import type { HandlerContext } from "./options.js";
import type { Proven } from "./proof/proof.js";
import type { ServedRoute } from "./routes.js";
import type { Settings } from "./settings.js";
import { isPromise, LATE, steadyNow, within } from "./time.js";

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
	/** What others wait for. */
	readonly flight: Flight;
	/** Called once at the end. */
	readonly onEnd: (work: Work) => void;
}

/** How a handler ended. */
type Ended = { readonly isDone: true } | { readonly isDone: false; readonly thrown: unknown };

const DONE: Ended = { isDone: true };

export class Work {
	readonly #claimed: Claimed;
	readonly #aborter = new Aborter();
	readonly #lease: Lease;
	readonly #startedAt = steadyNow();
	/** Answers without waiting for the handler any longer. */
	#giveUp: ((result: Result) => void) | undefined;
	/** Whether the claim may be somebody else's by now: nothing is answered with 2xx then. */
	#isLost = false;

	constructor(claimed: Claimed) {
		this.#claimed = claimed;
		const { settings, key, token, askedAt } = claimed;
		const { inbox, leaseMs } = settings;
		this.#lease = new Lease({ inbox, key, token, leaseMs, askedAt, onLost: (reason) => this.#lose(reason) });
	}

	/** Runs the handler. Resolves with what is to be answered, at the handler's deadline at the latest. */
	async handle(): Promise<Result> {
		const ended = this.#call();
		if (!isPromise(ended)) return this.#settle(ended);
		this.#lease.start();
		const first = await this.#inTime(ended);
		if ("kind" in first) {
			void ended.then((late) => this.#settle(late));
			return first;
		}
		return this.#settle(first);
	}

	/** Keeps the body instead of running the handler. */
	async keep(reason: KeptReason, code: string, error?: unknown): Promise<Result> {
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
		this.#lease.stop();
		this.#aborter.abort(reason);
		this.#giveUp?.({ kind: "busy", status: 503, code: "stopping" });
	}

	#call(): Ended | Promise<Ended> {
		const { route, proven } = this.#claimed;
		try {
			const returned = route.handle(proven.event, this.#context());
			if (!isPromise(returned)) return DONE;
			return Promise.resolve(returned).then(
				() => this.#ended(DONE),
				(thrown) => this.#ended({ isDone: false, thrown }),
			);
		} catch (thrown) {
			return { isDone: false, thrown };
		}
	}

	#ended(ended: Ended): Ended {
		this.#claimed.delivery.handlerMs ??= steadyNow() - this.#startedAt;
		return ended;
	}

	#context(): HandlerContext {
		const { key, route, attempt, isReplay, context } = this.#claimed;
		const aborter = this.#aborter;
		const own: HandlerContext = {
			key,
			route: route.path,
			source: route.source,
			attempt,
			get signal() {
				return aborter.signal;
			},
			isReplay,
		};
		// What the inbox gives may not stand in the place of what the receiver does.
		if (context !== undefined) {
			for (const name of Object.keys(context)) {
				if (Object.hasOwn(own, name)) continue;
				Object.defineProperty(own, name, { value: (context as Record<string, unknown>)[name], enumerable: true });
			}
		}
		return own;
	}

	/** How the handler ended, or what is answered without it. */
	#inTime(ended: Promise<Ended>): Promise<Ended | Result> {
		const { handlerTimeoutMs } = this.#claimed.settings;
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.#ended(DONE);
				resolve(failed("handler_timeout"));
				this.#aborter.abort(new Error(`The handler took longer than handlerTimeoutMs (${handlerTimeoutMs} ms).`));
			}, handlerTimeoutMs);
			const settle = (first: Ended | Result) => {
				clearTimeout(timer);
				resolve(first);
			};
			this.#giveUp = settle;
			void ended.then(settle);
		});
	}

	#lose(reason: Error): void {
		this.#isLost = true;
		this.#aborter.abort(reason);
		this.#giveUp?.(failed("claim_lost", reason));
	}

	/** Tells the inbox how the handler ended. */
	async #settle(ended: Ended): Promise<Result> {
		this.#ended(DONE);
		const { settings, key, token, attempt, isReplay } = this.#claimed;
		const { inbox, maxAttempts } = settings;
		if (ended.isDone) return this.#last(() => inbox.commit(key, token), ACCEPTED);
		// What is kept already stays kept.
		if (attempt >= maxAttempts && !isReplay) return this.keep("attempts", "handler_failed", ended.thrown);
		await this.#last(() => inbox.release(key, token).then(() => false), ACCEPTED);
		return failed("handler_failed", ended.thrown);
	}

	/** The last step of the claim, after which nothing of it is held here. Gives a result where the inbox says that it is done. */
	async #last(step: () => Promise<boolean>, result: Result): Promise<Result> {
		this.#lease.stop();
		let asked: Promise<boolean>;
		try {
			asked = step();
			const isDone = await within(asked, this.#claimed.settings.leaseMs / 3);
			if (isDone === LATE) {
				void asked.then(
					(isDone) => this.#end(isDone === true),
					() => this.#end(false),
				);
				return failed("inbox_timeout");
			}
			this.#end(isDone === true);
			return isDone === true && !this.#isLost ? result : failed("claim_lost");
		} catch (thrown) {
			this.#end(false);
			return failed("inbox_failed", thrown);
		}
	}

	#end(isDone: boolean): void {
		this.#claimed.flight.end(isDone);
		this.#claimed.onEnd(this);
	}
}
