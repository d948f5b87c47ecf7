// @ts-check
// What the cases of the bundlers share.
import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** @typedef {import("./context.mjs").Context} Context */
/** @typedef {import("./case-runner.mjs").RuntimeCase} RuntimeCase */

/**
 * A piece of work that several cases need and the first one does: the build of a project with several pages. Each hears of its
 * failure.
 *
 * @param {(context: Context) => Promise<unknown>} work
 * @returns {(context: Context) => Promise<unknown>}
 */
export function once(work) {
	/** @type {Promise<unknown> | undefined} */
	let done;
	return (context) => {
		done ??= work(context);
		return done;
	};
}

/**
 * Makes the cases of a bundler that opens what it has built in a browser.
 *
 * @param {string} bundler with its version
 * @param {string} project
 * @param {(context: Context) => Promise<unknown>} build
 */
export function bundlePages(bundler, project, build) {
	const built = once(build);
	/**
	 * @param {string} what
	 * @param {string} file within the project: a page, or a script that is to have a page around it
	 * @param {{ browser?: import("./tools.mjs").BrowserName, type?: "module" | "text/javascript" }} [options] the script's type
	 * @returns {RuntimeCase}
	 */
	return (what, file, { browser = "chromium", type = "text/javascript" } = {}) => ({
		name: `${bundler}, ${what}, in ${browser === "chromium" ? "Chromium" : "Firefox"}`,
		project,
		needs: [browser],
		run: async (context) => {
			await built(context);
			const script = join(context.folder, file);
			const page = file.endsWith(".html") ? script : pageAround(script, type);
			return context.openPage(browser, `${await context.serve(dirname(page))}/${basename(page)}`);
		},
	});
}

/**
 * @param {string} script
 * @param {string} type
 */
function pageAround(script, type) {
	const page = script.replace(/\.\w+$/, ".html");
	const tag = `<script type="${type}" src="${basename(script)}"></script>`;
	writeFileSync(page, `<!doctype html>\n<meta charset="utf-8">\n<title>powens-users in a bundle</title>\n${tag}\n`);
	return page;
}
