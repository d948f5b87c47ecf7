// @ts-check
import { Stop } from "../lib/stop.mjs";
import { runRustTests } from "./rust-tests.mjs";
import { withSandboxes } from "./sandboxes.mjs";

/**
 * @typedef {object} WasmBrowser
 * @property {string} name as the test runner prints it
 * @property {string} option of wasm-pack
 * @property {string} driver the option of wasm-pack that names the driver
 * @property {string} variable that names it in the environment
 */

/** @satisfies {Record<string, WasmBrowser>} */
export const wasmBrowsers = {
	chrome: { name: "Chrome", option: "--chrome", driver: "--chromedriver", variable: "CHROMEDRIVER" },
	firefox: { name: "Firefox", option: "--firefox", driver: "--geckodriver", variable: "GECKODRIVER" },
};

/** The test runner takes the first driver that a variable names, whatever browser wasm-pack was asked for. */
const withoutDrivers = Object.fromEntries(
	["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER", "MSEDGEDRIVER"].flatMap((name) => [
		[name, undefined],
		[`${name}_REMOTE`, undefined],
	]),
);

/**
 * Runs the Rust tests in a headless browser, against two sandboxes of other origins.
 *
 * @param {WasmBrowser} browser
 */
export function runWasmBrowserTests(browser) {
	const step = `wasm-pack test --headless ${browser.option}`;
	const driver = [browser.driver, String(process.env[browser.variable])];
	const args = ["test", "--mode", "no-install", "--headless", browser.option, ...driver, "--", "--features", "sandbox-tests"];
	return withSandboxes(async ({ sandbox, refusing }) => {
		let printed = "";
		const env = {
			...withoutDrivers,
			POWENS_SANDBOX_URL: sandbox,
			POWENS_REFUSING_SANDBOX_URL: refusing,
			WASM_BINDGEN_TEST_TIMEOUT: "120",
		};
		const detail = await runRustTests(step, "wasm-pack", args, { env, onOutput: (text) => (printed += text) });
		const ranIn = new Set([...printed.matchAll(/Running headless tests in (\w+)/g)].map(([, name]) => name));
		if (ranIn.size !== 1 || !ranIn.has(browser.name)) {
			throw new Stop(`${step} ran its tests in ${[...ranIn].join(" and ") || "no browser"}.`);
		}
		return detail;
	});
}
