// @ts-check
// A mocked fetch under the fake timers of test runners, and every call after them.
import { fakeTimersReport } from "../fake-timers-exercise.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

const vitestNode = suitableNode("vitest");
const fakeTimers = { project: "fake-timers", expected: fakeTimersReport(3) };

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	{
		...fakeTimers,
		name: `Fake timers of Jest ${tools.version("jest")}`,
		run: ({ runNode }) => runNode(tools.bin("jest"), ["--ci", "--runInBand", "--runTestsByPath", "fake-timers.jest.cjs"]),
	},
	{
		...fakeTimers,
		name: `Fake timers of Vitest ${tools.version("vitest")}`,
		unavailable: () => (vitestNode === undefined ? "Vitest needs a newer Node, and npm provides none" : null),
		run: async ({ runNode }) => {
			const printed = await runNode(tools.bin("vitest"), ["run", "--environment", "node"], { node: vitestNode });
			return printed.split("\n").find((line) => line.startsWith("{")) ?? printed;
		},
	},
];
