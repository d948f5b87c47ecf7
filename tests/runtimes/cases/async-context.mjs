// @ts-check
// What a caller hands in runs in the async context of its own call, in every runtime that has such contexts.
import { join } from "node:path";
import { contextReport } from "../context-exercise.mjs";
import { executable } from "../harness/executable.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */

const newest = tools.newestNode();
const deno = executable("@deno", "deno");
const bun = executable("@oven", "bin", "bun");
const wranglerNode = suitableNode("wrangler", "miniflare");

const system = `${process.platform} ${process.arch}`;
/** @param {unknown} found @param {string} what */
const unless = (found, what) => () => (found === null || found === undefined ? `npm provides no ${what} for ${system}` : null);
const context = { project: "async-context", expected: contextReport };
/** @type {[string, string][]} */
const ways = [
	["by import", "import.mjs"],
	["by require", "require.cjs"],
];

/** @type {RuntimeCase[]} */
const inEachWay = ways.flatMap(([way, file]) => [
	{
		...context,
		name: `Async context in Node ${process.versions.node}, ${way}`,
		run: ({ runNode }) => runNode(file),
	},
	{
		...context,
		name: `Async context in Node ${newest?.version ?? "of npm"}, ${way}`,
		unavailable: unless(newest, "Node"),
		run: ({ runNode }) => runNode(file, [], { node: newest?.path }),
	},
	{
		...context,
		name: `Async context in Deno ${tools.version("deno")}, ${way}`,
		unavailable: unless(deno, "Deno"),
		run: ({ run, folder }) =>
			run(deno ?? "", ["run", "--cached-only", "--node-modules-dir=manual", "--no-prompt", "--allow-read", "--allow-env", file], {
				env: { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" },
			}),
	},
	{
		...context,
		name: `Async context in Bun ${tools.version("bun")}, ${way}`,
		unavailable: unless(bun, "Bun"),
		run: ({ run }) => run(bun ?? "", ["--no-install", file], { env: { DO_NOT_TRACK: "1" } }),
	},
]);

/** @type {RuntimeCase} */
const inWorkerd = {
	...context,
	name: `Async context in Cloudflare workerd ${tools.version("workerd")}, flag nodejs_als`,
	unavailable: unless(wranglerNode, "Node that wrangler runs on"),
	run: async ({ runNode, folder }) => {
		const env = { WRANGLER_SEND_METRICS: "false", CI: "1" };
		await runNode(tools.bin("wrangler"), ["deploy", "--dry-run", "--outdir", "dist"], { node: wranglerNode, env });
		return runNode(join(folder, "..", "workerd", "run.mjs"), [], { node: wranglerNode });
	},
};

export default [...inEachWay, inWorkerd];
