// @ts-check
import { chromium } from "playwright-core";
import { chromeArgs } from "../../../scripts/setup/webdriver-options.mjs";
import { tools } from "./tools.mjs";

/** @type {Promise<import("playwright-core").Browser> | undefined} */
let browser;

/**
 * Opens a page apart from all others, in the one Chromium that is started for all.
 *
 * @param {string} url
 * @returns {Promise<import("./page.mjs").OpenPage>}
 */
export async function openChromium(url) {
	browser ??= launch();
	const context = await (await browser).newContext();
	const page = await context.newPage();
	/** @type {string[]} */
	const said = [];
	page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
	page.on("requestfailed", (request) => said.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
	/** @type {Promise<string>} */
	const failed = new Promise((resolve) => {
		page.on("pageerror", (error) => {
			said.push(`uncaught: ${error.stack ?? error.message}`);
			resolve(error.message);
		});
	});
	await page.goto(url, { waitUntil: "commit" });
	return { failed, said: () => said.join("\n"), close: () => context.close() };
}

async function launch() {
	const launched = await chromium.launch({ executablePath: tools.browser("chromium") ?? "", args: chromeArgs() });
	// The cases after a crash get another.
	launched.once("disconnected", () => {
		browser = undefined;
	});
	return launched;
}

export async function closeChromium() {
	// That it was never there is what its cases have said.
	const launched = await browser?.catch(() => undefined);
	await launched?.close();
}
