// Who is to be told of what: the webhooks that the Powens console keeps.
import type { CoveredEvent } from "./event.js";

/** A web-standard handler of requests: the `fetch` of Hono, a route handler of Next, a worker. Called instead of the network. */
export type WebhookHandler<Req = never, Res = unknown> = (request: Req) => Res | PromiseLike<Res>;

/** How a webhook proves who sends it. Source: the Powens documentation. */
export type WebhookMechanism =
	/** The default of Powens: `Authorization: Bearer` with a token of the user concerned. */
	| { readonly type: "user_token" }
	/** `BI-Signature` and `BI-Signature-Date`. */
	| { readonly type: "hmac_signature"; readonly secretKey: string }
	/** A token that Powens fetches from the receiver's server by client credentials. */
	| { readonly type: "oauth"; readonly url: string; readonly clientId: string; readonly clientSecret: string };

/** A webhook as it is registered. */
export interface WebhookRegistration {
	readonly id: number;
	readonly event: CoveredEvent;
	readonly url: string;
	readonly mechanism: WebhookMechanism;
	/** The id of the authentication provider made by `POST /webhooks/auth` that it uses, or null. */
	readonly providerId: number | null;
}

/** What to register: one event and one URL. At most one of `secretKey`, `mechanism` and `providerId` says how; by a user token without. */
export interface NewWebhook {
	readonly event: CoveredEvent;
	/** http or https, on this machine or on an allowed host; any where there is a `handler`, since nothing is sent there then. */
	readonly url: string;
	/**
	 * Is called with each delivery instead of the network; by OAuth2 also with the request for a token. Not part of snapshots: a
	 * webhook that comes back by `restore` has its own again; in another sandbox, the one registered last for its event and URL.
	 */
	readonly handler?: WebhookHandler | undefined;
	/** Signs by HMAC with this key. */
	readonly secretKey?: string | undefined;
	readonly mechanism?: WebhookMechanism | undefined;
	/** Authenticates by the provider of this id, made by `POST /webhooks/auth`, as it is now. */
	readonly providerId?: number | undefined;
}
