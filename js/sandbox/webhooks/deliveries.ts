// The log of deliveries. It is bounded: old entries go, and the bodies of old ones before.
import type { DeliveredRequest, Delivery } from "./delivery.js";

/** Attempts that are kept. */
export const MOST_DELIVERIES = 100_000;
/** Bytes of bodies, headers and payloads that are kept. */
export const MOST_KEPT_BYTES = 16 * 1024 * 1024;

/** What is kept of an attempt as long as there is room. */
export interface KeptContent {
	/** Null where nothing was sent. */
	readonly request: DeliveredRequest | null;
	/** The payload, for a replay. */
	readonly text: string;
	readonly token: string | null;
}

/** The attempts, ascending by id. */
export class DeliveryLog {
	#deliveries: Delivery[] = [];
	/** In order of ids too: the first is the oldest. */
	readonly #contents = new Map<number, KeptContent>();
	#bytes = 0;

	add(delivery: Delivery, content: KeptContent): void {
		this.#deliveries.push(delivery);
		// Seldom, so that dropping costs little.
		if (this.#deliveries.length >= MOST_DELIVERIES * 1.1) this.#deliveries = this.#deliveries.slice(-MOST_DELIVERIES);
		this.#contents.set(delivery.id, content);
		this.#bytes += sizeOf(content);
		for (const [id, oldest] of this.#contents) {
			if (this.#bytes <= MOST_KEPT_BYTES && this.#contents.size <= MOST_DELIVERIES) break;
			this.#contents.delete(id);
			this.#bytes -= sizeOf(oldest);
		}
	}

	/** Copies of those after an id. */
	after(id: number): Delivery[] {
		return this.#deliveries.filter((delivery) => delivery.id > id).map((delivery) => ({ ...delivery }));
	}

	find(id: number): Delivery | undefined {
		return this.#deliveries.find((delivery) => delivery.id === id);
	}

	content(id: number): KeptContent | undefined {
		return this.#contents.get(id);
	}

	/** A copy of what was sent. */
	request(id: number): DeliveredRequest | null {
		const request = this.#contents.get(id)?.request;
		return request ? { url: request.url, headers: { ...request.headers }, body: request.body.slice() } : null;
	}

	/** The highest attempt of a payload that is known here. */
	lastAttempt({ registrationId, webhookDataId }: Delivery): number {
		const same = this.#deliveries.filter(
			(other) => other.webhookDataId === webhookDataId && other.registrationId === registrationId,
		);
		return same.reduce((highest, { attempt }) => Math.max(highest, attempt), 0);
	}
}

/** An upper bound: a payload in UTF-16, and about 512 for the headers and the rest. */
function sizeOf({ request, text }: KeptContent): number {
	return (request?.body.length ?? 0) + 2 * text.length + 512;
}
