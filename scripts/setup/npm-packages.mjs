// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cache, inProject, root } from "../lib/paths.mjs";
import { runNpm } from "../lib/run.mjs";

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage */

/** Installs the npm packages unless those of package-lock.json are there. */
export async function installNpmPackages() {
	const locked = readPackages(inProject("package-lock.json"));
	const installed = readInstalled(root);
	if (installed !== null && locked !== null && isInstalled(root, locked, installed)) return;
	const why = installed === null ? "" : ", because package-lock.json has changed";
	console.log(`Installing the npm packages into node_modules${why} (about 1 minute, once)…`);
	// None of the packages needs its install script; esbuild's only saves it a few milliseconds.
	await runNpm("Installing the npm packages", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
}

/**
 * Installs the bundlers, runtimes and test runners of the tests into `.cache/runtimes`: they are large, and who only works on the
 * package needs none of them.
 */
export async function installRuntimeTools() {
	const source = inProject("tests", "runtimes");
	const folder = join(cache, "runtimes");
	const locked = readPackages(join(source, "package-lock.json"));
	const installed = readInstalled(folder);
	if (installed !== null && locked !== null && isInstalled(folder, locked, installed)) return;
	const why = installed === null ? "" : ", because tests/runtimes/package-lock.json has changed";
	console.log(`Installing bundlers, runtimes and test runners into .cache/runtimes${why} (2 GB, about 2 minutes, once)…`);
	mkdirSync(folder, { recursive: true });
	for (const name of ["package.json", "package-lock.json", ".npmrc"]) copyFileSync(join(source, name), join(folder, name));
	for (const workspace of JSON.parse(readFileSync(join(source, "package.json"), "utf8")).workspaces) {
		mkdirSync(join(folder, workspace), { recursive: true });
		copyFileSync(join(source, workspace, "package.json"), join(folder, workspace, "package.json"));
	}
	await runNpm("Installing the tools of the runtime tests", ["ci", "--ignore-scripts", "--no-bin-links", "--loglevel=error"], {
		cwd: folder,
	});
}

/**
 * npm writes what it has installed in the form of package-lock.json, so that the two can be compared: a stamp of our own would
 * not see an `npm install` made by hand.
 *
 * @param {string} folder where they are installed
 * @param {Record<string, LockedPackage>} locked
 * @param {Record<string, LockedPackage>} installed
 */
function isInstalled(folder, locked, installed) {
	return Object.entries(locked).every(([path, { version, link, optional }]) => {
		// The workspace itself, links to it, and binaries of other platforms.
		if (!path.includes("node_modules/") || link === true || (optional === true && installed[path] === undefined)) return true;
		return installed[path]?.version === version && existsSync(join(folder, path));
	});
}

/** @param {string} folder */
function readInstalled(folder) {
	return readPackages(join(folder, "node_modules", ".package-lock.json"));
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function readPackages(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
}
