// @ts-check
import { Stop } from "../lib/stop.mjs";

/** @typedef {import("./stage-runner.mjs").Stage} Stage */

/**
 * The stages of these names, with those that they need and want, in the order of the offered; all where no name is given.
 *
 * @param {readonly Stage[]} offered
 * @param {readonly string[]} names
 */
export function chosenStages(offered, names) {
	if (names.length === 0) return offered;
	const unknown = names.find((name) => !offered.some((stage) => stage.name === name));
	if (unknown !== undefined) {
		throw new Stop(`There is no stage "${unknown}". The stages are: ${offered.map(({ name }) => name).join(", ")}.`);
	}
	/** @type {Set<string>} */
	const chosen = new Set(names);
	// A set gives what is added on the way, too.
	for (const name of chosen) {
		const stage = offered.find((stage) => stage.name === name);
		for (const before of [...(stage?.needs ?? []), ...(stage?.wants ?? [])]) chosen.add(before);
	}
	return offered.filter(({ name }) => chosen.has(name));
}
