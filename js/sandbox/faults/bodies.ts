// Bodies that break off, are huge or never end. They are made while they are read, and end when nobody reads them any more.
import type { RequestEntry } from "../record/entry.js";

type Ended = (how: Exclude<RequestEntry["ended"], "pending">) => void;

const encoder = new TextEncoder();
const PADDING = encoder.encode("a".repeat(16_384));
/** An endless body says something this often, so that it costs nothing and no idle limit ends it. */
const ENDLESS_PAUSE_MS = 20;

/** As Node's fetch says that a connection broke. */
export function connectionError(code: "ECONNREFUSED" | "ECONNRESET"): TypeError {
	const text = code === "ECONNREFUSED" ? "connect ECONNREFUSED" : "read ECONNRESET";
	return new TypeError("fetch failed", { cause: Object.assign(new Error(text), { code }) });
}

/** The text, and then the connection breaks. */
export function brokenBody(text: string, ended: Ended): ReadableStream<Uint8Array> {
	let isSent = false;
	return new ReadableStream({
		pull: (controller) => {
			if (!isSent) {
				isSent = true;
				controller.enqueue(encoder.encode(text));
				return;
			}
			ended("broken-off");
			controller.error(connectionError("ECONNRESET"));
		},
		cancel: () => ended("abandoned"),
	});
}

/** A JSON object of about that many bytes, all well. */
export function hugeBody(bytes: number, ended: Ended): ReadableStream<Uint8Array> {
	let left = bytes;
	return new ReadableStream({
		start: (controller) => controller.enqueue(encoder.encode('{"padding":"')),
		pull: (controller) => {
			const size = Math.min(left, PADDING.length);
			if (size > 0) controller.enqueue(PADDING.slice(0, size));
			left -= size;
			if (left > 0) return;
			controller.enqueue(encoder.encode('"}'));
			controller.close();
			ended("answered");
		},
		cancel: () => ended("abandoned"),
	});
}

/** The beginning of a JSON object that goes on for ever. */
export function endlessBody(sleep: (ms: number) => Promise<void>, ended: Ended): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start: (controller) => controller.enqueue(encoder.encode('{"padding":"')),
		pull: async (controller) => {
			await sleep(ENDLESS_PAUSE_MS);
			controller.enqueue(PADDING.slice(0, 64));
		},
		cancel: () => ended("abandoned"),
	});
}
