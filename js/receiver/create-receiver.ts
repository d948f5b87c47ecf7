import { Allotment } from "./allotment.js";
import { answerOf } from "./answers.js";
import { checkObject, numberOf } from "./argument.js";
import { type Awaitable, isPromise } from "./awaitable.js";
import { bodyHash } from "./body-hash.js";
import { BodyReader, type ReadLimits } from "./body-reader.js";
import { busy, Delivery, type Result } from "./delivery.js";
import { Desk } from "./desk.js";
import type { Kept, KeptEntry, ListKeptOptions } from "./inbox/inbox.js";
import type { Answer, Incoming } from "./incoming.js";
import type { ReceiverOptions } from "./options.js";
import { Outcomes } from "./outcomes.js";
import type { Proven, Refused } from "./proof/proof.js";
import type { Receiver, ReceiverStats, Replayed, Stopped, WebRequest } from "./receiver.js";
import { keptEvent, replayedOf } from "./replay.js";
import { type Routes, routesOf, type ServedRoute } from "./routes.js";
import { type Settings, settingsOf } from "./settings.js";
import { pathOf } from "./target.js";
import { LATE, within } from "./time.js";
import { incomingOf, responseOf } from "./web-request.js";
import type { WebResponse } from "./web-types.js";

/**
 * Makes a receiver of webhooks: proves who sent a request, handles each event once, and keeps what cannot be handled.
 *
 * @throws {PowensError} `invalid_argument`: an option that is none; the message says what is allowed.
 *
 * @example
 * ```ts
 * import { createReceiver, memoryInbox } from "powens-users/receiver";
 *
 * const receiver = createReceiver({
 * 	secretKey: process.env.POWENS_WEBHOOK_SECRET ?? "",
 * 	inbox: memoryInbox(),
 * 	routes: {
 * 		"/powens/user-created": { event: "USER_CREATED", handle: (event) => console.log(event.user.id) },
 * 	},
 * });
 * export default { fetch: receiver.fetch };
 * ```
 *
 * Source: "Webhooks" of the Powens documentation; the order of work and the limits are our decision.
 */
export function createReceiver<Context extends object = object>(options: ReceiverOptions<Context>): Receiver {
	checkObject(options, "createReceiver needs an object of options, with inbox and routes.");
	// What the inbox gives its handlers is theirs: it passes through.
	const given = options as unknown as ReceiverOptions;
	const settings = settingsOf(given);
	return new RunningReceiver(settings, routesOf(given, settings));
}

class RunningReceiver implements Receiver {
	readonly #settings: Settings;
	readonly #routes: Routes;
	readonly #outcomes: Outcomes;
	readonly #desk: Desk;
	readonly #buffered: Allotment;
	readonly #limits: ReadLimits;
	#requests = 0;
	#replays = 0;
	readonly #onIdle: (() => void)[] = [];
	#isStopping = false;

	constructor(settings: Settings, routes: Routes) {
		this.#settings = settings;
		this.#routes = routes;
		this.#outcomes = new Outcomes(settings.onOutcome);
		this.#desk = new Desk(settings, () => this.#checkIdle());
		this.#buffered = new Allotment(settings.maxBufferedBytes);
		const { bodyTimeoutMs, waitMs } = settings;
		this.#limits = { bodyTimeoutMs, waitMs, buffered: this.#buffered };
	}

	fetch = async (request: WebRequest): Promise<WebResponse> => responseOf(await this.receive(incomingOf(request)));

	async receive(incoming: Incoming): Promise<Answer> {
		const delivery = new Delivery();
		this.#requests += 1;
		let result: Result;
		try {
			const given = this.#resultOf(delivery, incoming);
			result = isPromise(given) ? await given : given;
		} catch (error) {
			result = { kind: "failed", status: 500, code: "internal_error", error };
		}
		const { reader } = delivery;
		if (!delivery.isHeld) reader?.giveBack();
		this.#requests -= 1;
		this.#checkIdle();
		this.#outcomes.tell(delivery, result);
		return answerOf(result.status, result.code, reader?.isAtEnd !== true);
	}

	/** At once, where nothing has to be awaited: a promise for each step takes longer than a small body's signature. */
	#resultOf(delivery: Delivery, incoming: Incoming): Awaitable<Result> {
		const route = this.#routes.get(pathOf(incoming.target));
		if (route === undefined) return { kind: "refused", status: 404, code: "not_found" };
		delivery.route = route;
		if (incoming.method !== "POST") return { kind: "refused", status: 405, code: "method_not_allowed" };
		if (this.#isStopping) return busy("stopping");
		delivery.reader = new BodyReader(incoming, this.#limits);
		const proven = route.proof.prove(incoming, delivery.reader);
		return isPromise(proven) ? this.#takeLater(delivery, route, proven) : this.#take(delivery, route, proven);
	}

	async #takeLater(delivery: Delivery, route: ServedRoute, proven: PromiseLike<Proven | Refused>): Promise<Result> {
		return this.#take(delivery, route, await proven);
	}

	#take(delivery: Delivery, route: ServedRoute, proven: Proven | Refused): Awaitable<Result> {
		if (!proven.isProven) return proven;
		delivery.id = proven.id;
		let length = 0;
		for (const chunk of proven.chunks) length += chunk.byteLength;
		delivery.bytes = length;
		const hash = bodyHash(proven.chunks);
		return isPromise(hash) ? this.#takeHashed(delivery, route, proven, hash) : this.#desk.take(delivery, route, proven, hash);
	}

	async #takeHashed(delivery: Delivery, route: ServedRoute, proven: Proven, hash: PromiseLike<string>): Promise<Result> {
		return this.#desk.take(delivery, route, proven, await hash);
	}

	hasRoute(path: string): boolean {
		return this.#routes.has(path);
	}

	get paths(): readonly string[] {
		return [...this.#routes.keys()];
	}

	list(options?: ListKeptOptions): Promise<readonly KeptEntry[]> {
		return this.#settings.inbox.list(options);
	}

	read(key: string): Promise<Kept | undefined> {
		return this.#settings.inbox.read(key);
	}

	drop(key: string): Promise<boolean> {
		return this.#settings.inbox.drop(key);
	}

	async replay(key: string): Promise<Replayed> {
		if (this.#isStopping) return { kind: "busy" };
		this.#replays += 1;
		try {
			return await this.#replayed(key);
		} finally {
			this.#replays -= 1;
			this.#checkIdle();
		}
	}

	async #replayed(key: string): Promise<Replayed> {
		const kept = await this.#settings.inbox.read(key);
		if (kept === undefined) return { kind: "not_found" };
		const route = this.#routes.get(kept.route);
		if (route === undefined) return { kind: "no_route" };
		const proven = await keptEvent(kept, route, this.#settings.maxBodyBytes);
		if (proven === undefined) return { kind: "payload_invalid" };
		const delivery = new Delivery();
		delivery.route = route;
		delivery.key = key;
		const result = await this.#desk.replay(delivery, route, proven, await bodyHash(proven.chunks));
		return replayedOf(result);
	}

	stats(): ReceiverStats {
		return {
			outcomes: this.#outcomes.counts,
			requests: this.#requests,
			handlers: this.#desk.running,
			waiting: this.#desk.waiting + this.#buffered.waiting,
			bufferedBytes: this.#buffered.used,
			inbox: this.#settings.inbox.stats?.() ?? {},
		};
	}

	async stop(options: { timeoutMs?: number | undefined } = {}): Promise<Stopped> {
		checkObject(options, "The options of stop must be an object: { timeoutMs }.");
		const timeoutMs = numberOf(options, "timeoutMs", { least: 0, most: 3_600_000, otherwise: 10_000 });
		this.#isStopping = true;
		const isFinished = this.#isIdle || (await within(this.#idle(), timeoutMs)) !== LATE;
		if (!isFinished) {
			this.#buffered.close();
			this.#desk.close(new Error("The receiver is stopping."));
			// Handlers that heed their signal end now, and give their claims back.
			await within(this.#idle(), GRACE_MS);
		}
		return { isFinished, running: this.#desk.running };
	}

	get #isIdle(): boolean {
		return this.#requests === 0 && this.#replays === 0 && this.#desk.isIdle;
	}

	#idle(): Promise<void> {
		return new Promise((resolve) => {
			this.#onIdle.push(resolve);
			this.#checkIdle();
		});
	}

	#checkIdle(): void {
		if (this.#onIdle.length > 0 && this.#isIdle) for (const resolve of this.#onIdle.splice(0)) resolve();
	}
}

/** How long `stop` waits for handlers that it has told to give up. */
const GRACE_MS = 250;
