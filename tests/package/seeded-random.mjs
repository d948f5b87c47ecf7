// @ts-check
// Chance that can be had again: a failing test names its seed, and POWENS_USERS_SEED runs the same once more.

/**
 * @typedef {object} Random
 * @property {number} seed
 * @property {(limit: number) => number} below an integer from 0 up to the limit
 * @property {(one_in: number) => boolean} once true once in so many times
 * @property {<T>(items: readonly T[]) => T} pick
 */

/**
 * @param {number} defaultSeed
 * @returns {Random}
 */
export function seededRandom(defaultSeed) {
	const seed = Number(process.env.POWENS_USERS_SEED ?? defaultSeed);
	let state = seed >>> 0;
	// mulberry32
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	/** @param {number} limit */
	const below = (limit) => Math.floor((next() / 2 ** 32) * limit);
	return {
		seed,
		below,
		once: (oneIn) => below(oneIn) === 0,
		pick: (items) => /** @type {never} */ (items[below(items.length)]),
	};
}
