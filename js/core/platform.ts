// What a runtime does better than WebAssembly, where it does it synchronously. An entry says what there is; nothing need be.

import type { Core } from "./core.js";

/** Memory that grows in its place, and is given back at once. */
export interface Resizable extends ArrayBuffer {
	resize(length: number): void;
}

export interface Platform {
	/** HMAC-SHA256 over some bytes and others behind them; its key is text. */
	readonly hmac?: (key: string, prefix: Uint8Array, body: Uint8Array) => Uint8Array;
	/** Inflates gzip, or gives null where that would be more bytes than allowed. Throws where it is damaged. */
	readonly gunzip?: (bytes: Uint8Array, maxBytes: number) => Uint8Array | null;
	/** The text of bytes that hold UTF-8, or nothing but ASCII. */
	readonly text?: (bytes: Uint8Array, isAscii: boolean) => string;
	/** The text of a part of the window. */
	readonly windowText?: (window: Uint8Array, start: number, end: number) => string;
	/** Checked JSON as text in which every character beyond ASCII is an escape, or null where that would be much longer. */
	readonly ascii?: (core: Core, bytes: Uint8Array) => string | null;
	/**
	 * Whether its `fetch` sends a request once, and never again by itself: what is not known to do so may, and tells nobody. One that a
	 * caller injects most likely wraps it.
	 */
	readonly sendsOnce?: boolean;
	/** Memory of a length that may grow to another; undefined where there is none. */
	readonly resizable?: (length: number, most: number) => Resizable | undefined;
}

export let platform: Platform = {};

/** Says what the runtime has. The first to say it counts. */
export function registerPlatform(given: Platform): void {
	if (platform.hmac === undefined) platform = given;
}
