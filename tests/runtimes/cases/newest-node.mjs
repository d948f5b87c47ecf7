// @ts-check
// The newest Node that npm provides.
import { tools } from "../harness/tools.mjs";

const newest = tools.newestNode();
const unavailable = () => (newest === null ? `npm provides no Node for ${process.platform} ${process.arch}` : null);

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	["import", "import.mjs"],
	["require", "require.cjs"],
].map(([way, file = ""]) => ({
	name: `Node ${newest?.version ?? "of npm"}, by ${way}`,
	project: "node",
	unavailable,
	run: ({ runNode }) => runNode(file, [], { node: newest?.path }),
}));
