// @ts-check
import { bundlePages } from "../harness/bundle.mjs";
import { bundleServers } from "../harness/server.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */

const name = `Vite ${tools.version("vite")}`;
const ssr = `${name}, SSR with noExternal`;
const page = bundlePages(name, "vite", ({ runNode }) => runNode(tools.bin("vite"), ["build"]));
const server = bundleServers(ssr, "vite", async ({ runNode }) => {
	for (const program of ["../app/server.js", "../app/server-web.js"])
		await runNode(tools.bin("vite"), ["build", "--config", "ssr.config.js", "--ssr", program]);
});

/**
 * @param {string} what
 * @param {string} path
 * @returns {RuntimeCase}
 */
const dev = (what, path) => ({
	name: `${name}, ${what}, in Chromium`,
	project: "vite",
	needs: ["chromium"],
	run: async ({ background, openPage }) => {
		const env = { CACHE_DIR: `.vite-${path.replace(".html", "")}` };
		const { url } = await background(process.execPath, [tools.bin("vite")], { env, until: /Local: +(http:\S+)/ });
		return openPage("chromium", `${url}${path}`);
	},
});

/**
 * @param {string} what
 * @param {string} program
 * @returns {RuntimeCase}
 */
const devServer = (what, program) => ({
	name: `${ssr}, ${what}`,
	project: "vite",
	run: ({ runNode }) => runNode("ssr.js", [program]),
});

export default [
	dev("dev server", "index.html"),
	dev("dev server, powens-users/web", "web.html"),
	dev("dev server, both in one page", "together.html"),
	page("production build", "dist/index.html"),
	page("production build", "dist/index.html", { browser: "firefox" }),
	page("production build, powens-users/web", "dist/web.html"),
	page("production build, both in one page", "dist/together.html"),
	devServer("in development", "../app/server.js"),
	devServer("in development, powens-users/web", "../app/server-web.js"),
	server("production build", "dist-server/server.mjs"),
	server("production build, powens-users/web", "dist-server/server-web.mjs"),
];
