// @ts-check
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

const node = suitableNode("vitest", "jsdom");
const unavailable = () => (node === undefined ? "Vitest needs a newer Node, and npm provides none" : null);

/** The example of docs/emulator.md, as it stands there. */
const exampleFiles = ["app.mjs", "app.vitest.test.mjs"];

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	...["node", "jsdom"].map((environment) => ({
		name: `Vitest ${tools.version("vitest")}, environment ${environment}`,
		project: "vitest",
		unavailable,
		/** @param {import("../harness/context.mjs").Context} context */
		run: async ({ runNode }) => {
			const args = ["run", "--environment", environment];
			const printed = await runNode(tools.bin("vitest"), args, { node, env: { ENVIRONMENT: environment } });
			return printed.split("\n").find((line) => line.startsWith("{")) ?? printed;
		},
	})),
	{
		name: `Vitest ${tools.version("vitest")}, the example of an application's tests`,
		project: "vitest-app",
		unavailable,
		expected: { success: true, passed: 4, total: 4 },
		run: async ({ folder, runNode }) => {
			for (const file of exampleFiles) copyFileSync(inProject("examples", file), join(folder, file));
			const args = ["run", "--environment", "node", "--reporter=json", "--outputFile=report.json"];
			await runNode(tools.bin("vitest"), args, { node });
			const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
			const { success, numPassedTests: passed, numTotalTests: total } = report;
			return { success, passed, total };
		},
	},
];
