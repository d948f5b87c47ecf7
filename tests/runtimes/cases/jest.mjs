// @ts-check
import { tools } from "../harness/tools.mjs";

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	{ environment: "its Node environment", file: "powens-users.test.cjs" },
	// There is no Request in it.
	{ environment: "its jsdom environment", file: "powens-users.jsdom.test.cjs", deviation: { inflated: null } },
].map(({ environment, file, deviation }) => ({
	name: `Jest ${tools.version("jest")}, ${environment}`,
	project: "jest",
	...(deviation && { deviation }),
	run: ({ runNode }) => runNode(tools.bin("jest"), ["--ci", "--runInBand", "--runTestsByPath", file]),
}));
