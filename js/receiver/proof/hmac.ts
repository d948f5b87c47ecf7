// HMAC: a signature over path, date and body.
import type { SignedWebhook } from "../options.js";
import type { EventOf, WebhookType } from "../../webhooks/event.js";
import type { WebhookHeaders } from "../../webhooks/headers.js";
import type { RequestLike } from "../../webhooks/read-web.js";
import type { Webhooks } from "../../webhooks/webhooks.js";
import type { BodyReader } from "../body-reader.js";
import { headerOf } from "../header.js";
import type { Incoming } from "../incoming.js";
import { idOf } from "../key.js";
import type { Proof, Proven, Refused } from "./proof.js";
import { judged } from "./refusal.js";

export class Hmac implements Proof {
	readonly #webhooks: Webhooks;
	readonly #event: WebhookType | null;
	readonly #options: { readonly path: string };

	constructor(webhooks: Webhooks, path: string, event: WebhookType | null) {
		this.#webhooks = webhooks;
		this.#event = event;
		this.#options = { path };
	}

	async prove({ headers }: Incoming, reader: BodyReader): Promise<Proven | Refused> {
		// `Webhooks` takes whatever holds headers; the type of a web-standard request says less.
		const request: RequestLike = { url: "/", headers: headers as { get(name: string): string | null }, body: reader, bodyUsed: false };
		try {
			if (this.#event !== null) return provenEvent(await this.#webhooks.verifyRequest(this.#event, request, this.#options), reader);
			const { body, signedAt, secretName } = await this.#webhooks.verifyRequestSignature(request, this.#options);
			const signed: SignedWebhook = { id: idOf(body), body, signedAt, secretName, mechanism: "hmac" };
			return { ...known(signed), id: signed.id, signedAtMs: signedAt.getTime(), chunks: [body], body: () => body };
		} catch (error) {
			return judged(error, reader, () => dateOf(headers));
		}
	}
}

/** An event whose sender is proven. */
export function provenEvent(event: EventOf<WebhookType>, reader: BodyReader): Proven {
	return {
		...known(event),
		id: event.id,
		signedAtMs: event.signedAt?.getTime() ?? null,
		chunks: reader.isCompressed ? [event.body] : reader.chunks,
		body: () => event.body,
	};
}

function known(event: object): Pick<Proven, "isProven" | "event" | "unexpected"> {
	return { isProven: true, event, unexpected: undefined };
}

/** The date of a signature that is proven. */
function dateOf(headers: WebhookHeaders): number | null {
	const date = Date.parse(headerOf(headers, "bi-signature-date") ?? "");
	return Number.isNaN(date) ? null : date;
}
