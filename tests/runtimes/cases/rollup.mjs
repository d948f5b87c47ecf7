// @ts-check
import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundlePages } from "../harness/bundle.mjs";
import { bundleServers } from "../harness/server.mjs";
import { tools } from "../harness/tools.mjs";

const name = `Rollup ${tools.version("rollup")}`;
const page = bundlePages(name, "rollup", async ({ folder, runNode }) => {
	await runNode(tools.bin("rollup"), ["--config"]);
	const wasm = join(dirname(folder), "node_modules", "powens-users", "pkg", "powens_users.wasm");
	copyFileSync(wasm, join(folder, "dist", "powens_users.wasm"));
});
const server = bundleServers(`${name} with exportConditions: ["node"]`, "rollup", ({ runNode }) =>
	runNode(tools.bin("rollup"), ["--config", "server.config.js", "--failAfterWarnings"]),
);

export default [
	page("with node-resolve", "dist/main.js", { type: "module" }),
	page("powens-users/web with the URL of a copied file", "dist/web-url.js", { type: "module" }),
	page("both in one page", "dist/together.js", { type: "module" }),
	server("ES module", "dist-server/server.mjs"),
	server("powens-users/web", "dist-server/server-web.mjs"),
];
