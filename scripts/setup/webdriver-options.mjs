// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";

const file = inProject("webdriver.json");

const args = [
	"--headless",
	"--disable-gpu",
	"--disable-dev-shm-usage",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** How Chrome is to be started, by every test that does. */
export function chromeArgs() {
	// Chrome's sandbox refuses to work for root.
	return process.getuid?.() === 0 ? [...args, "--no-sandbox"] : args;
}

/** @param {string} binary */
export function writeChromeOptions(binary) {
	writeOptions("goog:chromeOptions", { binary, args: chromeArgs() });
}

/** @param {string} binary */
export function writeFirefoxOptions(binary) {
	writeOptions("moz:firefoxOptions", { binary, args: ["-headless"] });
}

/**
 * Writes to webdriver.json, which wasm-bindgen's test runner reads, how a browser is to be started; what it says of another
 * stays.
 *
 * @param {string} capability
 * @param {{ binary: string, args: readonly string[] }} options
 */
function writeOptions(capability, options) {
	writeFileSync(file, `${JSON.stringify({ ...readOptions(), [capability]: options }, null, "\t")}\n`);
}

function readOptions() {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		// Not there yet, or half of it: it is only what these functions write.
		return {};
	}
}
