// @ts-check
import { rmSync } from "node:fs";
import { relative, sep } from "node:path";
import { filesIn } from "../lib/build-step.mjs";
import { inProject, root } from "../lib/paths.mjs";

/**
 * Removes from pkg/ what no step makes: an older build left it, under a name of then, and npm would pack it.
 *
 * @param {readonly string[]} outputs of all steps: files and folders, relative to the project folder
 */
export function removeLeftovers(outputs) {
	for (const file of leftovers(filesIn(inProject("pkg")), outputs)) rmSync(file);
}

/**
 * @param {readonly string[]} files
 * @param {readonly string[]} outputs
 */
export function leftovers(files, outputs) {
	return files.filter((file) => {
		const path = relative(root, file).split(sep).join("/");
		return !outputs.some((output) => path === output || path.startsWith(`${output}/`));
	});
}
