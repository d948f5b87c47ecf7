// @ts-check
// Next.js, by both of its bundlers: on the server, in a route handler, and in Chromium, in a client component.
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/context.mjs").Context} Context */
/** @typedef {"turbopack" | "webpack"} Bundler */

const next = tools.bin("next");

/** @type {Map<Bundler, Promise<string>>} */
const builds = new Map();

/**
 * Builds, once for all cases, and starts the server.
 *
 * @param {Context} context
 * @param {Bundler} bundler
 */
async function start({ runNode, background }, bundler) {
	const env = { NEXT_TELEMETRY_DISABLED: "1", CI: "1", DIST: `.next-${bundler}` };
	const build = builds.get(bundler) ?? runNode(next, ["build", `--${bundler}`], { env });
	builds.set(bundler, build);
	await build;
	const args = [next, "start", "--hostname", "127.0.0.1", "--port", "0"];
	const { url } = await background(process.execPath, args, { env, until: /(http:\S+).*Ready/s });
	return url;
}

/** @param {Bundler} bundler @returns {import("../harness/case-runner.mjs").RuntimeCase[]} */
const casesOf = (bundler) => [
	{
		name: `Next ${tools.version("next")} by ${bundler}, route handler`,
		project: "next",
		run: async (context) => {
			const { baseUrl: sandbox, usersToken: token } = context.sandbox;
			const answer = await fetch(`${await start(context, bundler)}/exercise?${new URLSearchParams({ sandbox, token })}`);
			return await answer.text();
		},
	},
	{
		name: `Next ${tools.version("next")} by ${bundler}, client component in Chromium`,
		project: "next",
		needs: ["chromium"],
		run: async (context) => context.openPage("chromium", `${await start(context, bundler)}/client`),
	},
];

const cases = [casesOf("turbopack"), casesOf("webpack")];

// Those of one build apart, so that the two are made side by side.
export default [0, 1].flatMap((index) => cases.flatMap((ofBundler) => ofBundler.slice(index, index + 1)));
