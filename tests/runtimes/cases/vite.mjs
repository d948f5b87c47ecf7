// @ts-check
import { bundlePages } from "../harness/bundle.mjs";
import { tools } from "../harness/tools.mjs";

const name = `Vite ${tools.version("vite")}`;
const page = bundlePages(name, "vite", ({ runNode }) => runNode(tools.bin("vite"), ["build"]));

/**
 * @param {string} what
 * @param {string} path
 * @returns {import("../harness/case-runner.mjs").RuntimeCase}
 */
const dev = (what, path) => ({
	name: `${name}, ${what}, in Chromium`,
	project: "vite",
	needs: ["chromium"],
	run: async ({ background, openPage }) => {
		const { url } = await background(process.execPath, [tools.bin("vite")], { until: /Local: +(http:\S+)/ });
		return openPage("chromium", `${url}${path}`);
	},
});

export default [
	dev("dev server", "index.html"),
	dev("dev server, powens-users/web", "web.html"),
	page("production build", "dist/index.html"),
	page("production build", "dist/index.html", { browser: "firefox" }),
	page("production build, powens-users/web", "dist/web.html"),
];
