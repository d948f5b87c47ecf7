// @ts-check
// The fresh projects of the tools, with the packed package in the node_modules above them.
import assert from "node:assert/strict";
import {
	copyFileSync,
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { inProject, root } from "../../../scripts/lib/paths.mjs";
import { runNpm } from "../../../scripts/lib/run.mjs";
import { toolsHome } from "./tools.mjs";

export const projectsHome = join(toolsHome, "projects");
/** Where the projects have the package. */
export const installedFolder = join(projectsHome, "node_modules", "powens-users");
const source = inProject("tests", "runtimes");
/** What programs of the projects run; as CommonJS too. */
const exercises = ["exercise.mjs", "context-exercise.mjs", "fake-timers-exercise.mjs", "receiver-exercise.mjs"];

/** Makes them anew, so that no run finds what an earlier one left. */
export async function prepareProjects() {
	for (const left of [projectsHome, join(toolsHome, "profiles")]) rmSync(left, { recursive: true, force: true });
	mkdirSync(projectsHome, { recursive: true });
	await installPackage();
	for (const name of readdirSync(join(source, "projects"))) {
		cpSync(join(source, "projects", name), join(projectsHome, name), { recursive: true });
		linkOwnTools(name);
		assertPacked(name);
	}
	for (const name of [...exercises, "control-drivers.mjs", "report.mjs"])
		copyFileSync(join(source, name), join(projectsHome, name));
	await build({
		entryPoints: exercises.map((name) => join(source, name)),
		outdir: projectsHome,
		outExtension: { ".js": ".cjs" },
		bundle: true,
		format: "cjs",
		charset: "utf8",
		logLevel: "error",
	});
}

async function installPackage() {
	const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const manifest = { name: "projects", private: true, type: "module" };
	writeFileSync(join(projectsHome, "package.json"), JSON.stringify(manifest));
	// The build is the business of an earlier stage; prepack would run it again.
	await runNpm("npm pack", ["pack", "--ignore-scripts", "--pack-destination", projectsHome], { cwd: root, quiet: true });
	const tarball = join(projectsHome, `${name}-${version}.tgz`);
	const install = ["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", tarball];
	await runNpm("npm install of the packed package", install, { cwd: projectsHome, quiet: true });
}

/**
 * A project with tools of its own has them in a workspace of the same name.
 *
 * @param {string} project
 */
function linkOwnTools(project) {
	const own = join(toolsHome, project, "node_modules");
	if (existsSync(own)) symlinkSync(own, join(projectsHome, project, "node_modules"), "junction");
}

/**
 * That a project gets the package from the tarball: neither a link to this folder, nor another copy on the way.
 *
 * @param {string} project
 */
function assertPacked(project) {
	const installed = installedFolder;
	assert.ok(!lstatSync(installed).isSymbolicLink(), `${installed} is a link`);
	assert.ok(!existsSync(join(installed, "pkg", "wasm")), `${installed} holds what the tarball does not`);
	const resolve = createRequire(join(projectsHome, project, "index.js")).resolve;
	assert.equal(resolve("powens-users/package.json"), join(installed, "package.json"));
}
