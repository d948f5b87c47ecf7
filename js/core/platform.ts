// What a runtime does better than WebAssembly, where it does it synchronously. An entry says what there is; nothing need be.

/** Bytes that a runtime turns into text without a decoder. */
export interface FastBytes extends Uint8Array<ArrayBuffer> {
	toString(encoding?: "latin1" | "utf8", start?: number, end?: number): string;
}

export interface Platform {
	/** HMAC-SHA256 over some bytes and others behind them; its key is text. */
	readonly hmac?: (key: string, prefix: Uint8Array, body: Uint8Array) => Uint8Array;
	/** Inflates gzip, or gives null where that would be more bytes than allowed. Throws where it is damaged. */
	readonly gunzip?: (bytes: Uint8Array, maxBytes: number) => Uint8Array | null;
	/** A view of memory. */
	readonly view?: (buffer: ArrayBufferLike, start: number, length: number) => FastBytes;
}

export let platform: Platform = {};

/** Says what the runtime has. The first to say it counts. */
export function registerPlatform(given: Platform): void {
	if (platform.view === undefined) platform = given;
}
