// @ts-check
import { inProject } from "../lib/paths.mjs";
import { Stop } from "../lib/stop.mjs";
import { runRustTests } from "./rust-tests.mjs";
import { withSandboxes } from "./sandboxes.mjs";

/**
 * @typedef {object} WasmHost
 * @property {string} option of wasm-pack
 * @property {WasmDriver} [driver] what a browser needs
 */

/**
 * @typedef {object} WasmDriver
 * @property {string} browser as the test runner prints it
 * @property {string} option of wasm-pack that names the driver
 * @property {string} variable that names it in the environment
 */

/** @satisfies {Record<string, WasmHost>} */
export const wasmHosts = {
	node: { option: "--node" },
	chrome: {
		option: "--chrome",
		driver: { browser: "Chrome", option: "--chromedriver", variable: "CHROMEDRIVER" },
	},
	firefox: {
		option: "--firefox",
		driver: { browser: "Firefox", option: "--geckodriver", variable: "GECKODRIVER" },
	},
};

/** The crates with tests in WebAssembly: the rules, and the window through which JavaScript calls them. */
const crates = [
	// Only tests: its examples are for other targets.
	{ name: "powens-users", folder: ".", cargo: ["--features", "sandbox-tests,gzip", "--test", "*"] },
	{ name: "powens-users-bindings", folder: "bindings", cargo: ["--features", "users,webhooks"] },
];

/** The test runner takes the first driver that a variable names, whatever browser wasm-pack was asked for. */
const withoutDrivers = Object.fromEntries(
	["GECKODRIVER", "SAFARIDRIVER", "CHROMEDRIVER", "MSEDGEDRIVER"].flatMap((name) => [
		[name, undefined],
		[`${name}_REMOTE`, undefined],
	]),
);

/**
 * Runs the Rust tests of both crates in Node or in a headless browser, against two sandboxes of other origins.
 *
 * @param {WasmHost} host
 * @returns {Promise<string>} how many tests each crate ran
 */
export function runWasmTests(host) {
	return withSandboxes(async ({ sandbox, refusing }) => {
		const details = [];
		for (const crate of crates) {
			const detail = await runCrate(host, crate, { POWENS_SANDBOX_URL: sandbox, POWENS_REFUSING_SANDBOX_URL: refusing });
			details.push(`${crate.name}: ${detail}`);
		}
		return details.join("; ");
	});
}

/**
 * @param {WasmHost} host
 * @param {typeof crates[number]} crate
 * @param {Record<string, string>} sandboxes
 */
async function runCrate({ option, driver }, { folder, cargo }, sandboxes) {
	const chosen = driver === undefined ? [option] : ["--headless", option, driver.option, String(process.env[driver.variable])];
	const step = `wasm-pack test ${option} ${folder}`;
	const args = ["test", "--mode", "no-install", ...chosen, folder, ...cargo];
	const env = {
		...withoutDrivers,
		...sandboxes,
		// The same tests run everywhere; they do not say where.
		WASM_BINDGEN_USE_BROWSER: driver === undefined ? undefined : "1",
		// The runner looks for it in the folder of the crate.
		WASM_BINDGEN_TEST_WEBDRIVER_JSON: inProject("webdriver.json"),
		WASM_BINDGEN_TEST_TIMEOUT: "120",
	};
	let printed = "";
	const detail = await runRustTests(step, "wasm-pack", args, { env, onOutput: (text) => (printed += text) });
	const ranIn = new Set([...printed.matchAll(/Running headless tests in (\w+)/g)].map(([, name]) => name));
	if ([...ranIn].join() !== (driver?.browser ?? "")) {
		throw new Stop(`${step} ran its tests in ${[...ranIn].join(" and ") || "no browser"}.`);
	}
	return detail;
}
