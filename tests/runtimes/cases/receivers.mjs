// @ts-check
// The examples of docs/receiving in runtimes and on platforms. Those of frameworks are run with the other cases of these.
import { join } from "node:path";
import { executable } from "../harness/executable.mjs";
import { copyExample, expected, reportIn, secret, sendTo } from "../harness/receivers.mjs";
import { startPrintingServer } from "../harness/served.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {import("../harness/context.mjs").Context} Context */

/**
 * A server that is one program.
 *
 * @param {string} example
 * @param {string} what runs it, with its version
 * @param {{ program: string | null, args: (context: Context) => string[], env?: (context: Context) => Record<string, string> }} how
 * @returns {RuntimeCase}
 */
const served = (example, what, { program, args, env = () => ({}) }) => ({
	name: `docs/receiving/${example}.md: ${what}`,
	project: "receivers",
	unavailable: () => (program === null ? `npm provides no ${what} for ${process.platform} ${process.arch}` : null),
	expected,
	run: async (context) => {
		copyExample(context, `${example}.mjs`);
		const server = await startPrintingServer(context, program ?? "", args(context), { ...secret, ...env(context) });
		return sendTo(context, server);
	},
});

const node = process.execPath;
const framework = "@google-cloud/functions-framework";
const permissions = ["--no-prompt", "--allow-net", "--allow-read", "--allow-env"];

/** @type {RuntimeCase} */
const lambda = {
	name: "docs/receiving/lambda.md: by the URL of a function",
	project: "receivers",
	expected,
	run: async (context) => {
		copyExample(context, "lambda.mjs");
		return reportIn(await context.runNode("call.mjs", ["lambda.mjs"], { env: secret }));
	},
};

const nodeForWorkers = suitableNode("wrangler", "miniflare");

/** @type {RuntimeCase} */
const workers = {
	name: `docs/receiving/workers.md: workerd ${tools.version("workerd")}, bundled by wrangler ${tools.version("wrangler")}`,
	project: "receivers",
	unavailable: () => (nodeForWorkers === undefined ? "wrangler needs a newer Node, and npm provides none" : null),
	expected: { ...expected, parallel: { handled: 20, statuses: [204] } },
	run: async (context) => {
		for (const name of ["workers.mjs", "workers-durable-object.mjs", "wrangler.json"])
			copyExample(context, name, `workers/${name}`);
		const env = { WRANGLER_SEND_METRICS: "false", CI: "1" };
		const cwd = join(context.folder, "workers");
		const node = nodeForWorkers;
		await context.runNode(tools.bin("wrangler"), ["deploy", "--dry-run", "--outdir", "dist"], { node, env, cwd });
		const printed = await context.runNode("workerd.mjs", ["workers"], { node, env: secret });
		return { ...reportIn(printed), ...JSON.parse(printed.trim().split("\n").at(-2) ?? "") };
	},
};

export default [
	served("hono", `Hono ${tools.version("hono")}`, { program: node, args: () => ["hono.mjs"] }),
	served("cloud-functions", `${framework} ${tools.version(framework)}`, {
		program: node,
		args: () => [tools.bin(framework, "functions-framework"), "--target", "powens", "--source", "cloud-functions.mjs"],
	}),
	served("deno", `Deno ${tools.version("deno")}`, {
		program: executable("@deno", "deno"),
		args: () => ["run", "--cached-only", "--node-modules-dir=manual", ...permissions, "deno.mjs"],
		env: ({ folder }) => ({ DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" }),
	}),
	served("bun", `Bun ${tools.version("bun")}`, {
		program: executable("@oven", "bin", "bun"),
		args: () => ["--no-install", "bun.mjs"],
		env: () => ({ DO_NOT_TRACK: "1" }),
	}),
	lambda,
	workers,
];
