// @ts-check
// Nitro, alone and in Nuxt: it resolves the package by `module`, and copies what it traces from there beside the server.
import { keptBuild } from "../harness/kept-build.mjs";
import { exchange, expected, recipeOf } from "../harness/recipes.mjs";
import { askForReport, startServer } from "../harness/served.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {import("../harness/context.mjs").Context} Context */
/** @typedef {{ name: string, package: string, project: string, command: string, recipe?: string }} Builder `recipe`: where README's goes */

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
		recipe: "server/routes/hooks/user-created.post.js",
	},
];

/**
 * @typedef {object} Preset
 * @property {string} name
 * @property {(context: Context, node: string, server: string) => Promise<string>} report
 * @property {(context: Context, node: string, server: string, notes: string) => Promise<string>} receive sends webhooks
 * @property {object} received what comes of them
 */

/** @type {Preset[]} */
const presets = [
	{
		name: "node-server",
		report: async (context, node, server) => askForReport(context, await startServer(context, node, [server]), "/exercise"),
		receive: async (context, node, server, NOTES) =>
			context.runNode("../recipes/send.mjs", [await startServer(context, node, [server], { NOTES })]),
		received: expected,
	},
	{
		name: "aws-lambda",
		report: ({ runNode, sandbox }, node, server) => {
			const query = new URLSearchParams({ sandbox: sandbox.baseUrl, token: sandbox.usersToken });
			return runNode("../lambda/call.mjs", [server, `/exercise?${query}`], { node });
		},
		receive: ({ runNode }, node, server, NOTES) => runNode("../recipes/call.mjs", [server], { node, env: { NOTES } }),
		// It makes text of every body, so that the bytes of a compressed one are lost.
		received: { statuses: { ...expected.statuses, compressed: 401 }, notes: expected.notes.slice(1) },
	},
];

/**
 * @param {Builder} builder
 * @param {Preset} preset
 * @returns {RuntimeCase[]}
 */
function casesOf({ name, package: main, project, command, recipe }, preset) {
	const node = suitableNode("nitropack", main);
	const output = `.output-${preset.name}`;
	const server = `${output}/server/index.mjs`;
	const build = keptBuild({
		project,
		output,
		env: { ...quiet, NITRO_PRESET: preset.name, OUTPUT: output },
		files: recipe === undefined ? {} : { [recipe]: recipeOf(name) },
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
	const receiver = {
		...shared,
		name: `README's recipe for ${version}`,
		expected: preset.received,
		run: async (context) => {
			await build(context);
			return exchange(context, preset.name, (notes) => preset.receive(context, node ?? "", server, notes));
		},
	};
	return recipe === undefined ? [route] : [route, receiver];
}

export default builders.flatMap((builder) => presets.flatMap((preset) => casesOf(builder, preset)));
