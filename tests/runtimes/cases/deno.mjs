// @ts-check
// Deno, with the node_modules that npm made.
import { join } from "node:path";
import { executable } from "../harness/executable.mjs";
import { tools } from "../harness/tools.mjs";

const deno = executable("@deno", "deno");
const unavailable = () => (deno === null ? `npm provides no Deno for ${process.platform} ${process.arch}` : null);
const permissions = ["--no-prompt", "--allow-net=127.0.0.1", "--allow-read", "--allow-env"];

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	["by import", "import.mjs"],
	["by require", "require.cjs"],
	["by both, and powens-users/web", "together.mjs"],
].map(([way, file = ""]) => ({
	name: `Deno ${tools.version("deno")}, ${way}`,
	project: "node",
	unavailable,
	run: ({ run, folder }) =>
		run(deno ?? "", ["run", "--cached-only", "--node-modules-dir=manual", ...permissions, file], {
			env: { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" },
		}),
}));
