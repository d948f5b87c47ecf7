// @ts-check
// A page that Angular's own build has made. It rewrites `async` functions, those of packages too, so that zone.js can follow them.
import { join } from "node:path";
import { keptBuild } from "../harness/kept-build.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */

const node = suitableNode("@angular/cli", "@angular/build");
const build = keptBuild({
	project: "angular",
	output: "dist",
	env: { CI: "1", NG_CLI_ANALYTICS: "false" },
	build: ({ runNode }, env) => runNode(tools.bin("@angular/cli", "ng"), ["build"], { node, env }),
});

/**
 * @param {string} what
 * @param {string} query
 * @param {Partial<RuntimeCase>} [options]
 * @returns {RuntimeCase}
 */
const page = (what, query, options) => ({
	name: `Angular ${tools.version("@angular/core")} with zone.js ${tools.version("zone.js")}, ${what}, in Chromium`,
	project: "angular",
	needs: ["chromium"],
	unavailable: () => (node === undefined ? "Angular needs a newer Node, and npm provides none" : null),
	run: async (context) => {
		await build(context);
		return context.openPage("chromium", `${await context.serve(join(context.folder, "dist", "browser"))}/index.html${query}`);
	},
	...options,
});

export default [
	page("production build", ""),
	page("calls in zones of several people", "?task=people", { expected: { together: [2, 3, 4], released: [2, 3, 4] } }),
];
