// @ts-check
import { writeFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";

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

/**
 * Writes webdriver.json, which wasm-bindgen's test runner reads: how Chrome is to be started.
 *
 * @param {string} binary
 */
export function writeWebdriverOptions(binary) {
	const options = { "goog:chromeOptions": { binary, args: chromeArgs() } };
	writeFileSync(inProject("webdriver.json"), `${JSON.stringify(options, null, "\t")}\n`);
}
