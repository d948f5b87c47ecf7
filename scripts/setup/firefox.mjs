// @ts-check
import { findProgram, isProgram } from "../lib/find-program.mjs";
import { output } from "../lib/run.mjs";
import { NotRun, Stop } from "../lib/stop.mjs";
import { canUseApt, installWithApt } from "./apt.mjs";
import { downloadBrowser, downloadedFirefox } from "./browser-download.mjs";
import { setUpCargoTool } from "./cargo-tool.mjs";
import { programNamedBy } from "./installed-program.mjs";
import { orNotRun } from "./or-not-run.mjs";
import { writeFirefoxOptions } from "./webdriver-options.mjs";

const firefoxNames = ["firefox", "firefox-esr"];

const firefoxPlaces = {
	darwin: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
	win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].map(
		(folder) => `${process.env[folder]}\\Mozilla Firefox\\firefox.exe`,
	),
}[/** @type {string} */ (process.platform)];

/**
 * Finds Firefox and geckodriver, or gets them, and leaves word of them where the tests look: FIREFOX_BIN, GECKODRIVER and
 * webdriver.json.
 *
 * @returns {Promise<{ firefox: string, driver: string }>} rejects with a {@link NotRun} where there is none to be had
 */
export async function setUpFirefox() {
	const firefox = (await findFirefox()) ?? (await getFirefox());
	// Before geckodriver: whoever starts Firefox by itself can do without.
	process.env.FIREFOX_BIN = firefox;
	writeFirefoxOptions(firefox);
	const driver = await setUpGeckodriver();
	process.env.GECKODRIVER = driver;
	return { firefox, driver };
}

async function findFirefox() {
	const named = programNamedBy("FIREFOX_BIN");
	if (runs(named)) return named;
	if (named !== null) {
		throw new Stop(`FIREFOX_BIN is no Firefox that runs: \`${named} --version\` says why. Correct it, or unset it.`);
	}
	const candidates = [...firefoxNames.map((name) => findProgram(name)), ...(firefoxPlaces ?? []), await downloadedFirefox()];
	return candidates.find(runs) ?? null;
}

async function getFirefox() {
	const downloaded = await downloadBrowser("firefox", "stable", "1 minute");
	if (runs(downloaded)) return downloaded;
	if (downloaded !== null) {
		console.log("The downloaded Firefox does not run on this system, most likely for want of system libraries.");
	}
	if (canUseApt()) {
		console.log("Installing firefox-esr with apt-get (about 1 minute, once)…");
		await orNotRun(installWithApt(["firefox-esr"]), whyNoFirefox());
		const installed = findProgram("firefox-esr");
		if (runs(installed)) return installed;
	}
	throw new NotRun(whyNoFirefox());
}

function whyNoFirefox() {
	const command =
		process.platform === "darwin"
			? "brew install --cask firefox"
			: process.platform === "win32"
				? "winget install Mozilla.Firefox"
				: "sudo apt-get install firefox-esr     (Debian)\n  sudo apt-get install firefox         (Ubuntu)";
	return (
		"no Firefox was found, and none could be downloaded or installed\n" +
		`Install it and run the command again:\n\n  ${command}\n\n` +
		"Or say where it is, with the environment variable FIREFOX_BIN."
	);
}

/** @returns {Promise<string>} full path */
async function setUpGeckodriver() {
	const named = programNamedBy("GECKODRIVER");
	if (named !== null) return named;
	const tool = setUpCargoTool({
		name: "geckodriver",
		version: "0.37.1",
		programs: ["geckodriver"],
		// It only passes words on: unoptimised, it is built in half the time.
		options: ["--locked", "--debug", "--config", "profile.dev.debug=false"],
		duration: "2 minutes",
		// Any drives the Firefoxes of its own time and newer ones.
		accepts: () => true,
	});
	await orNotRun(
		tool,
		"geckodriver was not found, and could not be built\nSay where it is, with the environment variable GECKODRIVER.",
	);
	return /** @type {string} */ (findProgram("geckodriver"));
}

/**
 * @param {string | null} program
 * @returns {program is string}
 */
function runs(program) {
	if (program === null || !isProgram(program)) return false;
	// Firefox for Windows may print no version.
	return process.platform === "win32" || /Firefox \d+\.\d+/.test(output(program, ["--version"]) ?? "");
}
