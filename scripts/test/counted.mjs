// @ts-check

/**
 * "1 test", "2 tests".
 *
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
