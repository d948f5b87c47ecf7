// The body of a success: handed to the core window by window while it comes, and made an object at its end.
import type { Core } from "../core/core.js";
import { WINDOW } from "../core/core.js";
import { jsonText } from "../core/json.js";
import type { Sink } from "./body.js";
import { GrowingBytes } from "./growing-bytes.js";

/** Holds a body while it is read and checked. Nothing of it stays in WebAssembly beyond the window. */
export class CheckedBody implements Sink {
	readonly #core: Core;
	readonly #call: number;
	readonly #bytes: GrowingBytes;
	/** A body that comes at once: a copy, which nobody can change between the check and the parsing. */
	#only: Uint8Array | undefined;
	/** How many bytes the check is done with. */
	#done = 0;
	/** How many bytes behind these it has seen already, and wants to see again with more. */
	#kept = 0;
	#isSettled = false;

	/**
	 * @param most how many bytes there will be at most.
	 * @param expected how many the head says that there will be.
	 */
	constructor(core: Core, call: number, most: number, expected: number) {
		this.#core = core;
		this.#call = call;
		this.#bytes = new GrowingBytes(most, expected);
	}

	get length(): number {
		return this.#only?.length ?? this.#bytes.length;
	}

	take(chunk: Uint8Array): boolean {
		if (this.length === 0 && chunk.length < WINDOW) {
			this.#only = chunk.slice();
			return true;
		}
		if (this.#only !== undefined) this.#bytes.add(this.#only);
		this.#only = undefined;
		this.#bytes.add(chunk);
		while (!this.#isSettled && this.length - this.#done >= this.#size) this.#feed(this.#size, false);
		return !this.#isSettled;
	}

	/** Ends the check. */
	end(): void {
		while (!this.#isSettled && this.length - this.#done > this.#size) this.#feed(this.#size, false);
		if (!this.#isSettled) this.#feed(this.length - this.#done, true);
	}

	/** The object that the body says. The core has accepted it, with what it answered then. */
	parse(accepted: number): unknown {
		const start = (accepted & 1) !== 0 ? 3 : 0;
		const text = jsonText(this.#part(start, this.length), (accepted & 2) !== 0);
		// The text alone is there while it is parsed.
		this.#bytes.free();
		this.#only = undefined;
		return JSON.parse(text);
	}

	#part(start: number, end: number): Uint8Array {
		return this.#only?.subarray(start, end) ?? this.#bytes.part(start, end);
	}

	/** How much is fed at once: what needs more than the window gets a longer one. */
	get #size(): number {
		return this.#kept < WINDOW ? WINDOW : this.#kept * 2;
	}

	#feed(length: number, isLast: boolean): void {
		const window = this.#core.openWindow(length);
		window.set(this.#part(this.#done, this.#done + length));
		const kept = this.#core.exports.call_feed(this.#call, length, Number(isLast));
		this.#isSettled = kept < 0;
		this.#kept = Math.max(kept, 0);
		this.#done += length - this.#kept;
	}
}
