// The body of a success: handed to the core window by window while it comes, and made an object at its end.
import type { Core } from "../core/core.js";
import { WINDOW } from "../core/core.js";
import { jsonText } from "../core/json.js";
import type { Sink } from "./body.js";

/** Holds a body while it is read and checked. Nothing of it stays in WebAssembly beyond the window. */
export class CheckedBody implements Sink {
	readonly #core: Core;
	readonly #call: number;
	readonly #expected: number;
	/** A body that comes at once is not copied: it is checked and parsed in one go, in which nobody can change it. */
	#only: Uint8Array | undefined;
	#bytes: Uint8Array = new Uint8Array(0);
	#length = 0;
	/** How many bytes the check is done with. */
	#done = 0;
	/** How many bytes behind these it has seen already, and wants to see again with more. */
	#kept = 0;
	#isSettled = false;

	/** @param expected how many bytes the head says that there will be; room for them is made at once. */
	constructor(core: Core, call: number, expected: number) {
		this.#core = core;
		this.#call = call;
		this.#expected = expected;
	}

	get length(): number {
		return this.#length;
	}

	take(chunk: Uint8Array): boolean {
		if (this.#length === 0 && chunk.length > 0 && chunk.length < WINDOW && chunk.buffer instanceof ArrayBuffer) {
			this.#only = chunk;
			this.#length = chunk.length;
			return true;
		}
		if (this.#only !== undefined) {
			const only = this.#only;
			this.#only = undefined;
			this.#length = 0;
			this.#add(only);
		}
		this.#add(chunk);
		while (!this.#isSettled && this.#length - this.#done >= this.#size) this.#feed(this.#size, false);
		return !this.#isSettled;
	}

	/** Ends the check. */
	end(): void {
		if (this.#only !== undefined) this.#bytes = this.#only;
		while (!this.#isSettled && this.#length - this.#done > this.#size) this.#feed(this.#size, false);
		if (!this.#isSettled) this.#feed(this.#length - this.#done, true);
	}

	/** The object that the body says. The core has accepted it, with what it answered then. */
	parse(accepted: number): unknown {
		// The text alone is there while it is parsed: the bytes may go before.
		return JSON.parse(this.#takeText(accepted));
	}

	#takeText(accepted: number): string {
		const hasByteOrderMark = (accepted & 1) !== 0;
		const bytes = this.#bytes.subarray(hasByteOrderMark ? 3 : 0, this.#length);
		this.#bytes = new Uint8Array(0);
		this.#only = undefined;
		return jsonText(bytes, (accepted & 2) !== 0);
	}

	/** How much is fed at once: what needs more than the window gets a longer one. */
	get #size(): number {
		return this.#kept < WINDOW ? WINDOW : this.#kept * 2;
	}

	#feed(length: number, isLast: boolean): void {
		const piece = this.#bytes.subarray(this.#done, this.#done + length);
		this.#core.openWindow(length).set(piece);
		const kept = this.#core.exports.call_feed(this.#call, length, Number(isLast));
		this.#isSettled = kept < 0;
		this.#kept = Math.max(kept, 0);
		this.#done += length - this.#kept;
	}

	#add(chunk: Uint8Array): void {
		const length = this.#length + chunk.length;
		if (length > this.#bytes.length) {
			const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2, this.#expected, 4096));
			larger.set(this.#bytes.subarray(0, this.#length));
			this.#bytes = larger;
		}
		this.#bytes.set(chunk, this.#length);
		this.#length = length;
	}
}
