// @ts-check
import { bundlePages } from "../harness/bundle.mjs";
import { tools } from "../harness/tools.mjs";

const page = bundlePages(`rspack ${tools.version("@rspack/core")}`, "rspack", ({ runNode }) => runNode("build.js"));

export default [
	page("production build", "dist/main.js"),
	page("by require", "dist/require.js"),
	page("by import and require, and powens-users/web, in one bundle", "dist/both.js"),
	page("powens-users/web", "dist/web.js"),
];
