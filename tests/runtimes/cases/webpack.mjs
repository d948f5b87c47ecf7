// @ts-check
import { bundlePages } from "../harness/bundle.mjs";
import { bundleServers } from "../harness/server.mjs";
import { tools } from "../harness/tools.mjs";

const name = `webpack ${tools.version("webpack")}`;
const page = bundlePages(name, "webpack", ({ runNode }) => runNode("build.js"));
const server = bundleServers(`${name}, target "node"`, "webpack", ({ runNode }) => runNode("build-server.js"));

export default [
	page("production build", "dist/main.js"),
	page("production build", "dist/main.js", { browser: "firefox" }),
	page("by require", "dist/require.js"),
	page("by import and require, and powens-users/web, in one bundle", "dist/both.js"),
	page("powens-users/web", "dist/web.js"),
	server("production build", "dist-server/server.cjs"),
	server("powens-users/web", "dist-server/web.cjs"),
	server("by import and require, and powens-users/web, in one bundle", "dist-server/both.cjs"),
];
