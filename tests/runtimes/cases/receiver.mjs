// @ts-check
// The receiver, which imports the package by name: in each runtime and by each bundler it has to get the very one that the program has.
import { join } from "node:path";
import { executable } from "../harness/executable.mjs";
import { receiverReport as expected } from "../harness/receiver-expectation.mjs";
import { bundleServers } from "../harness/server.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {import("../harness/context.mjs").Context} Context */

const project = "receiver";
const programs = { "by import": "import.mjs", "by require": "require.cjs", "by import, the package by require": "together.mjs" };

/**
 * @param {string} runtime with its version
 * @param {string | null} program
 * @param {readonly string[]} args
 * @param {(context: Context) => Record<string, string>} [env]
 * @returns {RuntimeCase[]}
 */
const runtime = (runtime, program, args, env = () => ({})) =>
	Object.entries(programs).map(([way, file]) => ({
		name: `${runtime}, powens-users/receiver ${way}`,
		project,
		expected,
		unavailable: () => (program === null ? `npm provides no ${runtime} for ${process.platform} ${process.arch}` : null),
		run: (context) => context.run(program ?? "", [...args, file], { env: env(context) }),
	}));

/**
 * @param {string} tool
 * @param {...string} files
 * @returns {RuntimeCase[]}
 */
function bundled(tool, ...files) {
	const server = bundleServers(`${tool} ${tools.version(tool)}, powens-users/receiver`, project, ({ runNode }) =>
		runNode("build.mjs", [tool]),
	);
	return files.map((file) => ({
		...server(file.endsWith(".cjs") ? "CommonJS" : "ES module", join(`dist-${tool}`, file)),
		expected,
	}));
}

const nodeForWorkers = suitableNode("wrangler", "miniflare");

/** @type {RuntimeCase[]} the dates are those of workerd.mjs */
const workers = ["2021-11-02", "2025-05-01"].map((date) => ({
	name: `Cloudflare workerd ${tools.version("workerd")}, compatibility date ${date}, powens-users/receiver`,
	project,
	expected,
	unavailable: () => (nodeForWorkers === undefined ? "wrangler needs a newer Node, and npm provides none" : null),
	run: async ({ runNode }) => {
		const node = nodeForWorkers;
		const env = { WRANGLER_SEND_METRICS: "false", CI: "1" };
		const args = ["deploy", "--dry-run", "--compatibility-date", date, "--outdir", `dist-${date}`];
		await runNode(tools.bin("wrangler"), args, { node, env });
		return runNode("../workerd/run.mjs", [`dist-${date}`, date], { node });
	},
}));

const denoFlags = ["run", "--cached-only", "--node-modules-dir=manual", "--no-prompt", "--allow-read", "--allow-env"];

export default [
	...runtime(`Node ${process.versions.node}`, process.execPath, []),
	...runtime(`Deno ${tools.version("deno")}`, executable("@deno", "deno"), denoFlags, ({ folder }) => ({
		DENO_DIR: join(folder, ".deno"),
		DENO_NO_UPDATE_CHECK: "1",
	})),
	...runtime(`Bun ${tools.version("bun")}`, executable("@oven", "bin", "bun"), ["--no-install"], () => ({ DO_NOT_TRACK: "1" })),
	...bundled("esbuild", "server.mjs", "server.cjs"),
	...bundled("rollup", "server.mjs"),
	...bundled("vite", "server.mjs"),
	...bundled("webpack", "server.cjs"),
	...workers,
];
