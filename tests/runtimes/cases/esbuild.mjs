// @ts-check
// For browsers, and for servers.
import { bundlePages } from "../harness/bundle.mjs";
import { bundleServers } from "../harness/server.mjs";
import { tools } from "../harness/tools.mjs";

const name = `esbuild ${tools.version("esbuild")}`;
const page = bundlePages(name, "esbuild", ({ runNode }) => runNode("build.js"));
const server = bundleServers(`${name} --platform=node`, "esbuild", ({ runNode }) => runNode("build-server.js"));

export default [
	page("ES module", "dist/main.js", { type: "module" }),
	page("ES module", "dist/main.js", { type: "module", browser: "firefox" }),
	page("plain script", "dist/script.js"),
	page("by require", "dist/require.js", { type: "module" }),
	page("by import and require, and powens-users/web, in one bundle", "dist/both.js", { type: "module" }),
	page("powens-users/web with the file loader", "dist/web-file.js", { type: "module" }),
	server("ES module", "dist-server/server.mjs"),
	server("CommonJS", "dist-server/server.cjs"),
	server("powens-users/web, ES module", "dist-server/server-web.mjs"),
	server("powens-users/web, CommonJS", "dist-server/server-web.cjs"),
	server("by import and require, and powens-users/web, in one bundle", "dist-server/server-both.mjs"),
];
