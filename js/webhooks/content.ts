// A verified body: what was verified, whatever the caller does with its buffer afterwards.
import type { Bytes } from "../bytes.js";
import { asciiAt, asciiFeed, asciiLength } from "../core.js";
import { platform } from "../platform.js";
import { bytesOf, textOf, throughWindow, viewOf } from "../window.js";

/** Holds a small body as text and a large one as bytes, and makes the other form when it is asked for. */
export class Content {
	readonly #text: string | null;
	readonly #isAscii: boolean;
	readonly #bytes: Bytes | null;
	#handedOut: Bytes | null = null;

	private constructor(text: string | null, bytes: Bytes | null, isAscii: boolean) {
		this.#text = text;
		this.#bytes = bytes;
		this.#isAscii = isAscii;
	}

	static ofText(text: string): Content {
		return new Content(text, null, false);
	}

	/**
	 * @param isAscii Whether they are known to be nothing but ASCII.
	 * @param isOwned Whether nobody else has them; else they are copied.
	 */
	static ofBytes(bytes: Uint8Array, isAscii: boolean, isOwned: boolean): Content {
		return new Content(null, isOwned ? (bytes as Bytes) : new Uint8Array(bytes), isAscii);
	}

	/** For the caller: another copy than the one that is parsed, whatever becomes of it. */
	get bytes(): Bytes {
		this.#handedOut ??= this.#bytes === null ? bytesOf(this.#text ?? "") : new Uint8Array(this.#bytes);
		return this.#handedOut;
	}

	/** The bytes themselves, for a caller to whom nothing is parsed. */
	release(): Bytes {
		return this.#bytes ?? bytesOf(this.#text ?? "");
	}

	/** The object that the body says. The body was checked. */
	parse(): unknown {
		if (this.#bytes === null) return JSON.parse(this.#text ?? "");
		return JSON.parse((this.#isAscii ? null : asciiTextOf(this.#bytes)) ?? textOf(this.#bytes));
	}
}

/**
 * The same JSON with every character beyond ASCII as an escape, or null where that would be much longer, or no faster.
 * JavaScript holds and parses text of ASCII in half the time of other text.
 */
function asciiTextOf(bytes: Uint8Array): string | null {
	if (platform.view === undefined) return null;
	// In one piece: text that is put together of pieces is copied once more to be parsed.
	let ascii = new Uint8Array(bytes.length + (bytes.length >> 3) + 256);
	let length = 0;
	const isDone = throughWindow(bytes, (count) => {
		const left = asciiFeed(count);
		if (left < 0) return left;
		const piece = viewOf(asciiAt(), asciiLength());
		if (length + piece.length > ascii.length) ascii = enlarged(ascii, length + piece.length);
		ascii.set(piece, length);
		length += piece.length;
		return left;
	});
	return isDone ? textOf(ascii.subarray(0, length)) : null;
}

function enlarged(bytes: Bytes, least: number): Bytes {
	const larger = new Uint8Array(Math.max(least, bytes.length * 2));
	larger.set(bytes);
	return larger;
}
