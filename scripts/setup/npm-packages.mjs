// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";
import { runNpm } from "../lib/run.mjs";

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage */

/** Installs the npm packages unless those of package-lock.json are there. */
export async function installNpmPackages() {
	const locked = readPackages(inProject("package-lock.json"));
	const installed = readPackages(inProject("node_modules", ".package-lock.json"));
	if (installed !== null && locked !== null && isInstalled(locked, installed)) return;
	const why = installed === null ? "" : ", because package-lock.json has changed";
	console.log(`Installing the npm packages into node_modules${why} (about 1 minute, once)…`);
	// None of the packages needs its install script; esbuild's only saves it a few milliseconds.
	await runNpm("Installing the npm packages", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
}

/**
 * npm writes what it has installed in the form of package-lock.json, so that the two can be compared: a stamp of our own would
 * not see an `npm install` made by hand.
 *
 * @param {Record<string, LockedPackage>} locked
 * @param {Record<string, LockedPackage>} installed
 */
function isInstalled(locked, installed) {
	return Object.entries(locked).every(([path, { version, link, optional }]) => {
		// The workspace itself, links to it, and binaries of other platforms.
		if (!path.includes("node_modules/") || link === true || (optional === true && installed[path] === undefined)) return true;
		return installed[path]?.version === version && existsSync(inProject(path));
	});
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function readPackages(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
}
