// @ts-check
// A second place for consumers: there the frameworks and the clients of databases are installed, whose types the package names.
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { inProject } from "../../scripts/lib/paths.mjs";

/** Where they are installed, with all that they need. */
export const frameworkModules = inProject("node_modules");

const packages = [
	...["@google-cloud/functions-framework", "express", "fastify", "ioredis", "koa", "pg", "redis"],
	...["@types/aws-lambda", "@types/express", "@types/koa", "@types/pg"],
];

/** @param {string} home where the packed package is installed */
export function withFrameworks(home) {
	return join(home, "with-frameworks");
}

/**
 * Installs the packed package beside them. A copy of it, so that its declarations look for those of the frameworks from there; links to
 * the others, which find their own where they are.
 *
 * @param {string} home
 */
export function installFrameworks(home) {
	const modules = join(withFrameworks(home), "node_modules");
	cpSync(join(home, "node_modules", "powens-users"), join(modules, "powens-users"), { recursive: true });
	for (const name of packages) {
		mkdirSync(dirname(join(modules, name)), { recursive: true });
		symlinkSync(join(frameworkModules, name), join(modules, name), "junction");
	}
}
