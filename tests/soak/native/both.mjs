// @ts-check
// The same calls by the npm package and by the crate, each on a sandbox of its own of one seed, so that they meet the same faults.
import { soak } from "../driver.mjs";
import { npmCaller } from "../npm-caller.mjs";
import { PACES } from "../plan.mjs";
import { differences } from "./compare.mjs";
import { nativeCaller } from "./native-caller.mjs";

/** @typedef {import("../driver.mjs").Soaked} Soaked */
/** @typedef {import("./compare.mjs").Difference} Difference */
/** @typedef {Omit<import("../driver.mjs").SoakOptions, "transport" | "caller" | "only">} BothOptions */

/** The jitter of both: retries come as soon as they may. */
const RANDOM = 0;
/** How often calls are made again that the machine may have held up. */
const ROUNDS = 3;

/**
 * Has both make the calls, and gives what the crate's came to and where they differ.
 *
 * On a busy machine one of the two may be slow, and have no time left for what the other did. Such calls both make once more, few as
 * they are: they meet the same faults, which follow from seed, method and path, and a difference of the clients is there again.
 *
 * @param {string} program
 * @param {BothOptions} options
 * @param {(line: string) => void} tell
 * @returns {Promise<{ native: Soaked, different: Difference[] }>}
 */
export async function soakBoth(program, options, tell) {
	const first = await makeBoth(program, options);
	let different = differences(first.npm, first.native);
	for (let round = 0; round < ROUNDS && different.length > 0 && different.every(({ isOfTime }) => isOfTime); round += 1) {
		tell(`${different.length} calls of which one client took long are made once more by both`);
		const only = new Set(different.map(({ call }) => call));
		const { npm, native } = await makeBoth(program, { ...options, only });
		different = differences(npm, native);
	}
	return { native: first.native, different };
}

/** One after the other, so that neither is in the other's way. @param {string} program @param {BothOptions & { only?: ReadonlySet<number> }} options */
async function makeBoth(program, options) {
	const common = /** @type {const} */ ({ pace: PACES.wide, ...options, transport: "http" });
	const native = await soak({ ...common, caller: nativeCaller({ program, random: RANDOM }) });
	const npm = await soak({ ...common, caller: npmCaller({ random: () => RANDOM }) });
	return { npm, native };
}
