// HMAC: a signature over path, date and body.
import type { WebhookType } from "../../webhooks/event.js";
import type { WebhookHeaders } from "../../webhooks/headers.js";
import type { RequestLike } from "../../webhooks/read-web.js";
import type { Webhooks } from "../../webhooks/webhooks.js";
import type { Awaitable } from "../awaitable.js";
import type { BodyReader } from "../body-reader.js";
import { headerOf } from "../header.js";
import type { Incoming } from "../incoming.js";
import { idOf } from "../key.js";
import type { Proof, Proven, Refused } from "./proof.js";
import { provenEvent, provenSigned } from "./proven-event.js";
import { judged } from "./refusal.js";
import { withoutStack } from "./without-stack.js";

export class Hmac implements Proof {
	readonly mechanism = "hmac";
	readonly #webhooks: Webhooks;
	readonly #event: WebhookType | null;
	readonly #options: { readonly path: string };

	constructor(webhooks: Webhooks, path: string, event: WebhookType | null) {
		this.#webhooks = webhooks;
		this.#event = event;
		this.#options = { path };
	}

	prove({ headers }: Incoming, reader: BodyReader): Awaitable<Proven | Refused> {
		const bytes = reader.arrived();
		if (bytes !== undefined) return withoutStack(() => this.#proveArrived(headers, reader, bytes));
		return this.#readAndProve(headers, reader);
	}

	async #readAndProve(headers: WebhookHeaders, reader: BodyReader): Promise<Proven | Refused> {
		// `Webhooks` takes whatever holds headers; the type of a web-standard request says less.
		const request: RequestLike = {
			url: "/",
			headers: headers as { get(name: string): string | null },
			body: reader,
			bodyUsed: false,
		};
		try {
			if (this.#event === null) {
				const { body, signedAt, secretName } = await this.#webhooks.verifyRequestSignature(request, this.#options);
				return provenSigned({ id: idOf(body), body, signedAt, secretName, mechanism: "hmac" });
			}
			const event = await this.#webhooks.verifyRequest(this.#event, request, this.#options);
			return provenEvent(event, reader.isCompressed ? undefined : reader.chunks);
		} catch (error) {
			return judged(error, reader, reader.chunks, () => dateOf(headers));
		}
	}

	/** The same of bytes that are here: without a promise for each chunk, which takes longer than a small body's signature. */
	#proveArrived(headers: WebhookHeaders, reader: BodyReader, body: Uint8Array): Proven | Refused {
		const request = { path: this.#options.path, headers, body };
		try {
			if (this.#event !== null) return provenEvent(this.#webhooks.verify(this.#event, request), reader.chunks);
			const { body: own, signedAt, secretName } = this.#webhooks.verifySignature(request);
			return provenSigned({ id: idOf(own), body: own, signedAt, secretName, mechanism: "hmac" });
		} catch (error) {
			return judged(error, reader, reader.chunks, () => dateOf(headers));
		}
	}
}

/** The date of a signature that is proven. */
function dateOf(headers: WebhookHeaders): number | null {
	const date = Date.parse(headerOf(headers, "bi-signature-date") ?? "");
	return Number.isNaN(date) ? null : date;
}
