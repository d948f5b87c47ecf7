// @ts-check

/**
 * Times contenders in turns, so that whatever slows the machine for a while slows all of them.
 *
 * @template {string} Name
 * @param {Record<Name, () => Promise<unknown>>} contenders
 * @param {number} rounds
 * @param {() => void} [before] done before each turn, outside the time
 * @returns {Promise<Record<Name, number>>} the median of each, in milliseconds
 */
export async function medians(contenders, rounds, before = () => {}) {
	const names = /** @type {Name[]} */ (Object.keys(contenders));
	/** @type {Map<Name, number[]>} */
	const times = new Map(names.map((name) => [name, []]));
	const warmUp = Math.ceil(rounds / 5);
	for (let round = -warmUp; round < rounds; round += 1) {
		for (let turn = 0; turn < names.length; turn += 1) {
			// Another one begins each round, so that none always pays for what the same other has left behind.
			const name = /** @type {Name} */ (names[(turn + round + warmUp) % names.length]);
			before();
			const start = performance.now();
			await contenders[name]();
			if (round >= 0) times.get(name)?.push(performance.now() - start);
		}
	}
	return /** @type {Record<Name, number>} */ (Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])));
}

/** @param {number[]} values */
function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
