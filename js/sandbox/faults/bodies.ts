// Bodies that break off, are huge or never end. They are made while they are read, and end when nobody reads them any more.
import type { RequestEnd } from "../record/entry.js";
import type { Sleep } from "./pauses.js";

type Chunks = AsyncGenerator<Uint8Array, void>;
type Ended = (how: RequestEnd) => void;

/** Looked up when it is needed: jsdom has none, and may load the sandbox all the same. */
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
/** White space, which JSON may have anywhere: whoever reads it can refuse it by its length alone. */
const PADDING = new Uint8Array(65_536).fill(0x20);
/** So that what is before the break has arrived: a reset throws away what is still under way. */
const BREAK_MS = 20;
const ENDLESS_PAUSE_MS = 20;
const ENDLESS_CHUNK = 4_096;

/** As Node's fetch says that a connection broke. */
export function connectionError(code: "ECONNREFUSED" | "ECONNRESET"): TypeError {
	const text = code === "ECONNREFUSED" ? "connect ECONNREFUSED" : "read ECONNRESET";
	return new TypeError("fetch failed", { cause: Object.assign(new Error(text), { code }) });
}

/** The text, and then the connection breaks, whether somebody reads it or not. */
export async function* brokenBody(text: string, sleep: Sleep, signal: AbortSignal | undefined): Chunks {
	yield encode(text);
	await sleep(BREAK_MS, signal);
	throw connectionError("ECONNRESET");
}

/** So many bytes: the beginning of a JSON object, and padding. It is never closed: at no length does it say that something was done. */
export async function* hugeBody(whole: string, bytes: number): Chunks {
	const start = encode(whole.slice(0, -1)).slice(0, bytes);
	yield start;
	for (let left = bytes - start.length; left > 0; left -= PADDING.length) yield PADDING.slice(0, left);
}

/** The beginning of a JSON object that goes on for ever, slowly enough to cost nothing. */
export async function* endlessBody(whole: string, sleep: Sleep, signal: AbortSignal | undefined): Chunks {
	yield encode(whole.slice(0, -1));
	for (;;) {
		await sleep(ENDLESS_PAUSE_MS, signal);
		yield PADDING.slice(0, ENDLESS_CHUNK);
	}
}

/** A body of these chunks, two of which wait at most. It errors with the reason of the caller's signal, as that of a `fetch` does. */
export function bodyOf(chunks: Chunks, signal: AbortSignal | undefined, ended: Ended): ReadableStream<Uint8Array> {
	let stop = (): void => {};
	const end = (how: Parameters<Ended>[0]): void => {
		signal?.removeEventListener("abort", stop);
		ended(signal?.aborted ? "abandoned" : how);
	};
	return new ReadableStream<Uint8Array>(
		{
			start: (controller) => {
				stop = () => {
					end("abandoned");
					controller.error(signal?.reason);
				};
				signal?.addEventListener("abort", stop);
				if (signal?.aborted) stop();
			},
			pull: async (controller) => {
				try {
					const { done, value } = await chunks.next();
					if (!done) return controller.enqueue(value);
					end("answered");
					controller.close();
				} catch (error) {
					end("broken-off");
					controller.error(signal?.aborted ? signal.reason : error);
				}
			},
			cancel: () => end("abandoned"),
		},
		{ highWaterMark: 2 },
	);
}
