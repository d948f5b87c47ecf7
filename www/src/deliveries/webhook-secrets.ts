import type { Control, ControlledWebhook } from "./control.js";

/** The secrets of the webhooks, by registration; asked for when one is met that is not known. */
export class WebhookSecrets {
	readonly #control: Control;
	#webhooks = new Map<number, ControlledWebhook>();

	constructor(control: Control) {
		this.#control = control;
	}

	/** Null: not signed by HMAC. Undefined: there is no such webhook any more. */
	async of(registrationId: number): Promise<string | null | undefined> {
		if (!this.#webhooks.has(registrationId)) {
			const webhooks = await this.#control.webhooks();
			this.#webhooks = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
		}
		return this.#webhooks.get(registrationId)?.secretKey;
	}

	/** After a reset the same ids are of other webhooks. */
	forget(): void {
		this.#webhooks.clear();
	}
}
