// @ts-check
// Nitro, alone and in Nuxt: it resolves the package by `module`, and copies what it traces from there beside the server.
import { keptBuild } from "../harness/kept-build.mjs";
import { expected, reportIn, secret, sendTo, textOf } from "../harness/receivers.mjs";
import { askForReport, startPrintingServer, startServer } from "../harness/served.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {import("../harness/context.mjs").Context} Context */
/** @typedef {{ name: string, package: string, project: string, command: string, receiver?: string }} Builder `receiver`: where the example of docs/receiving goes */

const BUILD_MS = 210_000;
const quiet = { CI: "1", NUXT_TELEMETRY_DISABLED: "1" };

/** @type {Builder[]} */
const builders = [
	{ name: "Nitro", package: "nitropack", project: "nitro", command: tools.bin("nitropack") },
	{
		name: "Nuxt",
		package: "nuxt",
		project: "nuxt",
		command: tools.bin("nuxt"),
		receiver: "server/routes/powens/[event].js",
	},
];

/**
 * @typedef {object} Preset
 * @property {string} name
 * @property {(context: Context, node: string, server: string) => Promise<string>} report
 * @property {(context: Context, node: string, server: string) => Promise<object>} receive sends webhooks
 * @property {object} received what comes of them
 */

/** @type {Preset[]} */
const presets = [
	{
		name: "node-server",
		report: async (context, node, server) => askForReport(context, await startServer(context, node, [server]), "/exercise"),
		receive: async (context, node, server) => sendTo(context, await startPrintingServer(context, node, [server], secret)),
		received: expected,
	},
	{
		name: "aws-lambda",
		report: ({ runNode, sandbox }, node, server) => {
			const query = new URLSearchParams({ sandbox: sandbox.baseUrl, token: sandbox.usersToken });
			return runNode("../lambda/call.mjs", [server, `/exercise?${query}`], { node });
		},
		receive: async ({ runNode }, node, server) =>
			reportIn(await runNode("../receivers/call.mjs", [server], { node, env: secret })),
		// It makes text of every body, so that the bytes of a compressed one are lost.
		received: { statuses: { ...expected.statuses, compressed: 401 }, handled: expected.handled.filter((id) => id !== 43) },
	},
];

/**
 * @param {Builder} builder
 * @param {Preset} preset
 * @returns {RuntimeCase[]}
 */
function casesOf({ name, package: main, project, command, receiver }, preset) {
	const node = suitableNode("nitropack", main);
	const output = `.output-${preset.name}`;
	const server = `${output}/server/index.mjs`;
	const build = keptBuild({
		project,
		output,
		env: { ...quiet, NITRO_PRESET: preset.name, OUTPUT: output },
		files: receiver === undefined ? {} : { [receiver]: textOf("nuxt.mjs") },
		build: ({ runNode }, env) => runNode(command, ["build"], { node, env, timeoutMs: BUILD_MS }),
	});
	const shared = {
		project,
		unavailable: () => (node === undefined ? `${name} needs a newer Node, and npm provides none` : null),
	};
	const version = `${name} ${tools.version(main)}, preset ${preset.name}`;
	/** @type {RuntimeCase} */
	const route = {
		...shared,
		name: version,
		run: async (context) => {
			await build(context);
			return preset.report(context, node ?? "", server);
		},
	};
	/** @type {RuntimeCase} */
	const received = {
		...shared,
		name: `docs/receiving/nuxt.md: ${version}`,
		expected: preset.received,
		run: async (context) => {
			await build(context);
			return preset.receive(context, node ?? "", server);
		},
	};
	return receiver === undefined ? [route] : [route, received];
}

export default builders.flatMap((builder) => presets.flatMap((preset) => casesOf(builder, preset)));
