// @ts-check
// Started by browser-download.mjs: downloads one browser and tells how it goes.
import { detectBrowserPlatform, install, resolveBuildId } from "@puppeteer/browsers";

const [name, version = "stable", cacheDir = ""] = process.argv.slice(2);
const browser = /** @type {import("@puppeteer/browsers").Browser} */ (name);

/** @param {{ program?: string, failure?: string }} message */
const tell = (message) => process.send?.(message);

try {
	const platform = detectBrowserPlatform();
	if (platform === undefined) throw new Error("there is no build for this system");
	const buildId = await resolveBuildId(browser, platform, version);
	const { executablePath } = await install({ browser, platform, buildId, cacheDir, downloadProgressCallback: () => tell({}) });
	tell({ program: executablePath });
} catch (error) {
	tell({ failure: error instanceof Error ? error.message : String(error) });
}
process.disconnect?.();
