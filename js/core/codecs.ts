// Text as bytes, and bytes as text. The build puts these two classes in the place of the platform's everywhere, in what
// wasm-bindgen generates too: the jsdom environment of jest has neither, but Node's Buffer.

interface TextEncoderLike {
	encode(text: string): Uint8Array<ArrayBuffer>;
	encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

interface TextDecoderLike {
	decode(bytes?: Uint8Array): string;
}

interface BufferLike extends Uint8Array<ArrayBuffer> {
	write(text: string, encoding: "utf8"): number;
	toString(encoding?: "utf8"): string;
}

interface Platform {
	readonly TextEncoder?: new () => TextEncoderLike;
	readonly TextDecoder?: new (encoding: "utf-8", options: { ignoreBOM: boolean }) => TextDecoderLike;
	readonly Buffer?: { from(text: string): BufferLike; from(buffer: ArrayBufferLike, start: number, length: number): BufferLike };
}

// By its properties, since bundlers answer a free `Buffer` with a library.
const platform = globalThis as Platform;

class BufferEncoder implements TextEncoderLike {
	encode(text: string): Uint8Array<ArrayBuffer> {
		return new Uint8Array(bufferClass().from(text));
	}

	/** Whoever calls it has made room for the whole text. */
	encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
		return { read: text.length, written: bufferOf(into).write(text, "utf8") };
	}
}

class BufferDecoder implements TextDecoderLike {
	decode(bytes: Uint8Array = new Uint8Array()): string {
		return bufferOf(bytes).toString("utf8");
	}
}

function bufferOf(bytes: Uint8Array): BufferLike {
	return bufferClass().from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function bufferClass(): NonNullable<Platform["Buffer"]> {
	if (platform.Buffer === undefined) throw new Error("This runtime has no TextEncoder and TextDecoder; set them on globalThis.");
	return platform.Buffer;
}

const { TextEncoder: Encoder } = platform;

// Some polyfills lack `encodeInto`.
export const TextEncoder = Encoder !== undefined && "encodeInto" in Encoder.prototype ? Encoder : BufferEncoder;
export const TextDecoder = platform.TextDecoder ?? BufferDecoder;

export const encoder = new TextEncoder();

/** A byte order mark is a character like any other. */
export const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
