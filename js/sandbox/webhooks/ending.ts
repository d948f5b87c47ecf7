// The end of a sender, of which all attempts under way learn. No AbortSignal: Node warns where more than ten listen to one.
export class Ending {
	readonly #listeners = new Set<() => void>();
	#isOver = false;

	/**
	 * Calls a function at the end, or at once where that is past.
	 *
	 * @returns What calls it off.
	 */
	tell(listener: () => void): () => void {
		if (this.#isOver) listener();
		else this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	end(): void {
		this.#isOver = true;
		for (const listener of this.#listeners) listener();
		this.#listeners.clear();
	}
}
