// A verified body: what was verified, whatever the caller does with its buffer afterwards.
import type { Bytes } from "../core/bytes.js";
import { encoder } from "../core/codecs.js";
import { jsonText } from "../core/json.js";
import { platform } from "../core/platform.js";
import { withCore } from "./seam.js";

/** Where something begins and ends in a body, in bytes. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

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

	/** @param isAscii Whether it is known to be nothing but ASCII. */
	static ofText(text: string, isAscii: boolean): Content {
		return new Content(text, null, isAscii);
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
		this.#handedOut ??= this.#bytes === null ? encoder.encode(this.#text ?? "") : new Uint8Array(this.#bytes);
		return this.#handedOut;
	}

	/** The bytes themselves, for a caller to whom nothing is parsed. */
	release(): Bytes {
		return this.#bytes ?? encoder.encode(this.#text ?? "");
	}

	/** The object that the body says. The body was checked. */
	parse(): unknown {
		const bytes = this.#bytes;
		if (bytes === null) return JSON.parse(this.#text ?? "");
		const { ascii } = platform;
		const escaped = this.#isAscii || ascii === undefined ? null : withCore((core) => ascii(core, bytes));
		return JSON.parse(escaped ?? jsonText(bytes, this.#isAscii));
	}

	/** The object that a part of the body says. */
	parsePart({ start, end }: Range): unknown {
		if (this.#text !== null && this.#isAscii) return JSON.parse(this.#text.slice(start, end));
		return JSON.parse(jsonText((this.#bytes ?? encoder.encode(this.#text ?? "")).subarray(start, end)));
	}
}
