// @ts-check
// Next.js, by both of its bundlers: on the server, in its edge runtime, and in Chromium, in a client component.
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/context.mjs").Context} Context */
/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {"turbopack" | "webpack"} Bundler */
/** @typedef {(context: Context) => Promise<string>} Start starts a server, and gives its url */

const next = tools.bin("next");
/** By webpack it is 20 s on a quiet machine. */
const BUILD_MS = 210_000;
/** In development it builds when it is asked. */
const ANSWER_MS = 90_000;
const version = `Next ${tools.version("next")}`;
/** With webpack it makes no route handler for the edge runtime, not even an empty one. Looked at again with another version. */
const failsItself = version === "Next 16.4.6" ? "Next looks for a file of its own, route_client-reference-manifest.js" : null;

/** @type {Map<Bundler, Promise<string>>} */
const builds = new Map();

/**
 * Builds once for all cases, whichever comes first.
 *
 * @param {Bundler} bundler
 * @returns {Start}
 */
const built = (bundler) => async (context) => {
	const env = environment(`.next-${bundler}`);
	const build = builds.get(bundler) ?? context.runNode(next, ["build", `--${bundler}`], { env, timeoutMs: BUILD_MS });
	builds.set(bundler, build);
	await build;
	return serve(context, ["start"], env);
};

/**
 * @param {string} folder which no other server may use
 * @returns {Start}
 */
const inDevelopment = (folder) => (context) => serve(context, ["dev", "--turbopack"], environment(folder));

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
 * A request that Next answers with the report.
 *
 * @param {string} name
 * @param {string} path
 * @param {Start} start
 * @returns {RuntimeCase}
 */
const request = (name, path, start) => ({
	name: `${version} ${name}`,
	project: "next",
	run: async (context) => {
		const { baseUrl: sandbox, usersToken: token } = context.sandbox;
		const url = `${await start(context)}${path}?${new URLSearchParams({ sandbox, token })}`;
		const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
		return text;
	},
});

/**
 * The same in the edge runtime, which inflates nothing.
 *
 * @param {string} name
 * @param {string} path
 * @param {Start} start
 * @returns {RuntimeCase}
 */
const edge = (name, path, start) => ({
	...request(`${name} in the edge runtime`, path, start),
	deviation: { inflated: "gzip_unsupported" },
});

/**
 * @param {string} name
 * @param {string} path
 * @param {Start} start
 * @returns {RuntimeCase}
 */
const page = (name, path, start) => ({
	name: `${version} ${name}, in Chromium`,
	project: "next",
	needs: ["chromium"],
	run: async (context) => context.openPage("chromium", `${await start(context)}${path}`),
});

// Those of one build apart, so that the two are made side by side.
export default [
	request("by turbopack, route handler", "/exercise", built("turbopack")),
	request("by webpack, route handler", "/exercise", built("webpack")),
	page("by turbopack, client component", "/client", built("turbopack")),
	page("by webpack, client component", "/client", built("webpack")),
	page("by turbopack, client component with powens-users/web", "/client-web", built("turbopack")),
	page("by webpack, client component with powens-users/web", "/client-web", built("webpack")),
	edge("by turbopack, API route", "/api/exercise", built("turbopack")),
	edge("by webpack, API route", "/api/exercise", built("webpack")),
	edge("by turbopack, route handler", "/edge", built("turbopack")),
	{
		...edge("by webpack, route handler", "/edge", built("webpack")),
		unavailable: () => failsItself,
	},
	request("dev by turbopack, route handler", "/exercise", inDevelopment(".next-dev-route")),
	page("dev by turbopack, client component", "/client", inDevelopment(".next-dev-client")),
];
