// A request as an adapter hands it to the receiver, and the answer that it gets.
import type { WebhookHeaders } from "../webhooks/headers.js";

/**
 * Where the bytes of a body are:
 *
 * - `stream`: nothing was read yet. `next` gives chunks, at once or by a promise, `undefined` at the end, and throws or rejects
 *   where the body breaks off; it is called only when the one before has settled. `cancel` ends a reading that nobody wants to go on
 *   with: it leaves the socket alone, and `next` is not called any more.
 * - `bytes`: a platform has read it and left the raw bytes.
 * - `lost`: somebody has read or parsed it, and the bytes are gone.
 */
export type IncomingBody =
	| { readonly kind: "stream"; next(): Uint8Array | undefined | Promise<Uint8Array | undefined>; cancel(): void }
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| { readonly kind: "lost"; readonly code: "body_not_raw" | "body_consumed" };

/** A request. */
export interface Incoming {
	readonly method: string;
	/** Path and perhaps query of the request's target, verbatim. The path finds the route. */
	readonly target: string;
	readonly headers: WebhookHeaders;
	/** Called when the body is wanted, once at most. */
	body(): IncomingBody;
	/**
	 * All bytes of the body where they are here already: to take them waits for nothing and tells the sender nothing. Called before
	 * the head is judged, once at most; `body` is not called then.
	 */
	arrived?(): Uint8Array | undefined;
}

/** The answer to a request. */
export interface Answer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** `{"code":"…"}`, or nothing where the status is 204. */
	readonly body: string;
	/** The request was not read to its end: a server that keeps the connection has to read or close it. */
	readonly isUnread: boolean;
}
