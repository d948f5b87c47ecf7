// @ts-check
// A page without any tool: an ES module, found by an import map.
import { dirname } from "node:path";

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	{
		name: "Chromium, <script type=module> and an import map",
		project: "page",
		needs: ["chromium"],
		run: async ({ folder, serve, openPage }) => openPage("chromium", `${await serve(dirname(folder))}/page/import-map.html`),
	},
];
