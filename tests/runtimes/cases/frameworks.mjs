// @ts-check
// Frameworks whose servers are built for Node: a route of each.
import { keptBuild } from "../harness/kept-build.mjs";
import { askForReport, startServer } from "../harness/served.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {{ name: string, package: string, project: string, command: string[], output: string, program: string[] }} Framework */

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
 * @returns {RuntimeCase}
 */
function serverOf({ name, package: main, project, command: [script = "", ...args], output, program }) {
	const node = suitableNode(main, "vite");
	const build = keptBuild({
		project,
		output,
		env: quiet,
		build: ({ runNode }, env) => runNode(script, args, { node, env, timeoutMs: BUILD_MS }),
	});
	return {
		name: `${name} ${tools.version(main)}, a route of its server for Node`,
		project,
		unavailable: () => (node === undefined ? `${name} needs a newer Node, and npm provides none` : null),
		run: async (context) => {
			await build(context);
			return askForReport(context, await startServer(context, node ?? "", program, quiet), "/exercise");
		},
	};
}

export default frameworks.map(serverOf);
