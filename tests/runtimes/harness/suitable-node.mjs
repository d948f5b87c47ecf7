// @ts-check
// Tools that want a newer Node than the package does.
import { readFileSync } from "node:fs";
import { tools } from "./tools.mjs";

/**
 * A Node for tools that do not run on every one: this one where it will do, else the newest of npm.
 *
 * @param {...string} packages that say in `engines` which they run on
 * @returns {string | undefined}
 */
export function suitableNode(...packages) {
	const newest = tools.newestNode();
	const offered = [{ path: process.execPath, version: process.versions.node }, ...(newest === null ? [] : [newest])];
	return offered.find(({ version }) => packages.every((name) => runsOn(name, version)))?.path;
}

/**
 * @param {string} name of a package
 * @param {string} version of Node
 */
function runsOn(name, version) {
	const { engines } = JSON.parse(readFileSync(tools.file(name, "package.json"), "utf8"));
	/** @type {string} */
	const range = engines?.node ?? ">=0.0.0";
	const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
	const alternatives = [...range.matchAll(/(\^|>=)\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?/g)];
	return alternatives.some(([, operator, ...least]) => {
		const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = least.map((part) => Number(part ?? 0));
		if (major !== leastMajor) return operator === ">=" && major > leastMajor;
		return minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
	});
}
