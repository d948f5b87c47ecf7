// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { cache, inProject, root } from "./paths.mjs";

/**
 * @typedef {object} BuildStep
 * @property {string} name
 * @property {readonly string[]} inputs files and folders, relative to the project folder; a missing one counts as empty
 * @property {readonly string[]} outputs likewise
 * @property {readonly string[]} [versions] whatever else the outputs depend on
 * @property {() => Promise<void>} build
 */

/**
 * Builds unless inputs and outputs are, byte for byte, those of the last build.
 *
 * @param {BuildStep} step
 * @returns {Promise<readonly string[]>} its outputs
 */
export async function buildStep(step) {
	const stamp = join(cache, "stamps", `${step.name.replaceAll(/\W+/g, "-")}.json`);
	const inputs = digest(step.inputs, step.versions);
	const last = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : {};
	if (last.inputs === inputs && last.outputs === digest(step.outputs)) return step.outputs;
	const start = performance.now();
	console.log(`Building ${step.name}…`);
	await step.build();
	const missing = step.outputs.filter((path) => !existsSync(inProject(path)));
	if (missing.length > 0) throw new Error(`The build of ${step.name} was to make ${missing.join(", ")} and did not.`);
	mkdirSync(dirname(stamp), { recursive: true });
	writeFileSync(stamp, JSON.stringify({ inputs, outputs: digest(step.outputs) }));
	console.log(`Built ${step.name} in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
	return step.outputs;
}

/**
 * @param {readonly string[]} paths
 * @param {readonly string[]} [versions]
 */
function digest(paths, versions = []) {
	const hash = createHash("sha256").update(JSON.stringify(versions));
	for (const path of paths) {
		for (const file of filesIn(inProject(path))) {
			const bytes = readFileSync(file);
			hash.update(`${relative(root, file).split(sep).join("/")}\n${bytes.length}\n`).update(bytes);
		}
	}
	return hash.digest("hex");
}

/**
 * Every file of a folder, in a fixed order; a file gives itself, a missing path nothing.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function filesIn(path) {
	const entry = statSync(path, { throwIfNoEntry: false });
	if (entry === undefined) return [];
	if (!entry.isDirectory()) return [path];
	const names = readdirSync(path).filter((name) => name !== "node_modules");
	return names.sort().flatMap((name) => filesIn(join(path, name)));
}
