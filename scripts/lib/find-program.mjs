// @ts-check
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { inProject, toolsFolder } from "./paths.mjs";

const extensions = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

/** PATH for what the scripts start: the project's own tools first. Windows may spell the variable `Path`. */
export function searchPath() {
	const inherited = Object.entries(process.env).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
	return [inProject("node_modules", ".bin"), join(toolsFolder, "bin"), inherited].join(delimiter);
}

/**
 * The full path of a program on PATH, or null.
 *
 * @param {string} name
 * @param {string} [path]
 */
export function findProgram(name, path = searchPath()) {
	for (const folder of path.split(delimiter)) {
		if (folder === "") continue;
		for (const extension of extensions) {
			const candidate = join(folder, name + extension);
			if (isProgram(candidate)) return candidate;
		}
	}
	return null;
}

/** @param {string} path */
export function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
