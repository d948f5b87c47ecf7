// Reading a request of Node's http server, no further than a limit.
import type { Bytes } from "../bytes.js";
import { bodyError } from "../core.js";
import type { WebhookHeaders } from "./headers.js";
import { Chunks, letGo, type MaxBytes } from "./read-request.js";
import { guarded } from "./request.js";

/**
 * The part of Node's `IncomingMessage` that is used; any `IncomingMessage` is one, and so is the request of Express.
 *
 * @example
 * ```ts
 * async function receive(req: IncomingMessage): Promise<void> {
 * 	const event = await webhooks.verifyNode("USER_CREATED", req);
 * 	console.log(event.user.id);
 * }
 * ```
 *
 * Source: Node's documentation.
 */
export interface NodeRequestLike {
	readonly url?: string | undefined;
	readonly headers: WebhookHeaders;
	readonly readableEnded?: boolean;
	readonly readableDidRead?: boolean;
	readonly complete?: boolean;
	[Symbol.asyncIterator](): AsyncIterator<unknown>;
}

/** The text of a request's line: before a router of Express has cut it. */
export function urlOf(request: NodeRequestLike): string {
	return (request as { originalUrl?: string }).originalUrl ?? request.url ?? "";
}

/** All bytes of a request's body. */
export async function readNodeBody(request: NodeRequestLike, max: MaxBytes): Promise<Bytes> {
	const iterator = guarded(() => {
		if (request.readableDidRead === true || request.readableEnded === true) throw bodyError("body_consumed", false, undefined);
		return iteratorOf(request);
	});
	const chunks = new Chunks(max);
	for (;;) {
		let chunk: unknown;
		try {
			const step = await iterator.next();
			if (step.done === true) return chunks.join();
			chunk = step.value;
		} catch (thrown) {
			throw bodyError("body_unreadable", false, thrown);
		}
		try {
			chunks.add(chunk);
		} catch (error) {
			letGo(() => iterator.return?.());
			throw error;
		}
	}
}

/** Leaves the request whole when reading stops early: Node destroys it else and takes its socket, which loggers look at. */
function iteratorOf(request: NodeRequestLike): AsyncIterator<unknown> {
	const readable = request as { iterator?: (options: { destroyOnReturn: boolean }) => AsyncIterator<unknown> };
	if (typeof readable.iterator !== "function") return request[Symbol.asyncIterator]();
	return readable.iterator({ destroyOnReturn: false });
}
