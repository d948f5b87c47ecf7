// @ts-check
// Next.js, by both of its bundlers: on the server, in its edge runtime, and in Chromium, in a client component.
import { built, environment, serve } from "../harness/next.mjs";
import { receiverReport } from "../harness/receiver-expectation.mjs";
import { expected, sendTo, textOf } from "../harness/receivers.mjs";
import { askForReport } from "../harness/served.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {import("../harness/next.mjs").Start} Start */

const next = tools.bin("next");
const version = `Next ${tools.version("next")}`;
/** With webpack it makes no route handler for the edge runtime, not even an empty one. Looked at again with another version. */
const failsItself = version === "Next 16.4.6" ? "Next looks for a file of its own, route_client-reference-manifest.js" : null;

const files = { "app/powens/[event]/route.js": textOf("next.mjs") };
const turbopack = built(next, "next", ".next-turbopack", ["--turbopack"], files);
const webpack = built(next, "next", ".next-webpack", ["--webpack"], files);

/**
 * @param {string} folder which no other server may use
 * @returns {Start}
 */
const inDevelopment = (folder) => serve(next, ["dev", "--turbopack"], environment(folder));

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
	run: async (context) => askForReport(context, (await start(context)).url, path),
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
 * A request that receives webhooks.
 *
 * @param {string} name
 * @param {string} path
 * @param {Start} start
 * @returns {RuntimeCase}
 */
const received = (name, path, start) => ({
	...request(`${name}, powens-users/receiver`, path, start),
	expected: receiverReport,
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
	run: async (context) => context.openPage("chromium", `${(await start(context)).url}${path}`),
});

/**
 * @param {string} name
 * @param {Start} start
 * @returns {RuntimeCase}
 */
const receiver = (name, start) => ({
	name: `docs/receiving/next.md: ${version} ${name}`,
	project: "next",
	expected,
	run: async (context) => sendTo(context, await start(context)),
});

// Those of one build apart, so that the two are made side by side.
export default [
	request("by turbopack, route handler", "/exercise", turbopack),
	request("by webpack, route handler", "/exercise", webpack),
	page("by turbopack, client component", "/client", turbopack),
	page("by webpack, client component", "/client", webpack),
	page("by turbopack, client component with powens-users/web", "/client-web", turbopack),
	page("by webpack, client component with powens-users/web", "/client-web", webpack),
	received("by turbopack, route handler", "/receiver", turbopack),
	received("by webpack, route handler", "/receiver", webpack),
	received("by turbopack, API route in the edge runtime", "/api/receiver", turbopack),
	received("by webpack, API route in the edge runtime", "/api/receiver", webpack),
	edge("by turbopack, API route", "/api/exercise", turbopack),
	edge("by webpack, API route", "/api/exercise", webpack),
	edge("by turbopack, route handler", "/edge", turbopack),
	{
		...edge("by webpack, route handler", "/edge", webpack),
		unavailable: () => failsItself,
	},
	receiver("by turbopack", turbopack),
	receiver("by webpack", webpack),
	request("dev by turbopack, route handler", "/exercise", inDevelopment(".next-dev-route")),
	page("dev by turbopack, client component", "/client", inDevelopment(".next-dev-client")),
];
