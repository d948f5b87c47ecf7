import type { NodeRequest } from "./messages.js";

/** How long a request that was answered before its end may go on, in milliseconds. */
const MOST_MS = 5_000;
/** How much of it is thrown away until its connection is cut, in bytes. */
const MOST_BYTES = 16_777_216;

/**
 * Throws away what comes of a request that was answered already, so that its sender gets to read the answer. Nobody can keep a
 * connection that way: the rest has an end in time and in bytes, and the connection is cut there.
 *
 * @param ended called when the request has come to its end
 */
export function drain(request: NodeRequest, ended: () => void): void {
	if (request.destroyed) return;
	let left = MOST_BYTES;
	const cut = () => request.destroy();
	const timer = setTimeout(cut, MOST_MS);
	// The connection itself keeps the program going.
	timer.unref();
	request
		.on("data", (chunk: Uint8Array) => {
			left -= chunk.length;
			if (left < 0) cut();
		})
		.on("end", () => {
			clearTimeout(timer);
			ended();
		})
		.on("close", () => clearTimeout(timer))
		.resume();
}
