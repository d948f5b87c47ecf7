// Which keys were handled: outside of the heap of JavaScript, so that a million of them cost no garbage collection anything.
import { hashOf } from "./key-hash.js";
import { KeyIndex, type Records } from "./key-index.js";

/** A record: its key's hash, its key's length, its age, the hash of the token, the hash of the body, the key. */
const LENGTH_AT = 4;
const TIME_AT = 8;
const TOKEN_AT = 16;
const BODY_AT = 20;
const KEY_AT = 52;
const BODY_BYTES = 32;
/** In a record's length: the key has a character beyond Latin 1, and takes two bytes a character. */
const WIDE = 0x8000_0000;

const CHUNK_BYTES = 262_144;
/** Addresses count units of so many bytes: 2^32 of them are 32 GiB. */
const UNIT = 8;
const CHUNK_UNITS = CHUNK_BYTES / UNIT;

/** Records one behind the other. */
class Chunk {
	readonly bytes = new Uint8Array(CHUNK_BYTES);
	readonly words = new Uint32Array(this.bytes.buffer);
	readonly times = new Float64Array(this.bytes.buffer);
	used = 0;
}

/**
 * Keys that were handled, in the order of their age: the oldest are forgotten first. A key is kept as it is, not as a hash of it, so
 * that none is ever taken for another.
 */
export class DoneKeys implements Records {
	readonly #index = new KeyIndex();
	/** By slot; an address is a slot and a place in its chunk. */
	readonly #chunks: (Chunk | undefined)[] = [];
	readonly #freeSlots: number[] = [];
	/** Slots from the oldest chunk to the newest. */
	#order: number[] = [];
	/** How many of `#order` are gone already. */
	#gone = 0;
	/** Where the oldest record of the oldest chunk begins. */
	#oldestAt = 0;
	#size = 0;

	get size(): number {
		return this.#size;
	}

	/** How much memory they take. */
	get bytes(): number {
		return (this.#order.length - this.#gone) * CHUNK_BYTES + this.#index.bytes;
	}

	/** A key that is not there, and is younger than all that are. */
	add(key: string, bodyHash: string, token: string | null, time: number): void {
		const hash = hashOf(key);
		const isWide = isWideText(key);
		const bytes = KEY_AT + key.length * (isWide ? 2 : 1);
		const size = Math.ceil(bytes / UNIT) * UNIT;
		const slot = this.#slotWithRoom(size);
		const chunk = this.#chunks[slot] as Chunk;
		const at = chunk.used;
		chunk.used += size;
		chunk.words[at / 4] = hash;
		chunk.words[(at + LENGTH_AT) / 4] = isWide ? key.length + WIDE : key.length;
		chunk.times[(at + TIME_AT) / 8] = time;
		chunk.words[(at + TOKEN_AT) / 4] = token === null ? 0 : tokenHash(token);
		for (let index = 0; index < BODY_BYTES; index += 1) chunk.bytes[at + BODY_AT + index] = bodyByte(bodyHash, index);
		writeKey(chunk.bytes, at + KEY_AT, key, isWide);
		this.#index.add(hash, slot * CHUNK_UNITS + at / UNIT);
		this.#size += 1;
	}

	/** Whether a key is there with this body, with another, or not at all. */
	look(key: string, bodyHash: string): "same" | "other" | "none" {
		const address = this.#find(key);
		if (address < 0) return "none";
		const { bytes } = this.#chunkOf(address);
		const at = atOf(address) + BODY_AT;
		for (let index = 0; index < BODY_BYTES; index += 1) if (bytes[at + index] !== bodyByte(bodyHash, index)) return "other";
		return "same";
	}

	/** Whether a key is there and this token handled it. Another token passes for it once in 2^32, and the key is done then too. */
	isBy(key: string, token: string): boolean {
		const address = this.#find(key);
		return address >= 0 && this.#chunkOf(address).words[(atOf(address) + TOKEN_AT) / 4] === tokenHash(token);
	}

	/** Forgets what is older than a moment, a few keys at a time: no claim has to wait for the end of a long holiday. */
	forget(before: number, most: number): void {
		for (let count = 0; count < most && this.#size > 0; count += 1) {
			const slot = this.#order[this.#gone] as number;
			const chunk = this.#chunks[slot] as Chunk;
			const at = this.#oldestAt;
			if ((chunk.times[(at + TIME_AT) / 8] as number) >= before) return;
			this.#index.delete(chunk.words[at / 4] as number, slot * CHUNK_UNITS + at / UNIT);
			this.#size -= 1;
			this.#oldestAt += sizeAt(chunk, at);
			if (this.#oldestAt >= chunk.used) this.#dropChunk(slot);
		}
	}

	isAt(address: number, key: string): boolean {
		return isKeyAt(this.#chunkOf(address), atOf(address), key);
	}

	#find(key: string): number {
		return this.#size === 0 ? -1 : this.#index.find(hashOf(key), key, this);
	}

	#chunkOf(address: number): Chunk {
		return this.#chunks[(address / CHUNK_UNITS) >>> 0] as Chunk;
	}

	#slotWithRoom(size: number): number {
		const newest = this.#order.at(-1);
		if (newest !== undefined && this.#gone < this.#order.length) {
			if ((this.#chunks[newest] as Chunk).used + size <= CHUNK_BYTES) return newest;
		}
		const slot = this.#freeSlots.pop() ?? this.#chunks.length;
		this.#chunks[slot] = new Chunk();
		this.#order.push(slot);
		return slot;
	}

	#dropChunk(slot: number): void {
		this.#chunks[slot] = undefined;
		this.#freeSlots.push(slot);
		this.#oldestAt = 0;
		this.#gone += 1;
		if (this.#gone * 2 < this.#order.length) return;
		this.#order = this.#order.slice(this.#gone);
		this.#gone = 0;
	}
}

function atOf(address: number): number {
	return (address % CHUNK_UNITS) * UNIT;
}

function sizeAt({ words }: Chunk, at: number): number {
	const length = words[(at + LENGTH_AT) / 4] as number;
	return Math.ceil((KEY_AT + (length >= WIDE ? (length - WIDE) * 2 : length)) / UNIT) * UNIT;
}

function isWideText(text: string): boolean {
	for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0xff) return true;
	return false;
}

function writeKey(bytes: Uint8Array, at: number, key: string, isWide: boolean): void {
	for (let index = 0; index < key.length; index += 1) {
		const code = key.charCodeAt(index);
		if (!isWide) bytes[at + index] = code;
		else {
			bytes[at + 2 * index] = code;
			bytes[at + 2 * index + 1] = code >> 8;
		}
	}
}

function isKeyAt({ bytes, words }: Chunk, at: number, key: string): boolean {
	const length = words[(at + LENGTH_AT) / 4] as number;
	const isWide = length >= WIDE;
	if (key.length !== (isWide ? length - WIDE : length)) return false;
	for (let index = 0; index < key.length; index += 1) {
		const place = at + KEY_AT + (isWide ? 2 * index : index);
		const code = isWide ? (bytes[place] as number) + (bytes[place + 1] as number) * 256 : (bytes[place] as number);
		if (code !== key.charCodeAt(index)) return false;
	}
	return true;
}

/** Two digits of a hash as a number. */
function bodyByte(bodyHash: string, index: number): number {
	return digit(bodyHash.charCodeAt(2 * index)) * 16 + digit(bodyHash.charCodeAt(2 * index + 1));
}

/** Of "0" to "9" and "a" to "f". */
function digit(code: number): number {
	return code < 58 ? code - 48 : code - 87;
}

/** Never 0, which stands for no token. */
function tokenHash(token: string): number {
	return hashOf(token) || 1;
}
