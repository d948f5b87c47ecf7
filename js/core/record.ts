// Values as bytes, one behind the other, in the window. bindings/src/record.rs is the other side.
import { decoder, encoder } from "./codecs.js";
import type { Core } from "./core.js";

/** What stands for the length of a text that is not there. */
const NO_TEXT = 0xffffffff;

/** Writes a record to the window's start. Nothing else may use the window meanwhile. */
export class Writer {
	readonly #core: Core;
	#length = 0;

	constructor(core: Core) {
		this.#core = core;
	}

	/** How many bytes were written. */
	get length(): number {
		return this.#length;
	}

	byte(byte: number | boolean): this {
		this.#room(1)[this.#length] = Number(byte);
		this.#length += 1;
		return this;
	}

	number(number: number): this {
		this.#room(8);
		this.#core.data.setFloat64(this.#length, number, true);
		this.#length += 8;
		return this;
	}

	/** The bytes of a record that was written before. */
	bytes(bytes: Uint8Array): this {
		this.#room(bytes.length).set(bytes, this.#length);
		this.#length += bytes.length;
		return this;
	}

	text(text: string | null | undefined): this {
		const isText = typeof text === "string";
		const window = this.#room(isText ? 4 + text.length * 3 : 4);
		const start = this.#length + 4;
		const written = isText ? encoder.encodeInto(text, window.subarray(start)).written : 0;
		this.#core.data.setUint32(this.#length, isText ? written : NO_TEXT, true);
		this.#length = start + written;
		return this;
	}

	#room(more: number): Uint8Array {
		return this.#core.openWindow(this.#length + more);
	}
}

/** Reads a record from the window's start. */
export class Reader {
	readonly #core: Core;
	#at = 0;

	constructor(core: Core) {
		this.#core = core;
	}

	byte(): number {
		this.#at += 1;
		return this.#core.data.getUint8(this.#at - 1);
	}

	number(): number {
		this.#at += 8;
		return this.#core.data.getFloat64(this.#at - 8, true);
	}

	/** A number; null where there is none. */
	optionalNumber(): number | null {
		const number = this.number();
		return Number.isNaN(number) ? null : number;
	}

	text(): string | null {
		const length = this.#core.data.getUint32(this.#at, true);
		this.#at += 4;
		if (length === NO_TEXT) return null;
		// To decode nothing takes as long as a short text.
		if (length === 0) return "";
		this.#at += length;
		return decoder.decode(this.#core.openWindow().subarray(this.#at - length, this.#at));
	}
}
