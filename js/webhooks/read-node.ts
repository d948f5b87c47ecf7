// Reading a request of Node's http server, no further than a limit.
import { isObject } from "../core/guarded.js";
import { ARGUMENT_TEXTS } from "../errors/webhook-texts.js";
import { isRaw, limitedBytes, rawBody } from "./body.js";
import { readAll } from "./chunks.js";
import { argumentError, bodyError } from "./errors.js";
import { guarded, part } from "./given.js";
import type { WebhookHeaders } from "./headers.js";
import type { IncomingBody } from "./incoming-body.js";

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
	[Symbol.asyncIterator](): AsyncIterator<unknown>;
}

/** What platforms put beside a request that they have read. */
interface Drained {
	readonly rawBody?: unknown;
	readonly body?: unknown;
}

/** The text of a request's line: before a router of Express has cut it. */
export function urlOf(request: NodeRequestLike): string {
	return (part(request as { originalUrl?: string }, "originalUrl") ?? request.url ?? "") as string;
}

/**
 * The body of a request of which nothing was read yet, or the bytes that a platform has left beside one that it has read
 * (Cloud Functions and Nitro do); throws where there are none.
 */
export function nodeBody(request: NodeRequestLike): IncomingBody {
	return guarded(() => {
		if (request.readableDidRead === true || request.readableEnded === true) return leftBeside(request);
		if (typeof request[Symbol.asyncIterator] !== "function") throw argumentError(ARGUMENT_TEXTS.nodeRequest);
		return readStream(request);
	});
}

function readStream(request: NodeRequestLike): IncomingBody {
	return (max) => {
		const iterator = guarded(() => iteratorOf(request));
		return readAll(
			() => iterator.next(),
			() => iterator.return?.(),
			max,
			"body_unreadable",
		);
	};
}

/** Leaves the request whole when reading stops early: Node destroys it else and takes its socket, which loggers look at. */
function iteratorOf(request: NodeRequestLike): AsyncIterator<unknown> {
	const readable = request as { iterator?: (options: { destroyOnReturn: boolean }) => AsyncIterator<unknown> };
	if (typeof readable.iterator !== "function") return request[Symbol.asyncIterator]();
	return readable.iterator({ destroyOnReturn: false });
}

function leftBeside(request: NodeRequestLike): IncomingBody {
	const { rawBody: raw, body } = request as Drained;
	for (const left of [raw, body]) {
		if (!isRaw(left)) continue;
		const bytes = rawBody(left);
		// A copy: whoever read the request has these too.
		return (max) => new Uint8Array(limitedBytes(bytes, max));
	}
	const isParsed = [raw, body].some(isObject);
	throw bodyError(isParsed ? "body_not_raw" : "body_consumed");
}
