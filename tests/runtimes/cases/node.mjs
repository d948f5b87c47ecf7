// @ts-check
// The Node that runs the tests: whichever its user has, from 20 on.

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	{
		name: `Node ${process.versions.node}, by import`,
		project: "node",
		run: ({ runNode }) => runNode("import.mjs"),
	},
	{
		name: `Node ${process.versions.node}, by require`,
		project: "node",
		run: ({ runNode }) => runNode("require.cjs"),
	},
	{
		name: `Node ${process.versions.node}, by both, and powens-users/web`,
		project: "node",
		run: ({ runNode }) => runNode("together.mjs"),
	},
];
