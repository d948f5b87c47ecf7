// @ts-check
// Frameworks whose servers are built for Node: a route of each.
import { keptBuild } from "../harness/kept-build.mjs";
import { expected, secret, sendTo, textOf } from "../harness/receivers.mjs";
import { askForReport, startPrintingServer, startServer } from "../harness/served.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {{ name: string, package: string, project: string, command: string[], output: string, program: string[], receiver?: { example: string, path: string, env: Record<string, string> } }} Framework `receiver`: where the example of docs/receiving goes, and what the server is started with */

const BUILD_MS = 150_000;
const quiet = { CI: "1", ASTRO_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1" };

/** @type {Framework[]} */
const frameworks = [
	{
		name: "SvelteKit",
		package: "@sveltejs/kit",
		project: "sveltekit",
		command: [tools.bin("vite"), "build"],
		output: "build",
		program: ["build/index.js"],
		receiver: { example: "sveltekit", path: "src/routes/powens/[event]/+server.js", env: { BODY_SIZE_LIMIT: "32M" } },
	},
	{
		name: "React Router",
		package: "@react-router/dev",
		project: "react-router",
		command: [tools.bin("@react-router/dev", "react-router"), "build"],
		output: "build",
		program: [tools.bin("@react-router/serve", "react-router-serve"), "build/server/index.js"],
	},
	{
		name: "Astro",
		package: "astro",
		project: "astro",
		command: [tools.bin("astro"), "build"],
		output: "dist",
		program: ["dist/server/entry.mjs"],
	},
];

/**
 * @param {Framework} framework
 * @returns {RuntimeCase[]}
 */
function casesOf({ name, package: main, project, command: [script = "", ...args], output, program, receiver }) {
	const node = suitableNode(main, "vite");
	const build = keptBuild({
		project,
		output,
		env: quiet,
		files: receiver === undefined ? {} : { [receiver.path]: textOf(`${receiver.example}.mjs`) },
		build: ({ runNode }, env) => runNode(script, args, { node, env, timeoutMs: BUILD_MS }),
	});
	const unavailable = () => (node === undefined ? `${name} needs a newer Node, and npm provides none` : null);
	const version = `${name} ${tools.version(main)}`;
	/** @type {RuntimeCase} */
	const route = {
		name: `${version}, a route of its server for Node`,
		project,
		unavailable,
		run: async (context) => {
			await build(context);
			return askForReport(context, await startServer(context, node ?? "", program, quiet), "/exercise");
		},
	};
	if (receiver === undefined) return [route];
	return [
		route,
		{
			name: `docs/receiving/${receiver.example}.md: ${version}`,
			project,
			unavailable,
			expected,
			run: async (context) => {
				await build(context);
				return sendTo(context, await startPrintingServer(context, node ?? "", program, { ...quiet, ...secret, ...receiver.env }));
			},
		},
	];
}

export default frameworks.flatMap(casesOf);
