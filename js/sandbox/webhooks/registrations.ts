// The webhooks that are registered, and what may be registered.
import { isLoopbackHostname } from "../loopback.js";
import { COVERED_EVENTS } from "./event.js";
import type { NewWebhook, WebhookHandler, WebhookMechanism, WebhookRegistration } from "./registration.js";

/** A registration, and whether a handler is called for it. */
export interface KeptRegistration {
	readonly registration: WebhookRegistration;
	readonly usesHandler: boolean;
}

/** What a registration is checked against. */
export interface RegistrationRules {
	readonly allowedHosts: readonly string[];
	readonly mechanismOf: (providerId: number) => WebhookMechanism | null;
}

const MOST_CHARACTERS = 4096;

/**
 * Reads what is to be registered, each member once.
 *
 * @throws {RangeError} for what cannot be registered; the message names it.
 */
export function readWebhook(
	given: NewWebhook,
	rules: RegistrationRules,
): Omit<WebhookRegistration, "id"> & { handler: WebhookHandler | null } {
	if (typeof given !== "object" || given === null) throw new RangeError("webhook: an object with event and url is expected");
	const { event, url, handler = null, secretKey, mechanism, providerId } = given;
	if (!COVERED_EVENTS.some((covered) => covered === event)) {
		throw new RangeError(`event: one of ${COVERED_EVENTS.join(", ")} is expected`);
	}
	if (handler !== null && typeof handler !== "function") throw new RangeError("handler: a function is expected");
	if ([secretKey, mechanism, providerId].filter((way) => way !== undefined).length > 1) {
		throw new RangeError("webhook: at most one of secretKey, mechanism and providerId is expected");
	}
	const { allowedHosts } = rules;
	requireUrl("url", url, handler === null ? allowedHosts : null);
	const way = secretKey === undefined ? mechanism : ({ type: "hmac_signature", secretKey } as const);
	return {
		event,
		url,
		handler,
		mechanism:
			providerId === undefined
				? readMechanism(way, allowedHosts, handler !== null)
				: providedBy(providerId, rules, handler !== null),
		providerId: providerId ?? null,
	};
}

/** Whether the sandbox may send something to the host of a URL. */
export function mayReach(url: string, allowedHosts: readonly string[]): boolean {
	const hostname = parse(url)?.hostname ?? "";
	return isLoopbackHostname(hostname) || allowedHosts.includes(hostname);
}

function providedBy(providerId: number, { mechanismOf, allowedHosts }: RegistrationRules, hasHandler: boolean): WebhookMechanism {
	const mechanism = mechanismOf(providerId);
	if (mechanism === null) throw new RangeError(`providerId: there is no authentication provider ${text(providerId)}`);
	return readMechanism(mechanism, allowedHosts, hasHandler);
}

function readMechanism(
	mechanism: WebhookMechanism | undefined,
	allowedHosts: readonly string[],
	hasHandler: boolean,
): WebhookMechanism {
	if (mechanism === undefined) return { type: "user_token" };
	if (typeof mechanism !== "object" || mechanism === null) throw new RangeError("mechanism: an object with a type is expected");
	switch (mechanism.type) {
		case "user_token":
			return { type: "user_token" };
		case "hmac_signature":
			return { type: "hmac_signature", secretKey: secret("secretKey", mechanism.secretKey) };
		case "oauth": {
			const { url } = mechanism;
			// A handler is the receiver's whole server: nothing goes over the network then.
			requireUrl("mechanism.url", url, hasHandler ? null : allowedHosts);
			const clientId = secret("mechanism.clientId", mechanism.clientId);
			return { type: "oauth", url, clientId, clientSecret: secret("mechanism.clientSecret", mechanism.clientSecret) };
		}
		default:
			throw new RangeError("mechanism.type: user_token, hmac_signature or oauth is expected");
	}
}

function secret(name: string, value: string): string {
	// No UTF-8 holds half a pair of surrogates: both sides would replace it, and "\ud800" be as good as "\ud801".
	if (typeof value === "string" && value !== "" && value.length <= MOST_CHARACTERS && !/\p{Surrogate}/u.test(value)) return value;
	throw new RangeError(`${name}: well-formed text of 1 to ${MOST_CHARACTERS} characters is expected`);
}

/** @param allowedHosts Null where nothing is sent there. */
function requireUrl(name: string, value: string, allowedHosts: readonly string[] | null): void {
	const url = typeof value === "string" && value.length <= MOST_CHARACTERS ? parse(value) : null;
	if (url === null || !/^https?:$/.test(url.protocol)) throw new RangeError(`${name}: an http or https URL is expected`);
	if (url.username !== "" || url.password !== "") throw new RangeError(`${name}: a URL without credentials is expected`);
	if (allowedHosts !== null && !mayReach(value, allowedHosts)) {
		throw new RangeError(`${name}: ${url.hostname} is not this machine; name it in allowedHosts to have webhooks sent there`);
	}
}

function parse(value: string): URL | null {
	try {
		return new URL(value);
	} catch {
		return null;
	}
}

function text(value: unknown): string {
	return typeof value === "number" ? String(value) : "of that id";
}

/** Handlers: functions, which no snapshot can hold. By id, event and URL, else the latest of that event and URL. */
export class Handlers {
	readonly #handlers = new Map<string, WebhookHandler>();

	set({ id, event, url }: Pick<WebhookRegistration, "id" | "event" | "url">, handler: WebhookHandler): void {
		this.#handlers.set(`${id} ${event} ${url}`, handler);
		this.#handlers.set(`${event} ${url}`, handler);
	}

	get({ id, event, url }: Pick<WebhookRegistration, "id" | "event" | "url">): WebhookHandler | null {
		return this.#handlers.get(`${id} ${event} ${url}`) ?? this.#handlers.get(`${event} ${url}`) ?? null;
	}
}
