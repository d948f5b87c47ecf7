// @ts-check
// What package.json exports: the one list of entries, from which the builds take theirs.
import { readFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";

/**
 * An entry of the receiver.
 *
 * @typedef {object} ReceiverEntry
 * @property {string} subpath such as `./receiver/node`
 * @property {string} source such as `js/receiver/adapters/node.ts`
 * @property {readonly ReceiverOutput[]} outputs
 *
 * @typedef {{ file: string, format: "esm" | "cjs" }} ReceiverOutput
 */

/** @returns {ReceiverEntry[]} */
export function receiverEntries() {
	return Object.entries(packageExports())
		.filter(([subpath]) => /^\.\/receiver(\/|$)/.test(subpath))
		.map(([subpath, conditions]) => {
			const { types, default: script } = /** @type {Record<string, string>} */ (conditions.default);
			const { default: common } = /** @type {Record<string, string>} */ (conditions.require);
			return {
				subpath,
				source: `${types}`.replace("./pkg/types/", "js/").replace(/\.d\.ts$/, ".ts"),
				outputs: [
					{ file: `${script}`.replace("./", ""), format: "esm" },
					{ file: `${common}`.replace("./", ""), format: "cjs" },
				],
			};
		});
}

/** @returns {{ subpath: string, file: string }[]} the declarations of each entry, such as `pkg/types/index.d.ts` */
export function declarations() {
	return Object.entries(packageExports()).flatMap(([subpath, conditions]) => {
		const types = typeof conditions === "string" ? undefined : /** @type {{ types?: string }} */ (conditions.default)?.types;
		return types === undefined ? [] : [{ subpath, file: types.replace("./", "") }];
	});
}

/** @returns {Record<string, Record<string, unknown>>} */
function packageExports() {
	return JSON.parse(readFileSync(inProject("package.json"), "utf8")).exports;
}
