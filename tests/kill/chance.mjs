// @ts-check
import { createHash } from "node:crypto";

/**
 * A number from 0 up to 1 that follows from a seed and from what it is about, so that a choice hangs on nothing else: not on the order
 * in which processes come to ask.
 *
 * @param {number} seed
 * @param {readonly (string | number)[]} about
 */
export function chance(seed, ...about) {
	const digest = createHash("sha256")
		.update(JSON.stringify([seed, ...about]))
		.digest();
	return digest.readUInt32BE(0) / 2 ** 32;
}

/**
 * One of several, likewise.
 *
 * @template T
 * @param {readonly T[]} values
 * @param {number} seed
 * @param {readonly (string | number)[]} about
 */
export function pick(values, seed, ...about) {
	return /** @type {T} */ (values[Math.floor(chance(seed, ...about) * values.length)]);
}
