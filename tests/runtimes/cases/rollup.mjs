// @ts-check
import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundlePages } from "../harness/bundle.mjs";
import { tools } from "../harness/tools.mjs";

const page = bundlePages(`Rollup ${tools.version("rollup")}`, "rollup", async ({ folder, runNode }) => {
	await runNode(tools.bin("rollup"), ["--config"]);
	const wasm = join(dirname(folder), "node_modules", "powens-users", "pkg", "powens_users.wasm");
	copyFileSync(wasm, join(folder, "dist", "powens_users.wasm"));
});

export default [
	page("with node-resolve", "dist/main.js", { type: "module" }),
	page("powens-users/web with the URL of a copied file", "dist/web-url.js", { type: "module" }),
];
