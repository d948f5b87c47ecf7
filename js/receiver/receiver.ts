import type { Kept, KeptEntry, ListKeptOptions } from "./inbox/inbox.js";
import type { Answer, Incoming } from "./incoming.js";
import type { OutcomeKind } from "./outcome.js";
import type { WebResponse } from "./web-types.js";

/** The parts of a web-standard `Request` that are used. */
export type WebRequest = {
	readonly url: string;
	readonly method: string;
	readonly headers: { get(name: string): string | null };
	readonly body?: unknown;
	readonly bodyUsed: boolean;
	arrayBuffer?(): PromiseLike<ArrayBuffer>;
};

/** What `stop` came to. */
export interface Stopped {
	/** Whether every request was answered and every claim given back in time. */
	readonly isFinished: boolean;
	/** How many handlers were still running. */
	readonly running: number;
}

/** Figures of a receiver since it was made. */
export interface ReceiverStats {
	readonly outcomes: Readonly<Record<OutcomeKind, number>>;
	/** Requests that are not answered yet. */
	readonly requests: number;
	/** Handlers that are running, those that were answered 503 for their slowness included. */
	readonly handlers: number;
	/** Requests that wait for a place or for another's result. */
	readonly waiting: number;
	readonly bufferedBytes: number;
	readonly inbox: Readonly<Record<string, number>>;
}

/** Receives webhooks: what `createReceiver` gives. */
export interface Receiver {
	/** Answers a web-standard request. Bound: it may be handed on as it is. */
	fetch(request: WebRequest): Promise<WebResponse>;
	/** Answers a request that an adapter has taken in. Never rejects. */
	receive(incoming: Incoming): Promise<Answer>;
	/** Whether a path has a route: for adapters that let other requests pass. */
	hasRoute(path: string): boolean;
	/** The paths of the routes: for adapters that register them one by one. */
	readonly paths: readonly string[];
	/** What is kept, the oldest first. */
	list(options?: ListKeptOptions): Promise<readonly KeptEntry[]>;
	/** What is kept under a key, bytes and all. */
	read(key: string): Promise<Kept | undefined>;
	/** Handles what is kept once more, by the handler of its route as it is now. */
	replay(key: string): Promise<Replayed>;
	/** Forgets what is kept; its key stays done. */
	drop(key: string): Promise<boolean>;
	stats(): ReceiverStats;
	/** Takes nothing more (503), lets what is under way finish, and gives back what has not. */
	stop(options?: { timeoutMs?: number | undefined }): Promise<Stopped>;
}

/** What `replay` came to: `accepted`, or why not. What the handler threw is thrown. */
export type Replayed = { readonly kind: "accepted" } | { readonly kind: "busy" | "not_found" | "no_route" | "payload_invalid" };
