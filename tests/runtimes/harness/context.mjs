// @ts-check
// What a case is given to do its work with. Whatever it starts ends with it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveFiles } from "./http.mjs";
import { reportOfPage } from "./page.mjs";
import { runProgram, startProgram } from "./program.mjs";
import { projectsHome } from "./project.mjs";
import { startSandbox } from "./sandbox.mjs";

const RUN_MS = 150_000;
const START_MS = 90_000;

/** @typedef {Awaited<ReturnType<typeof openContext>>["context"]} Context */
/** @typedef {{ env?: Record<string, string | undefined>, cwd?: string, timeoutMs?: number }} RunOptions */

/**
 * What belongs to one case: `stops` ends what it has started, `remarks` are shown when it fails.
 *
 * @typedef {object} Scope
 * @property {string} folder
 * @property {{ baseUrl: string, usersToken: string }} sandbox
 * @property {(() => unknown)[]} stops
 * @property {string[]} remarks
 */

/** @param {string} project */
export async function openContext(project) {
	const folder = join(projectsHome, project);
	// A program that is started in a folder that is not there is said not to be there itself.
	assert.ok(existsSync(folder), `tests/runtimes/projects has no ${project}`);
	const { baseUrl, usersToken, stop, assertGone } = await startSandbox();
	const sandbox = { baseUrl, usersToken };
	/** @type {Scope} */
	const scope = { folder, sandbox, stops: [stop], remarks: [] };
	const context = {
		/** The project's folder, where programs are run. */
		folder,
		sandbox,
		...programs(scope),
		...pages(scope),
	};
	const close = async () => {
		for (const stop of scope.stops.reverse()) await stop();
	};
	return { context, close, assertGone, remarks: scope.remarks };
}

/**
 * Programs run in the project's folder, with the sandbox in SANDBOX_URL and SANDBOX_TOKEN.
 *
 * @param {Scope} scope
 */
function programs({ folder, sandbox, stops, remarks }) {
	/** @param {RunOptions} [options] */
	const programOptions = ({ env = {}, cwd = folder, timeoutMs = RUN_MS } = {}) => ({
		cwd,
		timeoutMs,
		env: { SANDBOX_URL: sandbox.baseUrl, SANDBOX_TOKEN: sandbox.usersToken, ...env },
	});
	/**
	 * Runs a program to its end.
	 *
	 * @param {string} program
	 * @param {readonly string[]} args
	 * @param {RunOptions} [options]
	 */
	const run = (program, args, options) => runProgram(program, args, programOptions(options));
	/**
	 * The same by Node: this one unless another is named.
	 *
	 * @param {string} file
	 * @param {readonly string[]} [args]
	 * @param {RunOptions & { node?: string }} [options]
	 */
	const runNode = (file, args = [], { node = process.execPath, ...options } = {}) => run(node, [file, ...args], options);
	/**
	 * Starts a server and waits until it prints what `until` matches: the first group, or all of it, is the url. `printed` gives all
	 * that it has printed so far.
	 *
	 * @param {string} program
	 * @param {readonly string[]} args
	 * @param {RunOptions & { until: RegExp }} options
	 */
	const background = async (program, args, { until, ...options }) => {
		const started = await startProgram(program, args, { ...programOptions({ timeoutMs: START_MS, ...options }), until });
		stops.push(() => {
			remarks.push(started.printed());
			started.stop();
		});
		return { url: started.match[1] ?? started.match[0], printed: started.printed };
	};
	return { run, runNode, background };
}

/** @param {Scope} scope */
function pages({ sandbox, stops, remarks }) {
	/**
	 * Serves a folder's files.
	 *
	 * @param {string} folder
	 * @param {{ headers?: Record<string, string> }} [options]
	 */
	const serve = async (folder, options) => {
		const onMissing = (/** @type {string} */ path) => remarks.push(`not found: ${path}`);
		const server = await serveFiles(folder, { ...options, onMissing });
		stops.push(server.stop);
		return server.url;
	};
	/**
	 * Opens a page, and gives what it reports.
	 *
	 * @param {import("./tools.mjs").BrowserName} browser
	 * @param {string} url
	 */
	const openPage = (browser, url) => reportOfPage(browser, url, sandbox);
	return { serve, openPage };
}
