// @ts-check
// Frameworks whose servers are built for Node: a route of each.
import { keptBuild } from "../harness/kept-build.mjs";
import { exchange, expected, recipeOf } from "../harness/recipes.mjs";
import { askForReport, startServer } from "../harness/served.mjs";
import { suitableNode } from "../harness/suitable-node.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {{ name: string, package: string, project: string, command: string[], output: string, program: string[], recipe?: string }} Framework `recipe`: where README's goes */

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
		recipe: "src/routes/hooks/user-created/+server.js",
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
function casesOf({ name, package: main, project, command: [script = "", ...args], output, program, recipe }) {
	const node = suitableNode(main, "vite");
	const build = keptBuild({
		project,
		output,
		env: quiet,
		files: recipe === undefined ? {} : { [recipe]: recipeOf(name) },
		build: ({ runNode }, env) => runNode(script, args, { node, env, timeoutMs: BUILD_MS }),
	});
	const unavailable = () => (node === undefined ? `${name} needs a newer Node, and npm provides none` : null);
	/** @type {(context: import("../harness/context.mjs").Context, env?: Record<string, string>) => Promise<string>} */
	const start = async (context, env) => {
		await build(context);
		return startServer(context, node ?? "", program, { ...quiet, ...env });
	};
	const version = `${name} ${tools.version(main)}`;
	const route = {
		name: `${version}, a route of its server for Node`,
		project,
		unavailable,
		run: async (/** @type {import("../harness/context.mjs").Context} */ context) =>
			askForReport(context, await start(context), "/exercise"),
	};
	if (recipe === undefined) return [route];
	return [
		route,
		{
			name: `README's recipe for ${version}`,
			project,
			unavailable,
			expected,
			run: (context) =>
				exchange(context, project, async (NOTES) => context.runNode("../recipes/send.mjs", [await start(context, { NOTES })])),
		},
	];
}

export default frameworks.flatMap(casesOf);
