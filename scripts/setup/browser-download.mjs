// @ts-check
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browsersFolder } from "../lib/paths.mjs";

/** A download that says nothing for so long is given up. */
const patienceMs = 20_000;
const worker = fileURLToPath(new URL("./browser-download-worker.mjs", import.meta.url));

/**
 * What earlier runs have downloaded: the newest driver that has its Chrome, or the newest driver alone.
 *
 * @returns {Promise<{ chrome: string | null, driver: string | null }>}
 */
export async function downloadedBrowsers() {
	if (!existsSync(browsersFolder)) return { chrome: null, driver: null };
	const { getInstalledBrowsers } = await import("@puppeteer/browsers");
	const installed = await getInstalledBrowsers({ cacheDir: browsersFolder });
	const newestFirst = installed.sort((a, b) => b.buildId.localeCompare(a.buildId, "en", { numeric: true }));
	const drivers = newestFirst.filter((entry) => entry.browser === "chromedriver" && existsSync(entry.executablePath));
	const chromes = newestFirst.filter((entry) => entry.browser === "chrome" && existsSync(entry.executablePath));
	const driver = drivers.find((entry) => chromes.some((chrome) => chrome.buildId === entry.buildId)) ?? drivers[0];
	const chrome = chromes.find((entry) => entry.buildId === driver?.buildId);
	return { chrome: chrome?.executablePath ?? null, driver: driver?.executablePath ?? null };
}

/**
 * Downloads into `.cache/browsers`. In a process of its own, which can be ended when the network does not answer.
 *
 * @param {"chrome" | "chromedriver"} browser
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
