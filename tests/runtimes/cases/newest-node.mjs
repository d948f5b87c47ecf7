// @ts-check
// The newest Node that npm provides.
import { tools } from "../harness/tools.mjs";

const newest = tools.newestNode();
const unavailable = () => (newest === null ? `npm provides no Node for ${process.platform} ${process.arch}` : null);

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	["by import", "import.mjs"],
	["by require", "require.cjs"],
	["by both, and powens-users/web", "together.mjs"],
].map(([way, file = ""]) => ({
	name: `Node ${newest?.version ?? "of npm"}, ${way}`,
	project: "node",
	unavailable,
	run: ({ runNode }) => runNode(file, [], { node: newest?.path }),
}));
