// Reading a web-standard request, no further than a limit.
import type { Bytes } from "../core/bytes.js";
import { rawBody } from "./body.js";
import { Chunks, readStream } from "./chunks.js";
import { bodyError, bodyFailed } from "./errors.js";
import { guarded } from "./given.js";
import type { IncomingBody } from "./incoming-body.js";
import type { MaxBytes } from "./max-bytes.js";

/**
 * The part of a `Request` that is used; any `Request` is one.
 *
 * @example
 * ```ts
 * const event = await webhooks.verifyRequest("USER_CREATED", new Request("https://example.com/hooks/user-created", { method: "POST", headers, body }));
 * ```
 *
 * Source: the Fetch standard.
 */
export interface RequestLike {
	readonly url: string;
	readonly headers: { get(name: string): string | null };
	/** A stream, or null where there is none. Firefox has no such property: there the body is read as a whole. */
	readonly body?: unknown;
	readonly bodyUsed: boolean;
	arrayBuffer?(): PromiseLike<ArrayBuffer>;
}

/** The path of a request's URL, as the platform has normalised it. */
export function pathOf(url: string): string {
	const path = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url.replace(/[?#].*$/s, "");
	return path === "" ? "/" : path;
}

/** The body of a request of which nothing was read yet; throws where somebody has read it. */
export function webBody(request: RequestLike): IncomingBody {
	const stream = guarded(() => {
		if (request.bodyUsed) throw bodyError("body_consumed");
		const { body } = request;
		if ((body as { locked?: unknown } | undefined | null)?.locked === true) throw bodyError("body_consumed");
		return body;
	});
	return (max) => {
		if (stream === undefined && guarded(() => request.arrayBuffer !== undefined)) return readWhole(request, max);
		return stream === undefined || stream === null ? new Uint8Array(0) : readStream(stream, max, "body_unreadable");
	};
}

/** All bytes of a body that has no stream. */
async function readWhole(request: RequestLike, max: MaxBytes): Promise<Bytes> {
	let whole: unknown;
	try {
		whole = await request.arrayBuffer?.();
	} catch (thrown) {
		throw bodyFailed("body_unreadable", thrown);
	}
	const chunks = new Chunks(max);
	chunks.add(rawBody(whole));
	return chunks.join();
}
