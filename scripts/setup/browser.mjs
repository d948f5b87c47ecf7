// @ts-check
import { isProgram } from "../lib/find-program.mjs";
import { output } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { canUseApt, installWithApt } from "./apt.mjs";
import { downloadBrowser, downloadedBrowsers } from "./browser-download.mjs";
import { firstProgram, programNamedBy } from "./installed-program.mjs";
import { writeChromeOptions } from "./webdriver-options.mjs";

/**
 * @typedef {object} Browser
 * @property {string} chrome full path of Chrome or Chromium
 * @property {string} driver full path of a chromedriver of the same major version
 */

const chromeNames = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
const driverNames = ["chromedriver", "chromium.chromedriver"];

const chromePlaces = {
	darwin: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
	win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].map(
		(folder) => `${process.env[folder]}\\Google\\Chrome\\Application\\chrome.exe`,
	),
	linux: ["/snap/bin/chromium"],
}[/** @type {string} */ (process.platform)];

/**
 * Finds Chrome and its driver, or gets them, and leaves word of them where the tests look: CHROME_BIN, CHROMEDRIVER and
 * webdriver.json.
 *
 * @returns {Promise<Browser>}
 */
export async function setUpBrowser() {
	const browser = (await findBrowser()) ?? (await getBrowser());
	process.env.CHROME_BIN = browser.chrome;
	process.env.CHROMEDRIVER = browser.driver;
	writeChromeOptions(browser.chrome);
	return browser;
}

/** @returns {Promise<Browser | null>} */
async function findBrowser() {
	const [chrome, driver] = [installedChrome(), installedDriver()];
	const downloaded = await downloadedBrowsers();
	const browser = pair(chrome, driver) ?? pair(chrome, downloaded.driver) ?? pair(downloaded.chrome, downloaded.driver);
	if (browser !== null) return browser;
	if (process.env.CHROME_BIN && process.env.CHROMEDRIVER) {
		throw new Stop(
			`CHROME_BIN is version ${versionOf(chrome)} and CHROMEDRIVER is version ${versionOf(driver)}: their first numbers must be the same.\n` +
				"Correct one of the two variables, or unset CHROMEDRIVER: a driver that fits is then found or downloaded.",
		);
	}
	return null;
}

/** @returns {Promise<Browser>} */
async function getBrowser() {
	const chrome = installedChrome();
	const version = versionOf(chrome);
	const downloaded = chrome !== null && version !== null ? await getDriver(chrome, version) : await getBoth();
	if (downloaded !== null) return downloaded;
	if (process.env.CHROME_BIN === undefined && canUseApt()) {
		console.log("Installing chromium and chromium-driver with apt-get (about 1 minute, once)…");
		await installWithApt(["chromium", "chromium-driver"]);
		const installed = pair("/usr/bin/chromium", "/usr/bin/chromedriver");
		if (installed !== null) return installed;
	}
	throw new Stop(howToInstall(version));
}

/**
 * @param {string} chrome
 * @param {string} version
 */
async function getDriver(chrome, version) {
	const driver = await downloadBrowser("chromedriver", String(majorOf(version)), "under a minute");
	return pair(chrome, driver);
}

async function getBoth() {
	const chrome = await downloadBrowser("chrome", "stable", "1 minute");
	const version = versionOf(chrome);
	if (chrome === null) return null;
	if (version === null && process.platform !== "win32") {
		console.log("The downloaded Chrome does not run on this system, most likely for want of system libraries.");
		return null;
	}
	const driver = await downloadBrowser("chromedriver", version ?? "stable", "under a minute");
	return pair(chrome, driver);
}

/** @param {string | null} version of the Chrome that was found */
function howToInstall(version) {
	const command =
		process.platform === "darwin"
			? "brew install --cask google-chrome chromedriver"
			: process.platform === "win32"
				? "winget install Google.Chrome Chromium.ChromeDriver"
				: "sudo apt-get install chromium chromium-driver";
	const found = version === null ? "no Chrome was found" : `Chrome ${version} was found, but no chromedriver ${majorOf(version)}`;
	return (
		`The browser tests need Chrome and a chromedriver of the same major version: ${found}, and none could be downloaded.\n` +
		`Install them and run the command again:\n\n  ${command}\n\n` +
		"Or say where they are, with the environment variables CHROME_BIN and CHROMEDRIVER."
	);
}

function installedChrome() {
	return programNamedBy("CHROME_BIN") ?? firstProgram(chromeNames) ?? chromePlaces?.find(isProgram) ?? null;
}

function installedDriver() {
	return programNamedBy("CHROMEDRIVER") ?? firstProgram(driverNames);
}

/**
 * The two, where both are there, run, and have the same major version: a chromedriver refuses any other Chrome.
 *
 * @param {string | null} chrome
 * @param {string | null} driver
 * @returns {Browser | null}
 */
function pair(chrome, driver) {
	if (chrome === null || driver === null) return null;
	const [chromeVersion, driverVersion] = [versionOf(chrome), versionOf(driver)];
	if (driverVersion === null) return null;
	// Chrome for Windows prints no version.
	const isSame = chromeVersion === null ? process.platform === "win32" : majorOf(chromeVersion) === majorOf(driverVersion);
	return isSame ? { chrome, driver } : null;
}

/** @param {string | null} program */
function versionOf(program) {
	if (program === null) return null;
	return /\d+(\.\d+){3}/.exec(output(program, ["--version"]) ?? "")?.[0] ?? null;
}

/** @param {string} version */
function majorOf(version) {
	return Number.parseInt(version, 10);
}
