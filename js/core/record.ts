// Values as bytes, one behind the other, in the window. bindings/src/record.rs is the other side.
import { decoder, encoder } from "./codecs.js";
import type { Core } from "./core.js";

/** What stands for the length of a text that is not there. */
const NO_TEXT = 0xffffffff;

/** The bytes that stand for a value's type. */
const TAGS = { undefined: 0, string: 2, number: 3, boolean: 5, function: 6, object: 7, bigint: 8, symbol: 9 } as const;
const NULL = 1;
const TRUE = 4;
const UNREADABLE = 10;

/** Stands for a property whose getter threw. */
export const unreadable: unique symbol = Symbol("unreadable");

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

	text(text: string | null | undefined): this {
		const isText = typeof text === "string";
		const window = this.#room(isText ? 4 + text.length * 3 : 4);
		const start = this.#length + 4;
		const written = isText ? encoder.encodeInto(text, window.subarray(start)).written : 0;
		this.#core.data.setUint32(this.#length, isText ? written : NO_TEXT, true);
		this.#length = start + written;
		return this;
	}

	/** Anything that a caller gave. Of what is neither text nor a number nor true or false only the type is told. */
	value(value: unknown): this {
		if (value === null) return this.byte(NULL);
		if (value === true) return this.byte(TRUE);
		if (value === unreadable) return this.byte(UNREADABLE);
		this.byte(TAGS[typeof value]);
		if (typeof value === "string") this.text(value);
		if (typeof value === "number") this.number(value);
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
		this.#at += length;
		return decoder.decode(this.#core.openWindow().subarray(this.#at - length, this.#at));
	}
}
