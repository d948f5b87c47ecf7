// @ts-check
// Next.js, by both of its bundlers: on the server, in a route handler, and in Chromium, in a client component.
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/context.mjs").Context} Context */
/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {"turbopack" | "webpack"} Bundler */

const next = tools.bin("next");
const version = `Next ${tools.version("next")}`;

/** @type {Map<Bundler, Promise<string>>} */
const builds = new Map();

/**
 * Builds, once for all cases, and starts the server.
 *
 * @param {Bundler} bundler
 */
const built = (bundler) => async (/** @type {Context} */ context) => {
	const env = environment(`.next-${bundler}`);
	const build = builds.get(bundler) ?? context.runNode(next, ["build", `--${bundler}`], { env });
	builds.set(bundler, build);
	await build;
	return serve(context, ["start"], env);
};

/**
 * @param {Bundler} bundler
 * @param {string} folder which no other server may use
 */
const inDevelopment = (bundler, folder) => (/** @type {Context} */ context) =>
	serve(context, ["dev", `--${bundler}`], environment(folder));

/** @param {string} folder for what Next makes */
const environment = (folder) => ({ NEXT_TELEMETRY_DISABLED: "1", CI: "1", DIST: folder });

/**
 * @param {Context} context
 * @param {readonly string[]} command
 * @param {Record<string, string>} env
 */
async function serve({ background }, command, env) {
	const args = [next, ...command, "--hostname", "127.0.0.1", "--port", "0"];
	const { url } = await background(process.execPath, args, { env, until: /(http:\S+).*Ready/s });
	return url;
}

/**
 * @param {string} way
 * @param {(context: Context) => Promise<string>} start
 * @returns {RuntimeCase}
 */
const routeHandler = (way, start) => ({
	name: `${version} ${way}, route handler`,
	project: "next",
	run: async (context) => {
		const { baseUrl: sandbox, usersToken: token } = context.sandbox;
		const answer = await fetch(`${await start(context)}/exercise?${new URLSearchParams({ sandbox, token })}`);
		return await answer.text();
	},
});

/**
 * @param {string} way
 * @param {(context: Context) => Promise<string>} start
 * @returns {RuntimeCase}
 */
const clientComponent = (way, start) => ({
	name: `${version} ${way}, client component in Chromium`,
	project: "next",
	needs: ["chromium"],
	run: async (context) => context.openPage("chromium", `${await start(context)}/client`),
});

// Those of one build apart, so that the two are made side by side.
export default [
	routeHandler("by turbopack", built("turbopack")),
	routeHandler("by webpack", built("webpack")),
	clientComponent("by turbopack", built("turbopack")),
	clientComponent("by webpack", built("webpack")),
	routeHandler("dev by turbopack", inDevelopment("turbopack", ".next-dev-route")),
	clientComponent("dev by turbopack", inDevelopment("turbopack", ".next-dev-client")),
];
