// @ts-check
// What divan prints, as numbers: it has no other format.

const nanoseconds = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };
const cell = /([\d.]+) (ns|µs|ms|s)\s*/.source;
/** Behind the lines of its tree a name, then the fastest, the slowest and the median. */
const line = new RegExp(`^([│├╰─ ]*[├╰]─ )(.+?)(?:\\s+${cell}│ ${cell}│ ${cell}│.*|\\s+│.*)$`);

/**
 * @param {string} printed by one bench whose functions take an argument each
 * @returns {Map<string, Map<string, number>>} by function and argument: the median, in nanoseconds
 */
export function readDivan(printed) {
	/** @type {Map<string, Map<string, number>>} */
	const functions = new Map();
	let current = "";
	for (const text of printed.split("\n")) {
		const found = line.exec(text);
		if (found === null) continue;
		const [, , name = "", , , , , value, unit] = found;
		if (value === undefined) current = name;
		else
			functions.set(
				current,
				new Map(functions.get(current)).set(name, Number(value) * nanoseconds[/** @type {keyof typeof nanoseconds} */ (unit)]),
			);
	}
	return functions;
}
