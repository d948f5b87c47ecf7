// @ts-check
import { alone } from "../lib/lock.mjs";
import { setUpBuild } from "./set-up.mjs";

/**
 * Makes pkg/ from nothing but a clone, and then something more, while no other command of this project does.
 *
 * @param {() => Promise<void>} [more]
 */
export function setUpPackage(more = async () => {}) {
	return alone(async () => {
		await setUpBuild();
		// Only now: it imports npm packages.
		const { buildPackage } = await import("../build/package.mjs");
		await buildPackage();
		await more();
	});
}
