import type { Delivery } from "powens-users/sandbox";
import type { Control } from "./control.js";
import { ControlError, messageOf } from "./control-error.js";
import { MOST_SHOWN } from "./shown-delivery.js";
import { type Verification, verify } from "./verification.js";
import { WebhookSecrets } from "./webhook-secrets.js";

type Told = (deliveryId: number, verification: Verification) => void;

/** Verifies deliveries one behind the other, the newest first, and none that are out of view before their turn comes. */
export class Verifier {
	readonly #control: Control;
	readonly #secrets: WebhookSecrets;
	readonly #told: Told;
	#waiting: Delivery[] = [];
	#isBusy = false;

	constructor(control: Control, told: Told) {
		this.#control = control;
		this.#secrets = new WebhookSecrets(control);
		this.#told = told;
	}

	/** Ascending by id. */
	add(deliveries: readonly Delivery[]): void {
		this.#waiting = [...this.#waiting, ...deliveries].slice(-MOST_SHOWN);
		if (!this.#isBusy) void this.#work();
	}

	/** Drops what waits and what is known of webhooks. */
	reset(): void {
		this.#waiting = [];
		this.#secrets.forget();
	}

	async #work(): Promise<void> {
		this.#isBusy = true;
		for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
			this.#told(next.id, await this.#verify(next));
		this.#isBusy = false;
	}

	async #verify(delivery: Delivery): Promise<Verification> {
		try {
			const secretKey = await this.#secrets.of(delivery.registrationId);
			if (secretKey === undefined) return unverified("The webhook is gone, and its secret with it: not verified here.");
			if (secretKey === null) return unverified("Not HMAC: not verified here.");
			return await verify(delivery, await this.#control.request(delivery.id), secretKey);
		} catch (error) {
			if (error instanceof ControlError && error.status === 404)
				return unverified("Nothing was sent, or it is not kept any more.");
			return unverified(`Not verified: ${messageOf(error)}`);
		}
	}
}

function unverified(reason: string): Verification {
	return { status: "unverified", reason };
}
