// @ts-check
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

const node = suitableNode("vitest", "jsdom");

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default ["node", "jsdom"].map((environment) => ({
	name: `Vitest ${tools.version("vitest")}, environment ${environment}`,
	project: "vitest",
	unavailable: () => (node === undefined ? "Vitest needs a newer Node, and npm provides none" : null),
	run: async ({ runNode }) => {
		const args = ["run", "--environment", environment];
		const printed = await runNode(tools.bin("vitest"), args, { node, env: { ENVIRONMENT: environment } });
		return printed.split("\n").find((line) => line.startsWith("{")) ?? printed;
	},
}));
