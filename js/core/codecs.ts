// Text as bytes, and bytes as text. By Node's Buffer where the platform has no classes for it, as in the jsdom environment of jest.

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
	readonly TextEncoder?: { new (): TextEncoderLike; readonly prototype: object };
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

function newEncoder(): TextEncoderLike {
	const { TextEncoder } = platform;
	// Some polyfills lack `encodeInto`.
	return TextEncoder !== undefined && "encodeInto" in TextEncoder.prototype ? new TextEncoder() : new BufferEncoder();
}

function newDecoder(): TextDecoderLike {
	const { TextDecoder = BufferDecoder } = platform;
	return new TextDecoder("utf-8", { ignoreBOM: true });
}

export const encoder = /* @__PURE__ */ newEncoder();

/** A byte order mark is a character like any other. */
export const decoder = /* @__PURE__ */ newDecoder();

/** Whether text has no half of a character. */
export function isWellFormed(text: string): boolean {
	return (text as { isWellFormed?: () => boolean }).isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
}
