// @ts-check
import { executable } from "../harness/executable.mjs";
import { tools } from "../harness/tools.mjs";

const bun = executable("@oven", "bin", "bun");
const unavailable = () => (bun === null ? `npm provides no Bun for ${process.platform} ${process.arch}` : null);

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	["by import", "import.mjs"],
	["by require", "require.cjs"],
	["by both, and powens-users/web", "together.mjs"],
].map(([way, file = ""]) => ({
	name: `Bun ${tools.version("bun")}, ${way}`,
	project: "node",
	unavailable,
	// Without --no-install it would fetch what it does not find.
	run: ({ run }) => run(bun ?? "", ["--no-install", file], { env: { DO_NOT_TRACK: "1" } }),
}));
