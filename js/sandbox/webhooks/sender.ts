// The sender of webhooks: who is told of what, when, and what became of it. Knows no state of the domain and no HTTP framework.
import type { SandboxChoices } from "../choices.js";
import type { SandboxClock } from "../clock.js";
import type { PlannedDeliveryFault } from "../faults/planned.js";
import type { RandomBytes } from "../random.js";
import type { DeliveryEntry } from "../record/entry.js";
import { dateTime } from "../seed/dates.js";
import { hashOf } from "../seeded.js";
import type { SandboxUser } from "../state/users.js";
import { Courier } from "./courier.js";
import { DeliveryLog } from "./deliveries.js";
import type { DeliveredRequest, Delivery, WebhookHealth } from "./delivery.js";
import { Ending } from "./ending.js";
import type { CoveredEvent, SandboxEvent } from "./event.js";
import { added, type HealthSums, healthOf, NO_ATTEMPTS } from "./health.js";
import { payloadOf, testEvent } from "./payload.js";
import { pythonJson } from "./python-json.js";
import { DeliveryQueue, type Waiting } from "./queue.js";
import type { NewWebhook, WebhookHandler, WebhookMechanism, WebhookRegistration } from "./registration.js";
import { Handlers, readWebhook } from "./registrations.js";
import { awake, type WireFetch } from "./wire.js";

/** What a sender is made of. */
export interface SenderOptions {
	readonly choices: SandboxChoices;
	readonly clock: Pick<SandboxClock, "now">;
	/** Does something at a moment of the sandbox's clock. @returns What calls it off. */
	readonly schedule: (dueAtMs: number, run: () => Promise<void>) => () => void;
	readonly randomBytes: RandomBytes;
	readonly seed: number;
	readonly fetch: WireFetch;
	readonly allowedHosts: readonly string[];
	readonly gzip: boolean;
	/** Sends USER_SYNCED and CONNECTION_SYNCED as CFONB. */
	readonly cfonb: boolean;
	/** The latest permanent token; null where there is none. */
	readonly tokenOf: (userId: number) => string | null;
	/** The mechanism of an authentication provider; null where there is none of that id. */
	readonly secretOf: (providerId: number) => WebhookMechanism | null;
	/** A user whom a test may name; undefined where there is none. */
	readonly testUser?: (() => SandboxUser | undefined) | undefined;
	/** The fault planned for an attempt. Asked once for each. */
	readonly faultOf: (event: CoveredEvent, key: string) => PlannedDeliveryFault | null;
	readonly log: (entry: Omit<DeliveryEntry, "sequence" | "at" | "kind" | "changes">) => void;
	/** Whether webhooks are sent as soon as something happens, or by `flush` alone. */
	readonly automatic: boolean;
}

/** A registration with all that belongs to it. */
interface Channel {
	readonly registration: WebhookRegistration;
	readonly handler: WebhookHandler | null;
	readonly usesHandler: boolean;
	readonly queue: DeliveryQueue;
	health: HealthSums;
}

/** A sender as a snapshot keeps it. */
interface SenderState {
	readonly channels: readonly (Pick<Channel, "registration" | "usesHandler" | "health"> &
		ReturnType<DeliveryQueue["snapshot"]>)[];
	readonly nextRegistrationId: number;
	readonly nextDataId: number;
}

/** Sends what happens to whom it concerns, until it is accepted. */
export class Sender {
	readonly #options: SenderOptions;
	readonly #courier: Courier;
	readonly #handlers = new Handlers();
	readonly #ending = new Ending();
	/** Attempts by hand that are under way. */
	readonly #byHand = new Set<Promise<Delivery>>();
	#channels = new Map<number, Channel>();
	#deliveries = new DeliveryLog();
	#nextRegistrationId = 1;
	#nextDataId: number;
	/** Never set back: what is recorded elsewhere names it. */
	#lastDeliveryId = 0;

	/** @throws {RangeError} where the platform cannot do what is asked for. */
	constructor(options: SenderOptions) {
		if (options.gzip && typeof CompressionStream === "undefined") {
			throw new RangeError("gzip: this platform cannot compress (it has no CompressionStream)");
		}
		this.#options = options;
		this.#nextDataId = firstDataId(options.seed);
		const { choices, clock, seed, fetch, allowedHosts, gzip, cfonb, tokenOf } = options;
		const ending = this.#ending;
		this.#courier = new Courier({ choices, now: () => clock.now(), seed, fetch, allowedHosts, gzip, cfonb, tokenOf, ending });
	}

	/** @throws {RangeError} for what cannot be registered; the message names it. */
	register(webhook: NewWebhook): WebhookRegistration {
		const { allowedHosts, secretOf } = this.#options;
		const { handler, ...read } = readWebhook(webhook, { allowedHosts, mechanismOf: secretOf });
		const registration = { id: this.#nextRegistrationId, ...read };
		this.#nextRegistrationId += 1;
		if (handler !== null) this.#handlers.set(registration, handler);
		this.#open(registration, handler, handler !== null, NO_ATTEMPTS);
		return copy(registration);
	}

	/** Ends a registration. False where there is none of that id. */
	remove(id: number): boolean {
		this.#channels.get(id)?.queue.end();
		return this.#channels.delete(id);
	}

	registrations(): WebhookRegistration[] {
		return [...this.#channels.values()].map(({ registration }) => copy(registration));
	}

	/** Queues what happened for the registrations of that event. `waits`: until the user is permanent. */
	enqueue(event: SandboxEvent, { waits }: { readonly waits: boolean }): void {
		const channels = [...this.#channels.values()].filter(({ registration }) => registration.event === event.event);
		if (channels.length === 0) return;
		const token = this.#options.tokenOf(event.user.id);
		const isShared = this.#options.choices.webhookDataId === "event";
		let made: { webhookDataId: number; text: string } | undefined;
		for (const { queue } of channels) {
			if (made === undefined || !isShared) made = this.#payload(event);
			const item = { userId: event.user.id, ...made, token, attempts: 0, date: null };
			if (waits) queue.hold(item);
			else queue.add(item);
		}
	}

	/** A user became permanent: what waited for that is sent. */
	release(userId: number): void {
		for (const { queue } of this.#channels.values()) queue.release(userId);
	}

	/** A temporary user is no more: what waited is never sent. */
	drop(userId: number): void {
		for (const { queue } of this.#channels.values()) queue.drop(userId);
	}

	/** Runs now, and resolves with the attempts that ended meanwhile. */
	async flush(): Promise<Delivery[]> {
		const log = this.#deliveries;
		const before = this.#lastDeliveryId;
		await awake(Promise.all([...this.#channels.values()].map(({ queue }) => queue.run())));
		return log.after(before);
	}

	/** Resolves when nothing is under way. */
	async settled(): Promise<void> {
		for (let busy = this.#busy(); busy.length > 0; busy = this.#busy()) await awake(Promise.allSettled(busy));
	}

	/** The attempts since the start, or since the sandbox was last set back; ascending by id, in the order in which they ended. */
	deliveries(): Delivery[] {
		return this.#deliveries.after(0);
	}

	/** What was sent; null where nothing was, or the log has dropped it. */
	delivery(id: number): DeliveredRequest | null {
		return this.#deliveries.request(id);
	}

	/** @throws {RangeError} where there is no such delivery or registration (any more). */
	async replay(id: number): Promise<Delivery> {
		const delivery = this.#deliveries.find(id);
		const content = this.#deliveries.content(id);
		if (delivery === undefined || content === undefined) throw new RangeError("The log has no such delivery (any more).");
		const channel = this.#channel(delivery.registrationId);
		const { userId, webhookDataId } = delivery;
		const waiting = channel.queue.find(webhookDataId);
		const attempts = Math.max(this.#deliveries.lastAttempt(delivery), waiting?.attempts ?? 0) + 1;
		if (waiting !== undefined) waiting.attempts = attempts;
		return this.#sendByHand(channel, { userId, webhookDataId, ...content, attempts, date: null }, "replay");
	}

	/** @throws {RangeError} where there is no such registration, or no user to name. */
	async test(registrationId: number): Promise<Delivery> {
		const channel = this.#channel(registrationId);
		const { testUser, clock, tokenOf } = this.#options;
		const now = dateTime(clock.now());
		const user = testUser === undefined ? { id: 1, signin: now, platform: "web" } : testUser();
		if (user === undefined) throw new RangeError("The sandbox has no user to send a test about.");
		const made = this.#payload(testEvent(channel.registration.event, user, now));
		const item = { userId: user.id, ...made, token: tokenOf(user.id), attempts: 1, date: null };
		return this.#sendByHand(channel, item, "test");
	}

	/** @throws {RangeError} where there is no such registration. */
	health(registrationId: number): WebhookHealth {
		const { health, queue } = this.#channel(registrationId);
		return healthOf(registrationId, health, queue.waiting, this.#options.choices);
	}

	/** JSON: registrations without handlers, and what waits. Not the log. */
	snapshot(): SenderState {
		const channels = [...this.#channels.values()].map(({ registration, usesHandler, health, queue }) => {
			return { registration, usesHandler, health, ...structuredClone(queue.snapshot()) };
		});
		return { channels, nextRegistrationId: this.#nextRegistrationId, nextDataId: this.#nextDataId };
	}

	/** Goes back to a snapshot. Attempts under way end by themselves; the log begins anew. */
	restore(state: unknown): void {
		const { channels, nextRegistrationId, nextDataId } = state as SenderState;
		for (const { queue } of this.#channels.values()) queue.end();
		this.#channels = new Map();
		this.#deliveries = new DeliveryLog();
		this.#courier.oauth.clear();
		this.#nextRegistrationId = nextRegistrationId;
		this.#nextDataId = nextDataId;
		for (const { registration, usesHandler, health, ready, held } of channels) {
			const handler = usesHandler ? this.#handlers.get(registration) : null;
			this.#open(copy(registration), handler, usesHandler, health).queue.restore({ ready, held });
		}
	}

	/** Goes back to having no registration. */
	reset(): void {
		this.restore({ channels: [], nextRegistrationId: 1, nextDataId: firstDataId(this.#options.seed) } satisfies SenderState);
	}

	/** Sends nothing any more, and breaks off what is under way. */
	close(): void {
		for (const { queue } of this.#channels.values()) queue.end();
		this.#ending.end();
	}

	#open(registration: WebhookRegistration, handler: WebhookHandler | null, usesHandler: boolean, health: HealthSums): Channel {
		const { schedule, clock, choices, automatic, faultOf } = this.#options;
		const channel: Channel = {
			registration,
			handler,
			usesHandler,
			health,
			queue: new DeliveryQueue({
				automatic,
				deliver: (item, fault) => this.#send(channel, item, fault, "event"),
				faultOf: (item) => faultOf(registration.event, `${registration.id}/${item.webhookDataId}/${item.attempts + 1}`),
				plan: (run) => schedule(clock.now() + choices.webhookRunEveryMs, () => awake(run())),
			}),
		};
		this.#channels.set(registration.id, channel);
		return channel;
	}

	#channel(id: number): Channel {
		const channel = this.#channels.get(id);
		if (channel === undefined) throw new RangeError("The sandbox has no such webhook (any more).");
		return channel;
	}

	#payload(event: SandboxEvent): { webhookDataId: number; text: string } {
		const webhookDataId = this.#nextDataId;
		this.#nextDataId += 1;
		const { userSyncedTotal, webhookText } = this.#options.choices;
		return { webhookDataId, text: pythonJson(payloadOf(event, webhookDataId, userSyncedTotal), webhookText) };
	}

	#busy(): Promise<unknown>[] {
		const runs = [...this.#channels.values()].map(({ queue }) => queue.current).filter((run) => run !== null);
		return [...runs, ...this.#byHand];
	}

	#sendByHand(channel: Channel, item: Waiting, reason: "replay" | "test"): Promise<Delivery> {
		const sent = awake(this.#send(channel, item, null, reason));
		this.#byHand.add(sent);
		return sent.finally(() => this.#byHand.delete(sent));
	}

	async #send(
		channel: Channel,
		item: Waiting,
		fault: PlannedDeliveryFault | null,
		reason: Delivery["reason"],
	): Promise<Delivery> {
		const { registration, handler, usesHandler } = channel;
		const { userId, webhookDataId, text, token, attempts: attempt } = item;
		const log = this.#deliveries;
		const at = Math.floor(this.#options.clock.now());
		const date = reason === "event" && this.#options.choices.retryDate === "first" ? item.date : null;
		const shipment = { registration, handler, usesHandler, userId, webhookDataId, text, token, attempt, date, fault };
		const attempted = await this.#courier.carry(shipment);
		item.date ??= attempted.date;
		this.#lastDeliveryId += 1;
		const { id: registrationId, event, url } = registration;
		const { status, outcome, durationMs, fault: shown, request } = attempted;
		const what = { registrationId, event, webhookDataId, userId, attempt, status, outcome, fault: shown };
		const delivery = { id: this.#lastDeliveryId, ...what, url, reason, at, durationMs, bytes: request?.body.length ?? 0 };
		channel.health = added(channel.health, delivery);
		log.add(delivery, { request, text, token });
		this.#options.log({ deliveryId: delivery.id, ...what });
		return { ...delivery };
	}
}

/** Where the ids of payloads begin: somewhere, as in a domain that is in use. */
function firstDataId(seed: number): number {
	return 1_000_000 + (hashOf(seed, "id_webhook_data") % 9_000_000);
}

function copy(registration: WebhookRegistration): WebhookRegistration {
	return { ...registration, mechanism: { ...registration.mechanism } };
}
