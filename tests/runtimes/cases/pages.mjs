// @ts-check
// Pages without any tool: an ES module, found by an import map, or by its path where a policy forbids inline scripts.
import { dirname } from "node:path";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {{ what: string, page: string, policy?: string, refusal?: RegExp }} Page */

/** As tight as can be: scripts of the page's own folder, and talk to the API and to the test. */
const policy = (/** @type {string} */ scripts) =>
	`default-src 'none'; script-src ${scripts}; connect-src http://127.0.0.1:*; base-uri 'none'; form-action 'none'`;
const strict = policy("'self' 'wasm-unsafe-eval'");
const tooStrict = policy("'self'");
const refusal = /CompileError: .*(?:Content Security Policy|CSP)/;

/** @type {Page[]} */
const pages = [
	{ what: '<script type="module"> and an import map', page: "page/import-map.html" },
	{ what: "powens-users/web by an import map", page: "page/web.html" },
	{ what: "both in one page", page: "page/together.html" },
	{ what: "a dedicated worker", page: "page/worker.html" },
	{ what: "a strict CSP with 'wasm-unsafe-eval'", page: "csp/index.html", policy: strict },
	{ what: "powens-users/web under the same CSP", page: "csp/web.html", policy: strict },
	{ what: "a CSP without 'wasm-unsafe-eval' (refused)", page: "csp/index.html", policy: tooStrict, refusal },
	{ what: "powens-users/web under the same CSP (refused)", page: "csp/web.html", policy: tooStrict, refusal },
];

/**
 * @param {import("../harness/tools.mjs").BrowserName} browser
 * @param {string} name
 * @returns {RuntimeCase[]}
 */
const casesOf = (browser, name) =>
	pages.map(({ what, page, policy, refusal }) => ({
		name: `${name}, ${what}`,
		project: dirname(page),
		needs: [browser],
		refusal,
		run: async ({ folder, serve, openPage }) => {
			const options = policy === undefined ? {} : { headers: { "Content-Security-Policy": policy } };
			return openPage(browser, `${await serve(dirname(folder), options)}/${page}`);
		},
	}));

export default [...casesOf("chromium", "Chromium"), ...casesOf("firefox", "Firefox")];
