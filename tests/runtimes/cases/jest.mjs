// @ts-check
import { tools } from "../harness/tools.mjs";

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	["its Node environment", "powens-users.test.cjs"],
	["its jsdom environment", "powens-users.jsdom.test.cjs"],
].map(([environment, file = ""]) => ({
	name: `Jest ${tools.version("jest")}, ${environment}`,
	project: "jest",
	run: ({ runNode }) => runNode(tools.bin("jest"), ["--ci", "--runInBand", "--runTestsByPath", file]),
}));
