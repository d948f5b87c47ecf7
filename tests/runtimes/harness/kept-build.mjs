// @ts-check
// Builds that take long. What they made is kept in .cache/runtimes/builds, by the hash of all that goes into it.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { filesIn } from "../../../scripts/lib/build-step.mjs";
import { inProject, root } from "../../../scripts/lib/paths.mjs";
import { once } from "./bundle.mjs";
import { installedFolder } from "./project.mjs";
import { toolsHome } from "./tools.mjs";

/** @typedef {import("./context.mjs").Context} Context */

/**
 * @typedef {object} KeptBuild
 * @property {string} project
 * @property {string} output what the build makes, relative to the project
 * @property {string[]} [without] what of it is a cache of the tool's own, relative to the output
 * @property {Record<string, string>} [env]
 * @property {Record<string, string>} [files] that are not among the project's own, and their texts
 * @property {(context: Context, env: Record<string, string>) => Promise<unknown>} build
 */

/**
 * A build that is made once for all its cases, and not at all where the package, the project and the tools are those of an earlier run.
 *
 * @param {KeptBuild} options
 * @returns {(context: Context) => Promise<unknown>}
 */
export function keptBuild({ project, output, without = [], env = {}, files = {}, build }) {
	return once(async (context) => {
		const made = join(context.folder, output);
		const builds = join(toolsHome, "builds", `${project}-${output.replaceAll(/\W+/g, "")}`);
		const kept = join(builds, hashOf(project, [String(build), JSON.stringify({ env, files })]));
		if (existsSync(kept)) return copy(kept, made);
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(context.folder, path)), { recursive: true });
			writeFileSync(join(context.folder, path), text);
		}
		await build(context, env);
		for (const path of without) rmSync(join(made, path), { recursive: true, force: true });
		rmSync(builds, { recursive: true, force: true });
		// Under its name only when it is whole.
		copy(made, `${kept}.part`);
		renameSync(`${kept}.part`, kept);
	});
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
	mkdirSync(dirname(to), { recursive: true });
	cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/**
 * Of the sources, since another build may be at work in the folder itself.
 *
 * @param {string} project
 * @param {readonly string[]} besides
 */
function hashOf(project, besides) {
	const sources = ["exercise.mjs", "report.mjs", `projects/${project}`].map((path) => inProject("tests", "runtimes", path));
	const tools = join(toolsHome, "node_modules", ".package-lock.json");
	const hash = createHash("sha256").update([process.version, ...besides].join("\n"));
	for (const file of [installedFolder, ...sources, tools].flatMap(filesIn)) {
		hash.update(`\n${relative(root, file).split(sep).join("/")}\n`).update(readFileSync(file));
	}
	return hash.digest("hex").slice(0, 32);
}
