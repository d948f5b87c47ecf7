// @ts-check

/**
 * Times contenders in turns, so that whatever slows the machine for a while slows all of them.
 *
 * @template {string} Name
 * @param {Record<Name, () => unknown>} contenders what they give is waited for where it is a promise
 * @param {object} how
 * @param {number} how.rounds
 * @param {number} [how.calls] in each turn: many where one call is too short for the clock
 * @param {() => void} [how.before] done before each turn, outside the time
 * @returns {Promise<Record<Name, number>>} the median of each, in milliseconds a call
 */
export async function medians(contenders, { rounds, calls = 1, before = () => {} }) {
	const names = /** @type {Name[]} */ (Object.keys(contenders));
	/** @type {Map<Name, number[]>} */
	const times = new Map(names.map((name) => [name, []]));
	const warmUp = Math.ceil(rounds / 5);
	for (let round = -warmUp; round < rounds; round += 1) {
		for (let turn = 0; turn < names.length; turn += 1) {
			// Another one begins each round, so that none always pays for what the same other has left behind.
			const name = /** @type {Name} */ (names[(turn + round + warmUp) % names.length]);
			before();
			const time = await timed(contenders[name], calls);
			if (round >= 0) times.get(name)?.push(time);
		}
	}
	return /** @type {Record<Name, number>} */ (Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])));
}

/**
 * @param {() => unknown} contender
 * @param {number} calls
 */
async function timed(contender, calls) {
	const start = performance.now();
	for (let call = 0; call < calls; call += 1) {
		const given = contender();
		// Waiting for what is no promise would add to calls of a few microseconds.
		if (given instanceof Promise) await given;
	}
	return (performance.now() - start) / calls;
}

/** @param {readonly number[]} values */
export function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
