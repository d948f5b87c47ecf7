// @ts-check
import { kinds, problems, readBudget, updateBudget } from "../../tests/size/budget.mjs";
import { Stop } from "../lib/stop.mjs";
import { counted } from "./counted.mjs";
import { table } from "./table.mjs";

/** @typedef {import("../../tests/size/measure.mjs").Sizes} Sizes */

/**
 * Shows what users load, and holds it against the budget. With UPDATE=1 it sets the budget.
 *
 * @returns {Promise<string>}
 */
export async function runSize() {
	// Only now: it imports npm packages.
	const { measure } = await import("../../tests/size/measure.mjs");
	const sizes = await measure();
	if (process.env.UPDATE === "1") updateBudget(sizes);
	const budget = readBudget();
	const head = ["bytes", ...kinds.flatMap((kind) => [kind, "budget", "share"])];
	console.log(`\n${table([head, ...[...sizes].map(([name, size]) => row(name, size, budget[name]))])}\n`);
	const found = problems(sizes, budget);
	if (found.length > 0) {
		throw new Stop(
			`${found.join("\n")}\nThe sizes: ${counted(found.length, "problem")}. CONTRIBUTING.md says how a budget is changed.`,
		);
	}
	const wasm = sizes.get("pkg/powens_users.wasm");
	const share = Math.max(...[...sizes].flatMap(([name, size]) => kinds.map((kind) => size[kind] / (budget[name]?.[kind] ?? 0))));
	return `.wasm ${kilobytes(wasm?.gzip ?? 0)} gzip, ${counted(sizes.size, "budget")}, the fullest at ${percent(share)}`;
}

/**
 * @param {string} name
 * @param {Sizes} size
 * @param {Sizes | undefined} budget
 */
function row(name, size, budget) {
	const cells = kinds.map((kind) => {
		const most = budget?.[kind];
		return most === undefined ? [`${size[kind]}`, "none", ""] : [`${size[kind]}`, `${most}`, percent(size[kind] / most)];
	});
	return [name, ...cells.flat()];
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
