// A verified body: what was verified, whatever the caller does with its buffer afterwards.
import { asciiAt, asciiFeed, asciiLength } from "../core.js";
import { platform } from "../platform.js";
import { bytesOf, textOf, throughWindow, viewOf } from "../window.js";

/** Holds the body as text where that is as short, else as bytes, and makes the other form when it is asked for. */
export class Content {
	readonly #text: string | null;
	#bytes: Uint8Array<ArrayBuffer> | null;

	private constructor(text: string | null, bytes: Uint8Array<ArrayBuffer> | null) {
		this.#text = text;
		this.#bytes = bytes;
	}

	static ofText(text: string): Content {
		return new Content(text, null);
	}

	/** @param isOwned Whether nobody else has these bytes; else they are copied. */
	static ofBytes(bytes: Uint8Array, isAscii: boolean, isOwned: boolean): Content {
		if (isAscii) return new Content(textOf(bytes, true), null);
		return new Content(null, isOwned ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes));
	}

	get bytes(): Uint8Array<ArrayBuffer> {
		this.#bytes ??= bytesOf(this.#text ?? "");
		return this.#bytes;
	}

	/** The object that the body says. The body was checked. */
	parse(): unknown {
		return JSON.parse(this.#text ?? asciiTextOf(this.bytes) ?? textOf(this.bytes, false));
	}
}

/**
 * The same JSON with every character beyond ASCII as an escape, or null where that would be much longer, or no faster.
 * JavaScript holds and parses text of ASCII in half the time of other text.
 */
function asciiTextOf(bytes: Uint8Array): string | null {
	if (platform.view === undefined) return null;
	let text = "";
	const done = throughWindow(bytes, (length) => {
		const left = asciiFeed(length);
		if (left >= 0) text += textOf(viewOf(asciiAt(), asciiLength()), true);
		return left;
	});
	return done ? text : null;
}
