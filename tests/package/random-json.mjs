// @ts-check
// Random JSON texts of user lists, written in all the ways that JSON allows.

/** @typedef {import("./seeded-random.mjs").Random} Random */

const CHARACTERS = [
	...["a", "é", "€", "😀", "\u2028", "\u0000", '"', "\\", "/", "\n", "\ud83d", "\ude00", "\u007f", "\u0080", "\uffff"],
	...["~", "\ufeff", " ", "__proto__", "constructor", "toString", "complete"],
];
const NUMBERS = [
	...["0", "-0", "1", "1.5", "1e21", "1e-7", "5e-324", "-0.0", "0.1", "-1.0e+2", "1E400", "-1e-400", "9007199254740993"],
	...["1.7976931348623157e308", "123456789012345678901234567890"],
];
const IDS = ["1", "7.0", "42e0", "9007199254740991"];

/** @param {Random} random */
export function randomJson(random) {
	const { below, once, pick } = random;
	const space = () => (once(8) ? pick([" ", "\n", "\t", "\r", "  "]) : "");
	/** @param {number} limit @param {() => string} one */
	const several = (limit, one) => Array.from({ length: below(limit) }, one);

	const text = () => several(6, () => pick(CHARACTERS)).join("");

	/** @param {number} depth @returns {string} */
	const value = (depth) => {
		const kind = below(depth > 4 ? 5 : 8);
		if (kind === 0) return pick(["null", "true", "false"]);
		if (kind <= 2) return pick([...NUMBERS, String(below(1e9) / 7)]);
		if (kind <= 4) return written(text(), random);
		if (kind === 5) return array(several(4, () => value(depth + 1)));
		return object(depth, {});
	};
	/** @param {readonly string[]} items */
	const array = (items) => `[${space()}${items.join(`${space()},${space()}`)}${space()}]`;
	/** Keys of ours and others, each once, in any order. @param {number} depth @param {Record<string, string>} own @param {string[]} [reserved] */
	const object = (depth, own, reserved = []) => {
		const members = new Map(Object.entries(own));
		for (let more = below(5); more > 0; more--) {
			const key = text() + pick(["", `k${below(9)}`]);
			if (!members.has(key) && !reserved.includes(key)) members.set(key, value(depth + 1));
		}
		const parts = [...members].map(([key, member]) => ({ order: below(1e6), part: [written(key, random), member] }));
		parts.sort((one, other) => one.order - other.order);
		return `{${space()}${parts.map(({ part }) => part.join(`${space()}:${space()}`)).join(`${space()},${space()}`)}}`;
	};
	const user = () =>
		object(
			2,
			{
				id: pick([...IDS, String(1 + below(1e9))]),
				...(once(2) && { signin: pick(["null", written(text(), random)]) }),
				...(once(3) && { platform: value(3) }),
			},
			["signin"],
		);
	/** A list that is valid whatever else it holds. */
	return () => {
		const own = {
			users: array(several(6, user)),
			...(once(3) && { total: value(3) }),
			...(once(3) && { _links: value(2) }),
			...(once(5) && { complete: value(3) }),
		};
		return space() + object(0, own) + space();
	};
}

/**
 * A text as JSON: each character as it is or escaped, half a character always escaped.
 *
 * @param {string} text
 * @param {Random} random
 */
function written(text, { once, pick }) {
	const parts = [...text].map((character) => {
		const isHalf = /^[\ud800-\udfff]$/.test(character);
		const mustEscape = isHalf || character < " " || character === '"' || character === "\\";
		if (!mustEscape && !once(6)) return character;
		const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at).toString(16).padStart(4, "0"));
		return units.map((unit) => `\\u${pick([unit, unit.toUpperCase()])}`).join("");
	});
	return `"${parts.join("")}"`;
}
