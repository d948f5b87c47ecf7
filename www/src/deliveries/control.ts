import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Delivery, RecordEntry, WebhookRegistration } from "powens-users/sandbox";
import { ControlError, controlError } from "./control-error.js";

/** A webhook as the control shows it. */
export interface ControlledWebhook extends WebhookRegistration {
	/** Null where the webhook is not signed by HMAC. */
	readonly secretKey: string | null;
}

/** What was sent to a webhook, byte for byte. */
export interface SentRequest {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array<ArrayBuffer>;
}

/** What a synchronisation found. */
export interface SyncResult {
	readonly connections: number;
	readonly transactions: number;
}

/** An entry of the record, and the number after which a stream that broke off goes on. */
export interface StreamedEntry {
	readonly number: number;
	readonly entry: RecordEntry;
}

/**
 * The control of the sandbox that serves this page. Everything rejects with a {@link ControlError}, or as `fetch` does when its signal
 * is aborted.
 */
export class Control {
	readonly #token: string;

	constructor(token: string) {
		this.#token = token;
	}

	async webhooks(): Promise<readonly ControlledWebhook[]> {
		return (await this.#json<{ webhooks: readonly ControlledWebhook[] }>("GET", "/webhooks")).webhooks;
	}

	/** The deliveries that the log has after an id, ascending. */
	async deliveries(after: number, signal: AbortSignal): Promise<readonly Delivery[]> {
		return (await this.#json<{ deliveries: readonly Delivery[] }>("GET", `/deliveries?after=${after}`, { signal })).deliveries;
	}

	async request(deliveryId: number): Promise<SentRequest> {
		const path = `/deliveries/${deliveryId}/request`;
		const { url, headers, body } = await this.#json<Omit<SentRequest, "body"> & { body: string }>("GET", path);
		return { url, headers, body: Uint8Array.from(atob(body), (character) => character.charCodeAt(0)) };
	}

	replay(deliveryId: number): Promise<Delivery> {
		return this.#json("POST", `/deliveries/${deliveryId}/replay`);
	}

	/** Makes a permanent user: of others no webhook is sent. */
	createUser(): Promise<{ readonly id: number }> {
		return this.#json("POST", "/users", { body: { permanent: true } });
	}

	sync(userId: number): Promise<SyncResult> {
		return this.#json("POST", `/users/${userId}/sync`);
	}

	/**
	 * The record from now on, or from after an entry. `opened` is called once nothing can be missed any more.
	 *
	 * By `fetch`, since an `EventSource` cannot carry a token.
	 */
	async *events(after: number | null, signal: AbortSignal, opened: () => void): AsyncGenerator<StreamedEntry, void> {
		const headers: Record<string, string> = after === null ? {} : { "Last-Event-ID": String(after) };
		const { body } = await this.#ask("GET", "/events", { headers, signal });
		if (body === null) throw new ControlError(null, "The sandbox's stream is empty.");
		opened();
		// Not `for await`: not every browser can do so with a stream.
		const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
		for (let read = await reader.read(); !read.done; read = await reader.read()) {
			const { event, id, data } = read.value;
			if (event === "record") yield { number: Number(id), entry: JSON.parse(data) };
		}
	}

	async #json<Answer>(method: string, path: string, options: AskOptions = {}): Promise<Answer> {
		const response = await this.#ask(method, path, options);
		return response.json().catch(() => {
			throw new ControlError(response.status, "The sandbox's answer is no JSON.");
		});
	}

	async #ask(method: string, path: string, { body, headers, signal }: AskOptions): Promise<Response> {
		let response: Response;
		try {
			response = await fetch(`/_sandbox${path}`, {
				method,
				signal: signal ?? null,
				credentials: "omit",
				redirect: "error",
				cache: "no-store",
				headers: { ...headers, Authorization: `Bearer ${this.#token}` },
				...(body !== undefined && { body: JSON.stringify(body) }),
			});
		} catch (error) {
			if (signal?.aborted) throw error;
			throw new ControlError(null, "The sandbox does not answer. Is npm start still running?");
		}
		if (response.ok) return response;
		throw await controlError(response);
	}
}

interface AskOptions {
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
}
