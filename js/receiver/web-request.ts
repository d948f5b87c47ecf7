// Web-standard requests, as the receiver takes them, and its answers as responses.
import { ignore } from "../core/guarded.js";
import type { Answer, Incoming, IncomingBody } from "./incoming.js";
import type { WebRequest } from "./receiver.js";
import type { WebResponse } from "./web-types.js";

interface Stream {
	readonly locked?: boolean;
	getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<unknown> };
}

export function incomingOf(request: WebRequest): Incoming {
	const { method, url: target, headers } = request;
	return { method, target, headers, body: () => bodyOf(request) };
}

function bodyOf(request: WebRequest): IncomingBody {
	const stream = request.body as Stream | null | undefined;
	if (request.bodyUsed || stream?.locked === true) return { kind: "lost", code: "body_consumed" };
	if (stream === null) return { kind: "bytes", bytes: new Uint8Array(0) };
	// Firefox has no such property.
	if (stream === undefined) return wholeOf(request);
	const reader = stream.getReader();
	return {
		kind: "stream",
		next: async () => (await reader.read()).value,
		cancel: () => ignore(() => reader.cancel()),
	};
}

function wholeOf(request: WebRequest): IncomingBody {
	if (request.arrayBuffer === undefined) return { kind: "bytes", bytes: new Uint8Array(0) };
	let isRead = false;
	return {
		kind: "stream",
		next: async () => {
			if (isRead) return undefined;
			isRead = true;
			return new Uint8Array((await request.arrayBuffer?.()) ?? new ArrayBuffer(0));
		},
		cancel: () => {},
	};
}

export function responseOf({ status, headers, body }: Answer): WebResponse {
	return new Response(status === 204 ? null : body, { status, headers });
}
