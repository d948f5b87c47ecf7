// A small body: of an error, or of a confirmation.
import type { Core } from "../core/core.js";
import type { Sink } from "./body.js";

export class CollectedBody implements Sink {
	readonly #chunks: Uint8Array[] = [];
	#length = 0;

	take(chunk: Uint8Array): boolean {
		this.#chunks.push(chunk.slice());
		this.#length += chunk.length;
		return true;
	}

	/** Puts it into the window, and gives its length. */
	writeTo(core: Core): number {
		const window = core.openWindow(this.#length);
		let at = 0;
		for (const chunk of this.#chunks) {
			window.set(chunk, at);
			at += chunk.length;
		}
		return at;
	}
}
