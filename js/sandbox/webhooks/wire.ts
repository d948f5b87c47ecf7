// One request to a receiver, by the network or by a handler, that ends in time whatever the receiver does.
import type { Ending } from "./ending.js";
import type { WebhookHandler } from "./registration.js";

/** What is sent. */
export interface WireRequest {
	readonly url: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** Milliseconds over which the body trickles. */
	readonly trickleMs?: number | undefined;
}

/** The part of an answer that counts. A handler may give the `Response` of another realm or library. */
export interface WireResponse {
	/** Null where the platform hides it: a browser that did not follow a redirect. */
	readonly status: number | null;
	readonly response: { readonly body?: unknown };
}

export type WireFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Nothing came in time. */
export class Timeout extends Error {}

/**
 * Does something within a time. Its signal is aborted when the time is over, or all is, whether it heeds that or not.
 *
 * @throws {Timeout}
 */
export async function within<Result>(
	ms: number,
	ending: Ending,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const controller = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let untell = (): void => {};
	const over = new Promise<never>((_, reject) => {
		timer = unref(setTimeout(() => reject(new Timeout()), ms));
		untell = ending.tell(() => reject(new Error("The sandbox was closed.")));
	});
	try {
		return await Promise.race([work(controller.signal), over]);
	} finally {
		clearTimeout(timer);
		untell();
		controller.abort();
	}
}

/** Sends a POST. Never follows a redirect. Rejects where there is no connection, or where a handler gives no answer. */
export async function post(
	{ url, headers, body, trickleMs = 0 }: WireRequest,
	to: { readonly fetch: WireFetch; readonly handler: WebhookHandler | null },
	signal: AbortSignal,
): Promise<WireResponse> {
	const streams = trickleMs > 0 && (to.handler === null ? isServer() : true) && canStream();
	if (trickleMs > 0 && !streams) await sleep(trickleMs);
	const init: RequestInit & { duplex?: "half" } = {
		method: "POST",
		headers: { ...headers },
		// A copy: what is kept of a delivery must not change.
		body: streams ? trickle(body, trickleMs) : body.slice(),
		...(streams && { duplex: "half" }),
		redirect: "manual",
		signal,
	};
	// The platform would check CORS and send cookies for a page; a sender of webhooks has none.
	const response =
		to.handler === null ? await to.fetch(url, { ...init, credentials: "omit" }) : await handled(to.handler, url, init);
	return { status: statusOf(response), response };
}

async function handled(handler: WebhookHandler, url: string, init: RequestInit): Promise<WireResponse["response"]> {
	const answer = await (handler as (request: Request) => unknown)(new Request(url, init));
	if (typeof answer !== "object" || answer === null) throw new TypeError("The handler gave no Response.");
	return answer;
}

function statusOf(response: object): number | null {
	const { status, type } = response as { status?: unknown; type?: unknown };
	if (type === "opaqueredirect") return null;
	if (Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599) return status as number;
	throw new TypeError("The answer has no status.");
}

const MOST_CHUNKS = 64;

/**
 * Reads what an answer holds, up to a number of bytes, and lets go of the rest. Of an answer that is not read to its end within
 * the time of `signal` too.
 *
 * @returns All of it as text, or null where there is more, or it broke off.
 */
export async function readText(
	response: WireResponse["response"],
	maxBytes: number,
	signal: AbortSignal,
): Promise<string | null> {
	let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
	const letGo = (): void => ignore(() => reader?.cancel());
	signal.addEventListener("abort", letGo);
	try {
		const { body } = response;
		if (body === null || body === undefined) return "";
		reader = (body as ReadableStream<Uint8Array>).getReader();
		const decoder = new TextDecoder();
		let text = "";
		let bytes = 0;
		// A count too: chunks may be empty, and then their bytes end nothing.
		for (let chunks = 0; chunks < MOST_CHUNKS; chunks += 1) {
			const { done, value } = await reader.read();
			if (done) return text + decoder.decode();
			bytes += value.length;
			if (bytes > maxBytes) return null;
			text += decoder.decode(value, { stream: true });
		}
		return null;
	} catch {
		return null;
	} finally {
		signal.removeEventListener("abort", letGo);
		// Of no effect where it has ended.
		letGo();
	}
}

/** Lets go of an answer that came too late. */
export function discard(response: WireResponse["response"]): void {
	ignore(() => (response.body as ReadableStream | null | undefined)?.cancel());
}

/** Does something whose failure, now or later, matters to nobody. */
function ignore(work: () => unknown): void {
	Promise.resolve()
		.then(work)
		.catch(() => {});
}

const PARTS = 8;

/** A body that comes in parts, over a time. */
function trickle(body: Uint8Array, ms: number): ReadableStream<Uint8Array> {
	const size = Math.max(1, Math.ceil(body.length / PARTS));
	let at = 0;
	return new ReadableStream({
		async pull(controller) {
			await sleep(ms / PARTS);
			if (at < body.length) controller.enqueue(body.slice(at, at + size));
			at += size;
			if (at >= body.length) controller.close();
		},
	});
}

/** Whether a request can have a stream as its body. Asked by what the platform reads of the options. */
function canStream(): boolean {
	let read = false;
	try {
		const init = {
			method: "POST",
			body: new ReadableStream(),
			get duplex() {
				read = true;
				return "half" as const;
			},
		};
		return !new Request("http://localhost/", init).headers.has("content-type") && read;
	} catch {
		return false;
	}
}

/** Browsers stream bodies over HTTP/2 alone, which a server on this machine seldom speaks. */
function isServer(): boolean {
	return !("document" in globalThis) && !("WorkerGlobalScope" in globalThis);
}

function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => {
		unref(setTimeout(resolve, ms));
	});
}

/** A program may end although this timer has not rung. A browser's timer is a number. */
function unref(timer: ReturnType<typeof setTimeout>): ReturnType<typeof setTimeout> {
	(timer as { unref?: () => void }).unref?.();
	return timer;
}

/** Keeps the program alive while somebody waits for something whose own timers do not. */
export async function awake<Result>(work: Promise<Result>): Promise<Result> {
	const timer = setInterval(() => {}, 1_000_000);
	try {
		return await work;
	} finally {
		clearInterval(timer);
	}
}
