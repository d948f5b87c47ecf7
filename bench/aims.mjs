// @ts-check
// What the webhook benchmark is to reach on Node, and whether it does.

/**
 * @typedef {object} Results
 * @property {readonly import("./webhooks.mjs").Measured[]} measured
 * @property {readonly import("./memories.mjs").Remembered[]} memory
 *
 * @typedef {import("./contenders.mjs").Name} Name
 * @typedef {{ aim: string, most: number, value: number }} Aim
 */

/**
 * @param {Results} results
 * @returns {string[][]}
 */
export function aimRows({ measured, memory }) {
	const aims = [...timeAims(measured), ...memoryAims(memory)];
	return aims.map(({ aim, most, value }) => [aim, String(most), value.toFixed(2), value <= most ? "met" : "**missed**"]);
}

/**
 * @param {Results["measured"]} measured
 * @returns {Aim[]}
 */
function timeAims(measured) {
	const of = (/** @type {string} */ label) => found(measured, (each) => each.label === label);
	/** @type {(label: string, ours: Name, theirs: Name, most: number) => Aim} */
	const ratio = (label, ours, theirs, most) => {
		const { times } = of(label);
		return { aim: `${label}, ${ours} / ${theirs}`, most, value: times[ours] / times[theirs] };
	};
	/** @param {string} language @returns {Aim} */
	const linear = (language) => {
		const [large, small] = [of(`9 MB ${language}`), of(`460 kB ${language}`)];
		const value = large.times.untouched / large.bytes / (small.times.untouched / small.bytes);
		return { aim: `${language}, untouched: time per byte, 9 MB / 460 kB`, most: 1.2, value };
	};
	return [
		ratio("60 B", "user", "stripe", 0.4),
		ratio("60 B", "user", "floor", 0.6),
		...["5 kB ASCII", "5 kB French"].flatMap((label) => [
			ratio(label, "user", "stripe", 0.75),
			ratio(label, "user", "floor", 0.75),
		]),
		// The user is made of the bytes of the user alone.
		ratio("9 MB ASCII", "user", "untouched", 1.05),
		ratio("9 MB French", "user", "untouched", 1.05),
		ratio("9 MB ASCII", "untouched", "floor", 0.4),
		ratio("9 MB French", "untouched", "floor", 0.28),
		ratio("9 MB ASCII", "payload", "floor", 1.1),
		ratio("9 MB French", "payload", "floor", 0.75),
		ratio("9 MB ASCII", "payload", "floor + zod", 0.6),
		ratio("9 MB French", "payload", "floor + zod", 0.6),
		linear("ASCII"),
		linear("French"),
	];
}

/**
 * The object that is read is as large as the one that the floor gives.
 *
 * @param {Results["memory"]} memory
 * @returns {Aim[]}
 */
function memoryAims(memory) {
	return /** @type {const} */ (["ASCII", "French"]).flatMap((label) => {
		const of = (/** @type {Name} */ name) => found(memory, (each) => each.label === label && each.name === name);
		const [untouched, payload, object] = [of("untouched"), of("payload"), of("floor").held];
		const { bytes, left, leftLater } = untouched;
		return [
			{ aim: `9 MB ${label}, untouched: peak of memory / body`, most: 2, value: untouched.peak / bytes },
			{
				aim: `9 MB ${label}, payload: peak of memory without the object / body`,
				most: 2,
				value: (payload.peak - object) / bytes,
			},
			{
				aim: `9 MB ${label}, untouched: growth of what is left by nine more / body`,
				most: 0.05,
				value: (leftLater - left) / bytes,
			},
		];
	});
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {(each: T) => boolean} is
 */
function found(all, is) {
	const one = all.find(is);
	if (one === undefined) throw new Error("what an aim is about was not measured");
	return one;
}
