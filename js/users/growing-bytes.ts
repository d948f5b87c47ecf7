// Bytes that come one behind the other, in one piece.
import { platform, type Resizable } from "../core/platform.js";

/** The first piece, where it is not known how much will come. */
const SHORTEST = 262_144;

/** Up to this length a piece that is too short is replaced by one twice as long: that is faster than to let it grow in its place. */
const SHORT = 16_777_216;

/** Holds bytes in one piece, which grows in its place where the runtime can do that: a copy of a long list would be held beside it. */
export class GrowingBytes {
	readonly #most: number;
	readonly #expected: number;
	#bytes: Uint8Array = new Uint8Array(0);
	#resizable: Resizable | undefined;
	#length = 0;

	/**
	 * @param most how many bytes there will be at most.
	 * @param expected how many are said to come.
	 */
	constructor(most: number, expected: number) {
		this.#most = most;
		this.#expected = expected;
	}

	get length(): number {
		return this.#length;
	}

	add(chunk: Uint8Array): void {
		const length = this.#length + chunk.length;
		if (length > this.#bytes.length) this.#grow(length);
		this.#bytes.set(chunk, this.#length);
		this.#length = length;
	}

	/** A part of them. Not to be kept: it is gone once more is added. */
	part(start: number, end: number): Uint8Array {
		return this.#bytes.subarray(start, end);
	}

	/** Gives their memory back, at once where the runtime can do that. */
	free(): void {
		this.#bytes = new Uint8Array(0);
		this.#resizable?.resize(0);
		this.#resizable = undefined;
	}

	#grow(length: number): void {
		const expected = Math.min(this.#expected, SHORT);
		const wanted = expected >= length ? expected : Math.max(this.#bytes.length * 2, SHORTEST);
		const room = Math.min(Math.max(length, wanted), Math.max(length, this.#most));
		if (this.#resizable !== undefined) {
			this.#resizable.resize(room);
			return;
		}
		const before = this.#bytes;
		this.#resizable = room > SHORT ? platform.resizable?.(room, this.#most) : undefined;
		// A view without a length has that of its buffer.
		this.#bytes = this.#resizable === undefined ? new Uint8Array(room) : new Uint8Array(this.#resizable);
		this.#bytes.set(before.subarray(0, this.#length));
	}
}
