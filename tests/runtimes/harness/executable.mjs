// @ts-check
// Runtimes that npm installs as a program for each system.
import { existsSync, readdirSync } from "node:fs";
import { tools } from "./tools.mjs";

/**
 * The program of this system: npm installs no package of another one. The command of the package itself wants its install script.
 *
 * @param {string} scope of the packages that hold the programs, such as "@deno"
 * @param {...string} path of the program within any of them, without ".exe"
 * @returns {string | null}
 */
export function executable(scope, ...path) {
	const suffix = process.platform === "win32" ? ".exe" : "";
	const packages = existsSync(tools.file(scope)) ? readdirSync(tools.file(scope)) : [];
	return packages.map((name) => tools.file(scope, name, ...path) + suffix).find((file) => existsSync(file)) ?? null;
}
