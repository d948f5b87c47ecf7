// Numbers that follow from a seed: the same on every platform, and no use for secrets.

/** A small generator of numbers from 0 up to 1 with 32 bits of state (Tommy Ettinger's mulberry32). */
export function mulberry32(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/**
 * A well-mixed hash of a seed and of what is asked for: an integer from 0 to 2^32 - 1. By it a choice hangs on what it is
 * about, not on the order in which choices are made. `1` and `"1"` are the same part; `("ab", "c")` and `("a", "bc")` differ.
 */
export function hashOf(seed: number, ...parts: readonly (string | number)[]): number {
	let hash = mixed(seed | 0);
	for (const part of parts) {
		const text = String(part);
		for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
		hash = mixed(hash ^ text.length);
	}
	return hash >>> 0;
}

/** The same hash as a number from 0 up to 1. */
export function shareOf(seed: number, ...parts: readonly (string | number)[]): number {
	return hashOf(seed, ...parts) / 4_294_967_296;
}

/** Lets every bit depend on every bit (the finalizer of MurmurHash3). */
function mixed(hash: number): number {
	let bits = hash ^ (hash >>> 16);
	bits = Math.imul(bits, 0x85ebca6b);
	bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
	return bits ^ (bits >>> 16);
}
