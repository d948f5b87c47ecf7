// @ts-check
// The examples of docs/receiving in runtimes and on platforms. Those of frameworks are run with the other cases of these.
import { copyFileSync, existsSync } from "node:fs";
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

/**
 * What the example of Workers is made of, bundled as for a deployment and run in workerd.
 *
 * @param {string} what
 * @param {object} options
 * @param {string} options.main
 * @param {string} options.program that runs it
 * @param {object} options.expected
 * @param {(printed: string) => object} options.report
 * @returns {RuntimeCase}
 */
const inWorkerd = (what, { main, program, expected, report }) => ({
	name: `docs/receiving/workers.md: ${what}, workerd ${tools.version("workerd")}, wrangler ${tools.version("wrangler")}`,
	project: "receivers",
	unavailable: () => (nodeForWorkers === undefined ? "wrangler needs a newer Node, and npm provides none" : null),
	expected,
	run: async (context) => {
		const folder = main.replace(".mjs", "");
		for (const name of workersFiles) copyExample(context, name, `${folder}/${name}`);
		const own = join(context.folder, main);
		if (existsSync(own)) copyFileSync(own, join(context.folder, folder, main));
		const env = { WRANGLER_SEND_METRICS: "false", CI: "1" };
		const options = { node: nodeForWorkers, env, cwd: join(context.folder, folder) };
		await context.runNode(tools.bin("wrangler"), ["deploy", main, "--dry-run", "--outdir", "dist"], options);
		return report(await context.runNode(program, [folder], { node: nodeForWorkers, env: secret }));
	},
});
const workersFiles = ["workers.mjs", "workers-durable-object.mjs", "wrangler.json"];

const many = Array.from({ length: 20 }, (_, index) => 1000 + index);
const worker = inWorkerd("webhooks one by one, and many at once", {
	main: "workers.mjs",
	program: "workerd.mjs",
	expected: { ...expected, parallel: [204], handled: [...expected.handled, ...many] },
	report: (printed) => {
		const { handled, ...report } = reportIn(printed);
		// Those at once are handled in any order.
		return { ...report, handled: handled.sort((/** @type {number} */ one, /** @type {number} */ other) => one - other) };
	},
});
const conformance = inWorkerd("the conformance suite, and a SIGKILL", {
	main: "inbox-worker.mjs",
	program: "conformance.mjs",
	expected: {
		failures: [],
		isWhole: true,
		afterKill: { claims: ["done", "done", "busy"], kept: 2_500_000, isSame: true },
	},
	report: (printed) => JSON.parse(printed.trim().split("\n").at(-1) ?? ""),
});

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
	worker,
	conformance,
];
