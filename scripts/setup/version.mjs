// @ts-check

/**
 * @param {string} version such as "1.95.0"
 * @param {string} than
 */
export function isOlder(version, than) {
	const [left, right] = [version, than].map((text) => text.split(".").map(Number));
	for (let part = 0; part < 3; part += 1) {
		const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
		if (difference !== 0) return difference < 0;
	}
	return false;
}
