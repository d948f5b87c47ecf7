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

/**
 * Writes webdriver.json, which wasm-bindgen's test runner reads: how Chrome is to be started.
 *
 * @param {string} binary
 */
export function writeWebdriverOptions(binary) {
	// Chrome's sandbox refuses to work for root.
	const forRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
	const options = { "goog:chromeOptions": { binary, args: [...args, ...forRoot] } };
	writeFileSync(inProject("webdriver.json"), `${JSON.stringify(options, null, "\t")}\n`);
}
