// @ts-check
// Pages without any tool: an ES module, found by an import map, or by its path where a policy forbids inline scripts.
import { dirname } from "node:path";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */

/** @type {[import("../harness/tools.mjs").BrowserName, string][]} */
const browsers = [
	["chromium", "Chromium"],
	["firefox", "Firefox"],
];

/** What a page may do that is kept as tight as it can be: scripts of its own, and talk to the API and to the test. */
const policy = (/** @type {string} */ scripts) =>
	`default-src 'none'; script-src ${scripts}; connect-src http://127.0.0.1:*; base-uri 'none'; form-action 'none'`;
const strict = policy("'self' 'wasm-unsafe-eval'");
const tooStrict = policy("'self'");

/** @type {RuntimeCase[]} */
export default browsers.flatMap(([browser, name]) => {
	/**
	 * @param {string} path
	 * @param {Record<string, string>} [headers]
	 * @returns {RuntimeCase["run"]}
	 */
	const open =
		(path, headers) =>
		async ({ folder, serve, openPage }) => {
			const url = await serve(dirname(folder), { headers });
			return openPage(browser, `${url}/${path}`);
		};
	return [
		{
			name: `${name}, <script type="module"> and an import map`,
			project: "page",
			needs: [browser],
			run: open("page/import-map.html"),
		},
		{
			name: `${name}, powens-users/web`,
			project: "page",
			needs: [browser],
			run: open("page/web.html"),
		},
		{
			name: `${name}, a strict CSP with 'wasm-unsafe-eval'`,
			project: "csp",
			needs: [browser],
			run: open("csp/", { "Content-Security-Policy": strict }),
		},
		{
			name: `${name}, a CSP without 'wasm-unsafe-eval' (refused)`,
			project: "csp",
			needs: [browser],
			refusal: /CompileError: .*(?:Content Security Policy|CSP)/,
			run: open("csp/", { "Content-Security-Policy": tooStrict }),
		},
	];
});
