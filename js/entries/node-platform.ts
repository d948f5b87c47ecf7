// What Node does better than WebAssembly, synchronously; Deno and Bun do it too.
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Platform, Resizable } from "../core/platform.js";
import { asciiText } from "./node-ascii.js";

let shown: Uint8Array | undefined;
let view: Buffer | undefined;

function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
	return Buffer.from(buffer as ArrayBuffer, byteOffset, length);
}

export const nodePlatform: Platform = {
	hmac: (key, prefix, body) => createHmac("sha256", key).update(prefix).update(body).digest(),
	gunzip: (body, maxBytes) => {
		try {
			return gunzipSync(body, { maxOutputLength: maxBytes });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return null;
			throw error;
		}
	},
	text: (bytes, isAscii) => viewOf(bytes).toString(isAscii ? "latin1" : "utf8"),
	windowText: (window, start, end) => {
		if (window !== shown || view === undefined) {
			shown = window;
			view = viewOf(window);
		}
		return view.toString("utf8", start, end);
	},
	ascii: asciiText,
	// Undici, Node's own, does; those of Deno and Bun send again. A page of Electron names undici and has the browser's.
	sendsOnce: !("location" in globalThis) && globalThis.process?.versions?.undici !== undefined,
	// A Buffer takes bytes that may go, while a TextDecoder does not.
	resizable: (length, most) => {
		try {
			const Resizing = ArrayBuffer as new (length: number, options?: { maxByteLength: number }) => Partial<Resizable>;
			const buffer = new Resizing(length, { maxByteLength: Math.max(length, most) });
			// Older runtimes take no notice of the second argument.
			return typeof buffer.resize === "function" ? (buffer as Resizable) : undefined;
		} catch {
			return undefined;
		}
	},
};
