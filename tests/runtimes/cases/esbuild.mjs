// @ts-check
// For browsers, and for a server that is deployed as one file.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { bundlePages, once } from "../harness/bundle.mjs";
import { tools } from "../harness/tools.mjs";

const name = `esbuild ${tools.version("esbuild")}`;
const page = bundlePages(name, "esbuild", ({ runNode }) => runNode("build.js"));
const buildServer = once(({ runNode }) => runNode("build.js"));

/**
 * Runs the bundle where there is nothing else, no node_modules on the way up either.
 *
 * @param {string} what
 * @param {string} file
 * @returns {import("../harness/case-runner.mjs").RuntimeCase}
 */
const server = (what, file) => ({
	name: `${name} --platform=node, ${what}, by Node ${process.versions.node} in an empty folder`,
	project: "server",
	run: async (context) => {
		await buildServer(context);
		const cwd = mkdtempSync(join(tmpdir(), "powens-users-server-"));
		try {
			copyFileSync(join(context.folder, file), join(cwd, basename(file)));
			return await context.runNode(basename(file), [], { cwd });
		} finally {
			rmSync(cwd, { recursive: true, force: true });
		}
	},
});

export default [
	page("ES module", "dist/main.js", { type: "module" }),
	page("ES module", "dist/main.js", { type: "module", browser: "firefox" }),
	page("plain script", "dist/script.js"),
	page("by require", "dist/require.js", { type: "module" }),
	page("by import and require in one bundle", "dist/both.js", { type: "module" }),
	page("powens-users/web with the file loader", "dist/web-file.js", { type: "module" }),
	server("ES module", "dist/server.mjs"),
	server("CommonJS", "dist/server.cjs"),
];
