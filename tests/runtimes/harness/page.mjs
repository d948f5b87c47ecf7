// @ts-check
// Opens a page in a browser and gives what it reports.

import { setTimeout as sleep } from "node:timers/promises";
import { openChromium } from "./chromium.mjs";
import { openFirefox } from "./firefox.mjs";
import { collectReport } from "./http.mjs";

/** From the start of the browser on; a busy machine takes its time. */
const PATIENCE_MS = 90_000;
/** How long a page may take to report an error itself before what the browser says of it counts. */
const GRACE_MS = 3_000;

/**
 * A browser with a page in it: `failed` tells of what the page cannot report itself.
 *
 * @typedef {{ failed: Promise<string>, said: () => string, close: () => Promise<void> }} OpenPage
 */

/**
 * @param {import("./tools.mjs").BrowserName} browser
 * @param {string} address
 * @param {{ baseUrl?: string, usersToken?: string, patienceMs?: number }} options the sandbox, where the page has to do with one
 */
export async function reportOfPage(browser, address, { baseUrl = "", usersToken = "", patienceMs = PATIENCE_MS }) {
	const collector = await collectReport();
	const url = new URL(address);
	for (const [name, value] of Object.entries({ sandbox: baseUrl, report: collector.url, token: usersToken }))
		url.searchParams.set(name, value);
	try {
		const page = await (browser === "chromium" ? openChromium : openFirefox)(url.href);
		try {
			return await outcome(collector.report, page, browser, patienceMs);
		} finally {
			await page.close();
		}
	} finally {
		await collector.stop();
	}
}

/**
 * @param {Promise<unknown>} report
 * @param {OpenPage} page
 * @param {string} browser
 * @param {number} patienceMs
 */
async function outcome(report, page, browser, patienceMs) {
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	const patience = new Promise((resolve) => {
		timer = setTimeout(resolve, patienceMs, { error: `no report came within ${patienceMs / 1000} s` });
	});
	const failed = page.failed.then((error) => sleep(GRACE_MS, { error }));
	const reported = /** @type {{ error?: string }} */ (await Promise.race([report, failed, patience]));
	clearTimeout(timer);
	if (reported.error === undefined) return reported;
	throw new Error(`The page failed in ${browser}: ${reported.error}\n${page.said()}`);
}
