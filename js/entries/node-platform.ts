// What Node does better than WebAssembly, synchronously; Deno and Bun do it too.
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { FastBytes, Platform } from "../core/platform.js";

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
	view: (buffer, start, length) => Buffer.from(buffer as ArrayBuffer, start, length) as FastBytes,
};
