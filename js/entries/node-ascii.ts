// Rewriting checked JSON as ASCII, window by window.
import { Buffer } from "node:buffer";
import { type Core, WINDOW } from "../core/core.js";

/**
 * The same JSON with every character beyond ASCII as an escape, or null where that would be much longer. JavaScript
 * holds and parses text of ASCII in half the time of other text.
 */
export function asciiText(core: Core, bytes: Uint8Array): string | null {
	// In one piece: text that is put together of pieces is copied once more to be parsed.
	let ascii = new Uint8Array(bytes.length + (bytes.length >> 3) + 256);
	let length = 0;
	for (let done = 0; done < bytes.length; ) {
		const piece = bytes.subarray(done, done + WINDOW);
		core.openWindow().set(piece);
		const left = core.exports.ascii_feed(piece.length);
		if (left < 0) return null;
		done += piece.length - left;
		const rewritten = new Uint8Array(core.memory, core.exports.ascii_at(), core.exports.ascii_length());
		if (length + rewritten.length > ascii.length) ascii = enlarged(ascii, length + rewritten.length);
		ascii.set(rewritten, length);
		length += rewritten.length;
	}
	return Buffer.from(ascii.buffer, 0, length).toString("latin1");
}

function enlarged(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
	const larger = new Uint8Array(Math.max(least, bytes.length * 2));
	larger.set(bytes);
	return larger;
}
