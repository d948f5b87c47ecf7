// Where the records are, by the hashes of their keys.

/** Many small tables instead of a large one: each grows on its own, so that no claim waits until all keys have moved. 2^8. */
const TABLES = 256;
const SMALLEST = 8;

/** Where the records are. */
export interface Records {
	/** Whether the record at an address is that of a key. */
	isAt(address: number, key: string): boolean;
}

/** From the hash of a key to addresses of records: integers from 0 up to 2^32 - 2. */
export class KeyIndex {
	readonly #tables = Array.from({ length: TABLES }, () => new Table());

	/** The address of the record of a key; -1 where there is none. */
	find(hash: number, key: string, records: Records): number {
		return this.#tableOf(hash).find(hash, key, records);
	}

	add(hash: number, address: number): void {
		this.#tableOf(hash).add(hash, address);
	}

	delete(hash: number, address: number): void {
		this.#tableOf(hash).delete(hash, address);
	}

	/** How much memory it takes. */
	get bytes(): number {
		return this.#tables.reduce((sum, table) => sum + table.bytes, 0);
	}

	#tableOf(hash: number): Table {
		return this.#tables[hash & (TABLES - 1)] as Table;
	}
}

/** Open addressing with linear probing. Pairs of hash and address + 1, where 0 is an empty place. */
class Table {
	#pairs = new Uint32Array(2 * SMALLEST);
	#size = 0;

	get bytes(): number {
		return this.#pairs.byteLength;
	}

	find(hash: number, key: string, records: Records): number {
		const pairs = this.#pairs;
		for (let place = this.#home(hash); ; place = this.#next(place)) {
			const found = pairs[place + 1] as number;
			if (found === 0) return -1;
			if (pairs[place] === hash && records.isAt(found - 1, key)) return found - 1;
		}
	}

	add(hash: number, address: number): void {
		this.#size += 1;
		// At most two thirds are taken: beyond that, looks grow long.
		if (this.#size * 3 > this.#pairs.length) this.#grow();
		this.#put(hash, address + 1);
	}

	delete(hash: number, address: number): void {
		const pairs = this.#pairs;
		let hole = this.#home(hash);
		while (pairs[hole + 1] !== address + 1) {
			if (pairs[hole + 1] === 0) return;
			hole = this.#next(hole);
		}
		this.#size -= 1;
		// Whoever stands behind the hole, and could not be found across it, moves into it.
		for (let place = this.#next(hole); pairs[place + 1] !== 0; place = this.#next(place)) {
			const home = this.#home(pairs[place] as number);
			const isReachable = hole < place ? hole < home && home <= place : hole < home || home <= place;
			if (isReachable) continue;
			pairs[hole] = pairs[place] as number;
			pairs[hole + 1] = pairs[place + 1] as number;
			hole = place;
		}
		pairs[hole + 1] = 0;
	}

	#put(hash: number, entry: number): void {
		const pairs = this.#pairs;
		let place = this.#home(hash);
		while (pairs[place + 1] !== 0) place = this.#next(place);
		pairs[place] = hash;
		pairs[place + 1] = entry;
	}

	#grow(): void {
		const old = this.#pairs;
		this.#pairs = new Uint32Array(2 * old.length);
		for (let place = 0; place < old.length; place += 2) {
			if (old[place + 1] !== 0) this.#put(old[place] as number, old[place + 1] as number);
		}
	}

	/** Where a hash belongs; its lowest bits have chosen the table. */
	#home(hash: number): number {
		return ((hash >>> 8) << 1) & (this.#pairs.length - 1);
	}

	#next(place: number): number {
		return (place + 2) & (this.#pairs.length - 1);
	}
}
