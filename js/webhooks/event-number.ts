import { eventNumber, requireCore } from "../core.js";
import type { WebhookType } from "./event.js";

/** The core's numbers of the events, as far as they were asked for. */
const numbers = new Map<unknown, number>();

/** The core's number of an event; throws for a name that is none of ours. */
export function numberOf(type: WebhookType): number {
	let number = numbers.get(type);
	if (number === undefined) {
		requireCore();
		number = eventNumber(type);
		numbers.set(type, number);
	}
	return number;
}
