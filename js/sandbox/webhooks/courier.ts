// One attempt to deliver a payload: its body, its headers, the request, and what became of it.
import type { SandboxChoices } from "../choices.js";
import type { FaultName } from "../faults/fault.js";
import type { PlannedDeliveryFault } from "../faults/planned.js";
import { hashOf } from "../seeded.js";
import { CFONB_SAMPLE } from "./cfonb.js";
import type { DeliveredRequest, DeliveryOutcome } from "./delivery.js";
import type { Ending } from "./ending.js";
import { signature, signatureDate } from "./hmac.js";
import { OAuthTokens } from "./oauth.js";
import type { WebhookHandler, WebhookMechanism, WebhookRegistration } from "./registration.js";
import { mayReach } from "./registrations.js";
import { discard, post, readText, Timeout, type WireFetch, type WireRequest, type WireResponse, within } from "./wire.js";

/** What is to be delivered, to whom. */
export interface Shipment {
	readonly registration: WebhookRegistration;
	readonly handler: WebhookHandler | null;
	/** Whether `handler` is to be called; where it is lost nothing is sent. */
	readonly usesHandler: boolean;
	readonly userId: number;
	readonly webhookDataId: number;
	/** The payload as JSON. */
	readonly text: string;
	/** The token that the user had when it happened; of a user who is gone, the last one. */
	readonly token: string | null;
	readonly attempt: number;
	/** Date of the first attempt, where it is to be sent again as it was. */
	readonly date: string | null;
	readonly fault: PlannedDeliveryFault | null;
}

/** What became of an attempt. */
export interface Attempted {
	readonly status: number | null;
	readonly outcome: DeliveryOutcome;
	readonly durationMs: number;
	/** Null where nothing was sent. */
	readonly request: DeliveredRequest | null;
	readonly fault: FaultName | null;
	/** The date without a fault's skew. */
	readonly date: string;
}

export interface CourierOptions {
	readonly choices: SandboxChoices;
	readonly now: () => number;
	readonly seed: number;
	readonly fetch: WireFetch;
	readonly allowedHosts: readonly string[];
	readonly gzip: boolean;
	readonly cfonb: boolean;
	readonly tokenOf: (userId: number) => string | null;
	/** That of the sandbox. */
	readonly ending: Ending;
}

const DEFAULT_SKEW_MS = 3_600_000;
const DEFAULT_SLOW_MS = 2_000;
const MOST_ANSWER_BYTES = 65_536;

/** Carries payloads to receivers. No receiver makes it throw, wait beyond its time, or keep an answer. */
export class Courier {
	readonly #options: CourierOptions;
	readonly oauth: OAuthTokens;

	constructor(options: CourierOptions) {
		this.#options = options;
		this.oauth = new OAuthTokens(options.now, options.choices.oauthBody);
	}

	async carry(shipment: Shipment): Promise<Attempted> {
		const started = performance.now();
		const { choices, ending } = this.#options;
		const date = shipment.date ?? this.#date(shipment, 0);
		const fault = carriedOut(shipment);
		let request: DeliveredRequest | null = null;
		let status: number | null = null;
		const ended = (outcome: DeliveryOutcome): Attempted => {
			return { status, outcome, durationMs: performance.now() - started, request, fault, date };
		};
		if (!this.#mayReach(shipment, shipment.registration.url)) return ended("blocked");
		if (shipment.usesHandler && shipment.handler === null) return ended("failed");
		try {
			return await within(choices.webhookTimeoutMs, ending, async (signal) => {
				request = await this.#request(shipment, date, signal);
				const trickleMs = fault === "slow" ? (shipment.fault?.ms ?? DEFAULT_SLOW_MS) : 0;
				const answer = await this.#post(shipment, { ...request, trickleMs }, signal);
				status = answer.status;
				if (status === 401 && shipment.registration.mechanism.type === "oauth")
					this.oauth.forget(shipment.registration.mechanism);
				// So that the connection can serve the next one. It changes nothing: the status has told what counts.
				await readText(answer.response, MOST_ANSWER_BYTES, signal);
				return ended(outcomeOf(status));
			});
		} catch (error) {
			if (status !== null) return ended(outcomeOf(status));
			return ended(error instanceof Timeout && request !== null ? "timeout" : "failed");
		}
	}

	async #request(shipment: Shipment, date: string, signal: AbortSignal): Promise<DeliveredRequest> {
		const { cfonb, gzip, choices } = this.#options;
		const { event, url } = shipment.registration;
		const isCfonb = cfonb && (event === "USER_SYNCED" || event === "CONNECTION_SYNCED");
		const plain = new TextEncoder().encode(isCfonb ? CFONB_SAMPLE : shipment.text);
		const body = gzip ? await compressed(plain) : plain;
		const signed = choices.gzipSigned === "plain" ? plain : body;
		return {
			url,
			headers: {
				"content-type": isCfonb ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
				...(gzip && { "content-encoding": "gzip" }),
				...(await this.#proof(shipment, date, signed, signal)),
			},
			body,
		};
	}

	/** The headers by which a receiver knows who sends. */
	async #proof(shipment: Shipment, date: string, body: Uint8Array, signal: AbortSignal): Promise<Record<string, string>> {
		const { registration, fault } = shipment;
		const { mechanism } = registration;
		const isForged = fault?.name === "forged";
		if (mechanism.type !== "hmac_signature") {
			const token = isForged ? "forged" : await this.#token(shipment, mechanism, signal);
			return { authorization: `Bearer ${token}` };
		}
		const shownDate = fault?.name === "clock_skew" ? this.#date(shipment, fault.ms ?? DEFAULT_SKEW_MS) : date;
		const { pathname, search } = new URL(registration.url);
		const endpoint = this.#options.choices.signedEndpoint === "path" ? pathname : pathname + search;
		const key = isForged ? `forged ${mechanism.secretKey}` : mechanism.secretKey;
		return { "bi-signature-date": shownDate, "bi-signature": await signature(key, endpoint, shownDate, body) };
	}

	async #token(
		shipment: Shipment,
		mechanism: Exclude<WebhookMechanism, { type: "hmac_signature" }>,
		signal: AbortSignal,
	): Promise<string> {
		if (mechanism.type === "oauth") {
			const send = async (request: WireRequest): Promise<WireResponse> => {
				if (!this.#mayReach(shipment, request.url)) throw new Error("The host is not allowed.");
				return this.#post(shipment, request, signal);
			};
			return this.oauth.get(mechanism, send, signal);
		}
		const token = this.#options.tokenOf(shipment.userId) ?? shipment.token;
		if (token === null) throw new Error("The user has no permanent token.");
		return token;
	}

	async #post({ handler }: Shipment, request: WireRequest, signal: AbortSignal): Promise<WireResponse> {
		const answer = await post(request, { fetch: this.#options.fetch, handler }, signal);
		if (signal.aborted) discard(answer.response);
		return answer;
	}

	#mayReach({ usesHandler }: Shipment, url: string): boolean {
		return usesHandler || mayReach(url, this.#options.allowedHosts);
	}

	#date({ registration, webhookDataId, attempt }: Shipment, lateMs: number): string {
		const micros = hashOf(this.#options.seed, "microseconds", registration.id, webhookDataId, attempt) % 1000;
		return signatureDate(Math.floor(this.#options.now()) - lateMs, micros);
	}
}

/** The fault that this delivery can show: only a signature has a date. */
function carriedOut({ fault, registration }: Shipment): FaultName | null {
	const shown: FaultName[] = ["forged", "repeated", "reordered", "slow"];
	if (registration.mechanism.type === "hmac_signature") shown.push("clock_skew");
	return fault !== null && shown.includes(fault.name) ? fault.name : null;
}

function outcomeOf(status: number | null): DeliveryOutcome {
	return status !== null && status >= 200 && status <= 299 ? "accepted" : "refused";
}

async function compressed(bytes: Uint8Array): Promise<Uint8Array> {
	const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream("gzip"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}
