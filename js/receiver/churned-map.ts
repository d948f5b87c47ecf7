// A Map that is filled and emptied all the time. One of V8's leaves tables behind as it changes, each of which holds on to the next:
// once the first of them has grown old, all later ones outlive the collection of young garbage, with the keys and values that were
// in them. So the Map is made anew now and then, before that costs anything.

/** How many keys are deleted at least until it is made anew. */
const LEAST_DELETED = 64;

/** In the order in which keys were set, as a Map. */
export class ChurnedMap<Key, Value> {
	#map = new Map<Key, Value>();
	#deleted = 0;

	get size(): number {
		return this.#map.size;
	}

	get(key: Key): Value | undefined {
		return this.#map.get(key);
	}

	set(key: Key, value: Value): void {
		this.#map.set(key, value);
	}

	/** Whether it was there. */
	delete(key: Key): boolean {
		if (!this.#map.delete(key)) return false;
		this.#deleted += 1;
		// No more are moved than were deleted.
		if (this.#deleted >= LEAST_DELETED && this.#deleted >= this.#map.size) {
			this.#map = new Map(this.#map);
			this.#deleted = 0;
		}
		return true;
	}

	/** All that are there, whatever is deleted meanwhile. */
	entries(): IterableIterator<[Key, Value]> {
		return this.#map.entries();
	}
}
