// The body of a success: handed to the core window by window while it comes, and made an object at its end.
import type { Core } from "../core/core.js";
import { WINDOW } from "../core/core.js";
import { parseJson } from "../core/json.js";
import type { Sink } from "./body.js";

/** Holds a body while it is read and checked. Nothing of it stays in WebAssembly beyond the window. */
export class CheckedBody implements Sink {
	readonly #core: Core;
	readonly #call: number;
	#bytes: Uint8Array<ArrayBuffer>;
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
		this.#bytes = new Uint8Array(expected);
	}

	get length(): number {
		return this.#length;
	}

	take(chunk: Uint8Array): boolean {
		this.#makeRoom(chunk.length);
		this.#bytes.set(chunk, this.#length);
		this.#length += chunk.length;
		while (!this.#isSettled && this.#length - this.#done >= this.#size) this.#feed(this.#size, false);
		return !this.#isSettled;
	}

	/** Ends the check. */
	end(): void {
		while (!this.#isSettled && this.#length - this.#done > this.#size) this.#feed(this.#size, false);
		if (!this.#isSettled) this.#feed(this.#length - this.#done, true);
	}

	/** The object that the body says. The core has accepted it, with what it answered then. */
	parse(accepted: number): unknown {
		const hasByteOrderMark = (accepted & 1) !== 0;
		const bytes = this.#bytes.subarray(hasByteOrderMark ? 3 : 0, this.#length);
		this.#bytes = new Uint8Array(0);
		return parseJson(bytes, (accepted & 2) !== 0);
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

	#makeRoom(more: number): void {
		const needed = this.#length + more;
		if (needed <= this.#bytes.length) return;
		const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2, 4096));
		larger.set(this.#bytes.subarray(0, this.#length));
		this.#bytes = larger;
	}
}
