// @ts-check
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browsersFolder } from "../lib/paths.mjs";

/** @typedef {"chrome" | "chromedriver" | "firefox"} Downloadable */

/** A download that says nothing for so long is given up. */
const patienceMs = 20_000;
const worker = fileURLToPath(new URL("./browser-download-worker.mjs", import.meta.url));

/**
 * What earlier runs have downloaded: the newest driver that has its Chrome, or the newest driver alone.
 *
 * @returns {Promise<{ chrome: string | null, driver: string | null }>}
 */
export async function downloadedBrowsers() {
	const [drivers, chromes] = [await downloadsOf("chromedriver"), await downloadsOf("chrome")];
	const driver = drivers.find((entry) => chromes.some((chrome) => chrome.buildId === entry.buildId)) ?? drivers[0];
	const chrome = chromes.find((entry) => entry.buildId === driver?.buildId);
	return { chrome: chrome?.executablePath ?? null, driver: driver?.executablePath ?? null };
}

/** @returns {Promise<string | null>} the newest Firefox that earlier runs have downloaded */
export async function downloadedFirefox() {
	const [newest] = await downloadsOf("firefox");
	return newest?.executablePath ?? null;
}

/** @param {Downloadable} browser @returns the newest first */
async function downloadsOf(browser) {
	if (!existsSync(browsersFolder)) return [];
	const { getInstalledBrowsers } = await import("@puppeteer/browsers");
	const installed = await getInstalledBrowsers({ cacheDir: browsersFolder });
	return installed
		.filter((entry) => entry.browser === browser && existsSync(entry.executablePath))
		.sort((a, b) => b.buildId.localeCompare(a.buildId, "en", { numeric: true }));
}

/**
 * Downloads into `.cache/browsers`. In a process of its own, which can be ended when the network does not answer.
 *
 * @param {Downloadable} browser
 * @param {string} version full, major alone, or "stable"
 * @param {string} duration
 * @returns {Promise<string | null>} the program, or null after a line that says why not
 */
export function downloadBrowser(browser, version, duration) {
	console.log(`Downloading ${browser} ${version} into .cache/browsers (${duration}, once)…`);
	const child = fork(worker, [browser, version, browsersFolder], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
	return new Promise((resolve) => {
		/** @param {string} why */
		const giveUp = (why) => {
			clearTimeout(timer);
			child.kill();
			console.log(`The download failed: ${why}.`);
			resolve(null);
		};
		const timer = setTimeout(() => giveUp(`nothing came for ${patienceMs / 1000} s`), patienceMs);
		child.on("message", (/** @type {{ program?: string, failure?: string }} */ { program, failure }) => {
			timer.refresh();
			if (failure !== undefined) giveUp(failure);
			if (program === undefined) return;
			clearTimeout(timer);
			resolve(program);
		});
		child.on("exit", (code) => {
			if (code !== 0 && code !== null) giveUp(`it ended with status ${code}`);
		});
	});
}
