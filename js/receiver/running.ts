// What is running, to be told when the receiver stops. Not in a Set: the tables that one leaves behind as it is filled and emptied
// hold on to what was in them, each to the next, once the first of them has grown old.

interface Member {
	/** Where it is in the list. */
	place: number;
}

export class Running<Item extends Member> {
	readonly #items: Item[] = [];

	get size(): number {
		return this.#items.length;
	}

	add(item: Item): void {
		item.place = this.#items.push(item) - 1;
	}

	remove(item: Item): void {
		const last = this.#items.pop();
		if (last === undefined || last === item) return;
		last.place = item.place;
		this.#items[item.place] = last;
	}

	/** All of them, whatever becomes of them meanwhile. */
	all(): readonly Item[] {
		return [...this.#items];
	}
}
