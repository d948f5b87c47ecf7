// @ts-check
// Nitro, alone and in Nuxt: it resolves the package by `module`, and copies what it traces from there beside the server.
import { keptBuild } from "../harness/kept-build.mjs";
import { askForReport, startServer } from "../harness/served.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */

const BUILD_MS = 210_000;
const quiet = { CI: "1", NUXT_TELEMETRY_DISABLED: "1" };

const builders = [
	{ name: "Nitro", package: "nitropack", project: "nitro", command: tools.bin("nitropack") },
	{ name: "Nuxt", package: "nuxt", project: "nuxt", command: tools.bin("nuxt") },
];

/**
 * @param {typeof builders[number]} builder
 * @param {string} preset
 * @param {(context: import("../harness/context.mjs").Context, node: string, server: string) => Promise<string>} report
 * @returns {RuntimeCase}
 */
function preset({ name, package: main, project, command }, preset, report) {
	const node = suitableNode("nitropack", main);
	const output = `.output-${preset}`;
	const build = keptBuild({
		project,
		output,
		env: { ...quiet, NITRO_PRESET: preset, OUTPUT: output },
		build: ({ runNode }, env) => runNode(command, ["build"], { node, env, timeoutMs: BUILD_MS }),
	});
	return {
		name: `${name} ${tools.version(main)}, preset ${preset}`,
		project,
		unavailable: () => (node === undefined ? `${name} needs a newer Node, and npm provides none` : null),
		run: async (context) => {
			await build(context);
			return report(context, node ?? "", `${output}/server/index.mjs`);
		},
	};
}

export default builders.flatMap((builder) => [
	preset(builder, "node-server", async (context, node, server) =>
		askForReport(context, await startServer(context, node, [server]), "/exercise"),
	),
	preset(builder, "aws-lambda", ({ runNode, sandbox }, node, server) => {
		const query = new URLSearchParams({ sandbox: sandbox.baseUrl, token: sandbox.usersToken });
		return runNode("../lambda/call.mjs", [server, `/exercise?${query}`], { node });
	}),
]);
