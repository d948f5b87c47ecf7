// @ts-check
// Cloudflare's runtime: bundled by wrangler as for a deployment.
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

const node = suitableNode("wrangler", "miniflare");
const noTelemetry = { WRANGLER_SEND_METRICS: "false", CI: "1" };

const dates = {
	// Since when Cloudflare has such dates: what names an older one, or none, gets this. `fetch` throws for `cache` until 2024-11-11.
	"2021-11-02": "the oldest compatibility date",
	// Bytes may be compiled while a worker starts from 2025-06-01 on: before, an entry which does that fails.
	"2025-05-01": "compatibility date 2025-05-01",
};

/** @type {import("../harness/case-runner.mjs").RuntimeCase[]} */
export default Object.entries(dates).map(([date, what]) => ({
	name: `Cloudflare workerd ${tools.version("workerd")}, ${what}, bundled by wrangler ${tools.version("wrangler")}`,
	project: "workerd",
	unavailable: () => (node === undefined ? "wrangler needs a newer Node, and npm provides none" : null),
	run: async ({ runNode }) => {
		const folder = `dist-${date}`;
		const args = ["deploy", "--dry-run", "--compatibility-date", date, "--outdir", folder];
		await runNode(tools.bin("wrangler"), args, { node, env: noTelemetry });
		return runNode("run.mjs", [folder, date], { node });
	},
}));
