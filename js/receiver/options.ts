import type { Bytes } from "../core/bytes.js";
import type { Issue } from "../errors/powens-error.js";
import type { EventOf, WebhookMechanism, WebhookType } from "../webhooks/event.js";
import type { NamedSecret } from "../webhooks/options.js";
import type { Inbox } from "./inbox/inbox.js";
import type { Outcome } from "./outcome.js";
import type { HandlerSignal } from "./web-types.js";

/** A request without its body, the same behind every adapter: what `authenticate` sees. */
export interface RequestHead {
	readonly method: string;
	/** The path of the route. */
	readonly path: string;
	/** Path and query, as they came. */
	readonly target: string;
	readonly headers: { get(name: string): string | null };
}

/**
 * How a route proves its sender, where that is no signature: `{ bearer }` for Powens' default mechanism gives the token that is on
 * record for a user; a function looks at the request without its body, for OAuth2. False is 401, and what it throws 500.
 */
export type Authenticate =
	| { readonly bearer: (userId: number) => string | null | undefined | PromiseLike<string | null | undefined> }
	| ((request: RequestHead) => boolean | PromiseLike<boolean>);

/** What every handler gets besides the event. */
export interface HandlerContext {
	/** The key of the delivery: the same each time that Powens sends it. Fit for a job's id, hashed where a queue wants that. */
	readonly key: string;
	readonly route: string;
	readonly source: string;
	/** Which attempt this is, from 1. Those whose process died are counted too. */
	readonly attempt: number;
	/** Aborted at the handler's deadline, when the claim is lost, and when `stop` gives up waiting. */
	readonly signal: HandlerSignal;
	/** Whether it was kept before, and is handled again by `replay`. */
	readonly isReplay: boolean;
}

/** The proven bytes of an event that has no type here. */
export interface SignedWebhook {
	/** `id_webhook_data`; null where the body has none. */
	readonly id: number | null;
	readonly body: Bytes;
	/** When it was signed; null without a signature. */
	readonly signedAt: Date | null;
	readonly secretName: string | null;
	readonly mechanism: WebhookMechanism;
}

interface RouteBase {
	/** Which domain of Powens sends here. Ids of two sources are never taken for each other. Default: `"default"`. */
	readonly source?: string | undefined;
	/** Secrets of this route; they alone count for it. Default: those of the receiver. */
	readonly secretKey?: string | readonly NamedSecret[] | undefined;
	readonly authenticate?: Authenticate | undefined;
}

/** A route of one of the covered events. */
export interface EventRoute<Type extends WebhookType, Context extends object> extends RouteBase {
	readonly event: Type;
	readonly handle: (event: EventOf<Type>, context: HandlerContext & Context) => unknown;
}

/** A route of any other event. */
export interface BytesRoute<Context extends object> extends RouteBase {
	readonly event?: undefined;
	readonly handle: (signed: SignedWebhook, context: HandlerContext & Context) => unknown;
}

export type Route<Context extends object = object> =
	| { [Type in WebhookType]: EventRoute<Type, Context> }[WebhookType]
	| BytesRoute<Context>;

/** A body that was kept since it is not what the event carries. */
export interface Unexpected {
	readonly route: string;
	readonly key: string;
	readonly code: string;
	readonly body: Bytes;
	readonly issues: readonly Issue[];
}

/** Options of `createReceiver`. */
export interface ReceiverOptions<Context extends object = object> {
	/** As in `Webhooks`. Not needed where each route has its own, or `authenticate`. */
	readonly secretKey?: string | readonly NamedSecret[] | undefined;
	readonly inbox: Inbox<Context>;
	/** By the path that is registered at Powens, verbatim: it is what is signed. */
	readonly routes: Readonly<Record<string, Route<Context>>>;
	/** Called after a body was kept because of what it is. What it throws is told by `onOutcome`, and changes no answer. */
	readonly onUnexpected?: ((unexpected: Unexpected) => unknown) | undefined;
	/** Called once a request is answered. What it throws is ignored. */
	readonly onOutcome?: ((outcome: Outcome) => unknown) | undefined;
	/**
	 * How old a signature may be, in seconds. Default and most: the retention of the inbox, less the 300 s that a signature may be
	 * dated ahead, since it grows old that much later than its key is forgotten.
	 */
	readonly toleranceSeconds?: number | undefined;
	/** The largest body, in bytes. Default: 33554432 (32 MiB). */
	readonly maxBodyBytes?: number | undefined;
	/** The most bytes of all bodies that are being read or handled. Default: 268435456 (256 MiB), at least `maxBodyBytes`. */
	readonly maxBufferedBytes?: number | undefined;
	/** The most handlers at once. Default: 100; no more than the inbox allows. */
	readonly maxHandlers?: number | undefined;
	/** How long a body may take to arrive, in milliseconds. Default: 10000. */
	readonly bodyTimeoutMs?: number | undefined;
	/** How long a handler may take, in milliseconds, until 503 is answered. Default: 10000. */
	readonly handlerTimeoutMs?: number | undefined;
	/** How long a duplicate waits for the first one's result, and a request for a place, in milliseconds. Default: 2000. */
	readonly waitMs?: number | undefined;
	/** The lease of a claim, renewed at each third of it, in milliseconds. Default: 30000. */
	readonly leaseMs?: number | undefined;
	/** How often a handler may fail until the body is kept. Default: 8. */
	readonly maxAttempts?: number | undefined;
	/** The wall clock, in epoch milliseconds. Default: `Date.now`. */
	readonly now?: (() => number) | undefined;
	/** Makes the token of a claim: 128 bits or more of chance. Default: `crypto.randomUUID()` of the runtime. */
	readonly random?: (() => string) | undefined;
}
