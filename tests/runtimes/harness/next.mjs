// @ts-check
// What the cases of each version of Next share.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keptBuild } from "./kept-build.mjs";
import { secret } from "./receivers.mjs";
import { ask } from "./served.mjs";

/** @typedef {import("./context.mjs").Context} Context */
/** @typedef {import("./case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {(context: Context) => Promise<{ url: string, printed: () => string }>} Start starts a server, and gives its url */

/** By webpack it is 20 s on a quiet machine. */
const BUILD_MS = 210_000;

/**
 * The environment of a server or a build.
 *
 * @param {string} folder for what Next makes, which no other one uses
 */
export const environment = (folder) => ({ NEXT_TELEMETRY_DISABLED: "1", CI: "1", DIST: folder });

/**
 * @param {string} next the script of its command
 * @param {readonly string[]} command
 * @param {Record<string, string>} env
 * @returns {Start}
 */
export const serve =
	(next, command, env) =>
	async ({ background }) => {
		const args = [next, ...command, "--hostname", "127.0.0.1", "--port", "0"];
		return background(process.execPath, args, { env, until: /(http:\S+).*Ready/s });
	};

/**
 * A production build, made once for all cases.
 *
 * @param {string} next
 * @param {string} project
 * @param {string} folder
 * @param {readonly string[]} [options]
 * @param {Record<string, string>} [files] that are not among the project's own, and their texts
 * @returns {Start}
 */
export function built(next, project, folder, options = [], files = {}) {
	const build = keptBuild({
		project,
		output: folder,
		// What it fetched at build time is in there too.
		without: ["cache"],
		env: environment(folder),
		files,
		build: ({ runNode }, env) => runNode(next, ["build", ...options], { env, timeoutMs: BUILD_MS }),
	});
	const start = serve(next, ["start"], { ...environment(folder), ...secret });
	return async (context) => {
		await build(context);
		return start(context);
	};
}

/**
 * Pages that list the users: each request shows those of its moment, so none is made at build time, and no answer of the API is kept.
 *
 * @param {string} name
 * @param {string} project
 * @param {string} folder
 * @param {Start} start
 * @returns {RuntimeCase}
 */
export const lists = (name, project, folder, start) => ({
	name: `${name}, pages that list, after a change`,
	project,
	expected: {
		before: ["5 users", "5 users for them"],
		after: ["4 users", "4 users for them"],
		prerendered: [],
	},
	gone: [5],
	run: async (context) => {
		const { url } = await start(context);
		const headings = async () => [await heading(`${url}/users`), await heading(`${url}/search?q=them`)];
		const before = await headings();
		const headers = { Authorization: "Bearer sandbox-user-token-5" };
		await ask(`${context.sandbox.baseUrl}/users/5`, { method: "DELETE", headers });
		const { routes } = JSON.parse(readFileSync(join(context.folder, folder, "prerender-manifest.json"), "utf8"));
		const prerendered = Object.keys(routes).filter((route) => ["/users", "/search", "/me"].includes(route));
		return { before, after: await headings(), prerendered };
	},
});

/**
 * A page that reads who asks from a cookie, in the function that gives the token.
 *
 * @param {string} name
 * @param {string} project
 * @param {Start} start
 * @returns {RuntimeCase}
 */
export const people = (name, project, start) => ({
	name: `${name}, cookies() in userToken, requests of several people at a time`,
	project,
	expected: ["user 2", "user 3", "user 4"],
	run: async (context) => {
		const { url } = await start(context);
		return Promise.all([2, 3, 4].map((person) => heading(`${url}/me`, { headers: { Cookie: `person=${person}` } })));
	},
});

/**
 * @param {string} url
 * @param {RequestInit} [init]
 */
async function heading(url, init) {
	return (await ask(url, init)).match(/<h1>(.*?)<\/h1>/)?.[1];
}
