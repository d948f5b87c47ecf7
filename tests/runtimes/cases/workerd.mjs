// @ts-check
// Cloudflare's runtime: bundled by wrangler as for a deployment. The project's compatibility date is older than 2025-06-01, since
// when bytes may be compiled while a worker starts, so that an entry which does that fails here.
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

const node = suitableNode("wrangler", "miniflare");
const noTelemetry = { WRANGLER_SEND_METRICS: "false", CI: "1" };

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default [
	{
		name: `Cloudflare workerd ${tools.version("workerd")}, bundled by wrangler ${tools.version("wrangler")}`,
		project: "workerd",
		unavailable: () => (node === undefined ? "wrangler needs a newer Node, and npm provides none" : null),
		run: async ({ runNode }) => {
			await runNode(tools.bin("wrangler"), ["deploy", "--dry-run", "--outdir", "dist"], { node, env: noTelemetry });
			return runNode("run.mjs", [], { node });
		},
	},
];
