// @ts-check
import { chmodSync, readFileSync, statSync } from "node:fs";
import { filesIn } from "../lib/build-step.mjs";
import { inProject } from "../lib/paths.mjs";

const mode = 0o644;

/** Gives what is published the permissions of any clone: npm packs them too, and they come from the umask of whoever builds. */
export function settlePermissions() {
	const { files } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
	const published = files.filter((/** @type {string} */ path) => !path.startsWith("!"));
	for (const file of ["package.json", ...published].flatMap((path) => filesIn(inProject(path)))) {
		if ((statSync(file).mode & 0o777) !== mode) chmodSync(file, mode);
	}
}
