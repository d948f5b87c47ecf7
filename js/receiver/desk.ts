// Where proven deliveries are claimed, and handed to their handlers: no more of them at once than there are places.
import { Allotment } from "./allotment.js";
import { type Awaitable, isPromise } from "./awaitable.js";
import { busy, type Delivery, DUPLICATE, failed, type Result } from "./delivery.js";
import { type Flight, Flights } from "./flights.js";
import type { Claim } from "./inbox/inbox.js";
import { conflictKeyOf, keyOf } from "./key.js";
import type { Proven, UnexpectedBody } from "./proof/proof.js";
import type { ServedRoute } from "./routes.js";
import { Running } from "./running.js";
import type { Settings } from "./settings.js";
import { LATE, pause, steadyNow, within } from "./time.js";
import { Work } from "./work.js";

/** The first pause before a busy key is asked for again, and the longest. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;
/** Most duplicates that wait at once for the first one's result. */
const MOST_FOLLOWERS = 1_000;

/** A proven delivery, and what it is claimed under. */
export interface Entry {
	readonly delivery: Delivery;
	readonly route: ServedRoute;
	readonly proven: Proven;
	readonly bodyHash: string;
	/** Of {@link Flights}. */
	readonly mark: string;
	readonly isReplay: boolean;
}

export class Desk {
	readonly #settings: Settings;
	readonly #places: Allotment;
	readonly #flights = new Flights();
	readonly #works = new Running<Work>();
	readonly #onIdle: () => void;
	#followers = 0;
	#lateClaims = 0;
	#isClosed = false;

	/** @param onIdle Called each time that a piece of work has ended. */
	constructor(settings: Settings, onIdle: () => void) {
		this.#settings = settings;
		this.#places = new Allotment(settings.maxHandlers);
		this.#onIdle = onIdle;
	}

	/** Handlers that are running. */
	get running(): number {
		return this.#works.size;
	}

	/** Whether nothing of the inbox is held here. */
	get isIdle(): boolean {
		return this.#works.size === 0 && this.#lateClaims === 0;
	}

	get waiting(): number {
		return this.#places.waiting + this.#followers;
	}

	/** Handles a proven delivery, unless that was done before. At once, where neither the inbox nor the handler has to be awaited. */
	take(delivery: Delivery, route: ServedRoute, proven: Proven, bodyHash: string): Awaitable<Result> {
		const key = keyOf(route.path, route.source, proven.id, bodyHash);
		delivery.key = key;
		// Another body under the same id is another delivery; only the inbox knows which of them came first.
		const mark = `${key}\n${bodyHash}`;
		const first = this.#flights.get(mark);
		if (first !== undefined) return this.#follow(first, delivery);
		this.#flights.begin(mark);
		return this.#claimInTime({ delivery, route, proven, bodyHash, mark, isReplay: false });
	}

	/** Handles once more what is kept under a key. */
	replay(delivery: Delivery, route: ServedRoute, proven: Proven, bodyHash: string): Awaitable<Result> {
		// None of a delivery's: one that comes again meanwhile is done, whatever becomes of this, and need not wait for it.
		const mark = `replay\n${delivery.key}`;
		if (this.#flights.get(mark) !== undefined) return busy("in_progress");
		this.#flights.begin(mark);
		return this.#claimInTime({ delivery, route, proven, bodyHash, mark, isReplay: true });
	}

	/** Nothing is claimed any more, and nobody waits for what still runs. */
	close(reason: Error): void {
		this.#isClosed = true;
		this.#places.close();
		for (const work of this.#works.all()) work.abandon(reason);
	}

	/** Waits for the result of the same delivery, which came first. */
	async #follow(first: Flight, delivery: Delivery): Promise<Result> {
		if (this.#followers >= MOST_FOLLOWERS) return busy("in_progress");
		// It is never looked at again.
		delivery.reader?.giveBack();
		this.#followers += 1;
		const isDone = await first.watch(this.#settings.waitMs);
		this.#followers -= 1;
		if (isDone === true) return DUPLICATE;
		return busy(isDone === false ? "first_failed" : "in_progress");
	}

	/** Claims a key; where somebody else is at it, again and again as long as a duplicate waits. */
	#claimInTime(entry: Entry): Awaitable<Result> {
		const until = steadyNow() + this.#settings.waitMs;
		const first = this.#claimOnce(entry, until);
		return first === undefined || isPromise(first) ? this.#claimAgain(entry, until, first) : first;
	}

	async #claimAgain(entry: Entry, until: number, first: Awaitable<Result | undefined>): Promise<Result> {
		let result = await first;
		for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
			if (result !== undefined) return result;
			if (this.#isClosed || steadyNow() + pauseMs > until) {
				this.#flights.end(entry.mark, false);
				return busy(this.#isClosed ? "stopping" : "in_progress");
			}
			await pause(pauseMs);
			result = await this.#claimOnce(entry, until);
		}
	}

	/** Undefined where somebody else is at it. */
	#claimOnce(entry: Entry, until: number): Awaitable<Result | undefined> {
		return !this.#isClosed && this.#places.take(1) ? this.#ask(entry, until) : this.#claimInPlace(entry, until);
	}

	/** The same as soon as there is a place. */
	async #claimInPlace(entry: Entry, until: number): Promise<Result | undefined> {
		if (!this.#isClosed && (await this.#places.wait(1, until - steadyNow()))) return this.#ask(entry, until);
		this.#flights.end(entry.mark, false);
		return busy(this.#isClosed ? "stopping" : "no_place");
	}

	/** Asks the inbox for the key, with a place for the handler. */
	#ask(entry: Entry, until: number): Awaitable<Result | undefined> {
		const { inbox, leaseMs } = this.#settings;
		const held: Held = { key: entry.delivery.key ?? "", token: this.#token(), askedAt: steadyNow() };
		let claim: Awaitable<Claim>;
		try {
			claim = inbox.claim(held.key, entry.bodyHash, held.token, leaseMs, entry.isReplay ? "kept" : "new");
			if (isPromise(claim)) return this.#askInTime(entry, until, held, claim);
		} catch (thrown) {
			return this.#unclaimed(entry, failed("inbox_failed", thrown));
		}
		return this.#answered(entry, until, held, claim);
	}

	async #askInTime(entry: Entry, until: number, held: Held, asked: PromiseLike<Claim>): Promise<Result | undefined> {
		let claim: Claim | typeof LATE;
		try {
			claim = await within(asked, this.#settings.leaseMs / 3);
		} catch (thrown) {
			return this.#unclaimed(entry, failed("inbox_failed", thrown));
		}
		if (claim !== LATE) return this.#answered(entry, until, held, claim);
		void this.#giveBackLate(asked, entry, held);
		return failed("inbox_timeout");
	}

	#answered(entry: Entry, until: number, held: Held, claim: Claim): Awaitable<Result | undefined> {
		const { delivery } = entry;
		// An inbox of somebody else's may answer anything.
		if (claim?.state === "claimed") return this.#work(entry, held, claim);
		const state: string | undefined = claim?.state;
		if (state === "done") return this.#unclaimed(entry, DUPLICATE);
		if (state === "conflict" && !delivery.isConflict && delivery.key !== null && !entry.isReplay) {
			this.#places.give(1);
			delivery.isConflict = true;
			delivery.key = conflictKeyOf(delivery.key, entry.bodyHash);
			return this.#claimOnce(entry, until);
		}
		if (state === "busy") {
			this.#places.give(1);
			return undefined;
		}
		return this.#unclaimed(entry, failed("inbox_failed", new Error("The inbox answered a claim with none of its states.")));
	}

	#unclaimed({ mark }: Entry, result: Result): Result {
		this.#places.give(1);
		this.#flights.end(mark, result.kind === "duplicate");
		return result;
	}

	/** A claim that came when nobody waited for it any longer. */
	async #giveBackLate(asked: PromiseLike<Claim>, { mark }: Entry, held: Held): Promise<void> {
		this.#lateClaims += 1;
		try {
			if ((await asked).state === "claimed") await this.#release(held);
		} catch {
			// There is nothing to give back.
		}
		this.#lateClaims -= 1;
		this.#places.give(1);
		this.#flights.end(mark, false);
		this.#onIdle();
	}

	/** Gives a claim back for which no handler ran; where that fails or hangs, the claim ends with its lease. */
	async #release({ key, token }: Held): Promise<void> {
		const { inbox, leaseMs } = this.#settings;
		try {
			const released = inbox.release(key, token, false);
			if (isPromise(released)) await within(released, leaseMs / 3);
		} catch {
			// Nobody can do more.
		}
	}

	/** A claim that came when nothing is handled any more. */
	async #giveBack(entry: Entry, held: Held): Promise<Result> {
		await this.#release(held);
		return this.#unclaimed(entry, busy("stopping"));
	}

	#work(entry: Entry, held: Held, { attempt, context }: Claimed): Awaitable<Result> {
		const { delivery, route, proven, mark, isReplay } = entry;
		const { key, token, askedAt } = held;
		delivery.attempt = attempt;
		if (this.#isClosed) return this.#giveBack(entry, held);
		delivery.isHeld = true;
		const onEnd = (work: Work, isDone: boolean) => {
			this.#flights.end(mark, isDone);
			this.#works.remove(work);
			this.#places.give(1);
			delivery.reader?.giveBack();
			this.#onIdle();
		};
		const settings = this.#settings;
		const work = new Work({ settings, route, delivery, proven, key, token, attempt, context, askedAt, isReplay, onEnd });
		this.#works.add(work);
		if (proven.unexpected !== undefined) return this.#keep(work, key, entry, proven.unexpected);
		// It came back so often because its process died each time.
		if (attempt > settings.maxAttempts && !isReplay) return work.keep("attempts", "handler_failed");
		return work.handle();
	}

	async #keep(work: Work, key: string, { route, proven }: Entry, { reason, code, issues }: UnexpectedBody): Promise<Result> {
		const result = await work.keep(reason, code);
		const { onUnexpected, handlerTimeoutMs } = this.#settings;
		if (result.kind !== "kept" || onUnexpected === undefined) return result;
		try {
			const told = onUnexpected({ route: route.path, key, code, body: proven.body(), issues });
			if (!isPromise(told) || (await within(told, handlerTimeoutMs)) !== LATE) return result;
			return { ...result, error: new Error(`onUnexpected took longer than handlerTimeoutMs (${handlerTimeoutMs} ms).`) };
		} catch (error) {
			return { ...result, error };
		}
	}

	/** A random that fails, or gives what is no token, must not stop anything: the runtime's own then. */
	#token(): string {
		try {
			const token: unknown = this.#settings.random?.();
			if (typeof token === "string" && /^[\x21-\x7e]{16,64}$/.test(token)) return token;
		} catch {
			// As if there were none.
		}
		return globalThis.crypto.randomUUID();
	}
}

type Claimed = Extract<Claim, { state: "claimed" }>;

/** What a key is claimed with, and since when. */
interface Held {
	readonly key: string;
	readonly token: string;
	readonly askedAt: number;
}
