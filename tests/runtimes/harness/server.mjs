// @ts-check
// Servers that are bundled into one file, to be deployed without node_modules.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { once } from "./bundle.mjs";

/**
 * Makes the cases of a bundler that makes servers. Each is run where there is nothing else, no node_modules on the way up either.
 *
 * @param {string} bundler with its version
 * @param {string} project
 * @param {(context: import("./context.mjs").Context) => Promise<unknown>} build
 */
export function bundleServers(bundler, project, build) {
	const built = once(build);
	/**
	 * @param {string} what
	 * @param {string} file within the project
	 * @returns {import("./case-runner.mjs").RuntimeCase}
	 */
	return (what, file) => ({
		name: `${bundler}, ${what}, by Node ${process.versions.node} in an empty folder`,
		project,
		run: async (context) => {
			await built(context);
			const cwd = mkdtempSync(join(tmpdir(), "powens-users-server-"));
			try {
				copyFileSync(join(context.folder, file), join(cwd, basename(file)));
				return await context.runNode(basename(file), [], { cwd });
			} finally {
				rmSync(cwd, { recursive: true, force: true });
			}
		},
	});
}
