// @ts-check
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tools, toolsHome } from "./tools.mjs";

/** Nothing but the page: no welcome, no updates, no telemetry. What the page logs is printed. */
const preferences = {
	"app.normandy.enabled": false,
	"app.update.enabled": false,
	"browser.dom.window.dump.enabled": true,
	"browser.shell.checkDefaultBrowser": false,
	"browser.startup.page": 0,
	"datareporting.policy.dataSubmissionEnabled": false,
	"datareporting.policy.firstRunURL": "",
	"services.settings.loglevel": "off",
	"services.settings.server": "data:,",
	"devtools.console.stdout.content": true,
	"network.captive-portal-service.enabled": false,
	"network.connectivity-service.enabled": false,
	"toolkit.telemetry.reportingpolicy.firstRun": false,
};

/**
 * Opens a page in a Firefox of its own, with a fresh profile.
 *
 * @param {string} url
 * @returns {Promise<import("./page.mjs").OpenPage>}
 */
export async function openFirefox(url) {
	const profiles = join(toolsHome, "profiles");
	mkdirSync(profiles, { recursive: true });
	const profile = mkdtempSync(join(profiles, "firefox-"));
	const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
	writeFileSync(join(profile, "user.js"), lines.join(""));
	// Firefox refuses to run as root in the home of another user.
	const env = { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" };
	const args = ["--headless", "--no-remote", "--profile", profile, url];
	const child = spawn(tools.browser("firefox") ?? "", args, { env, stdio: ["ignore", "pipe", "pipe"] });
	const stop = () => child.kill("SIGKILL");
	const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
	const abandon = () => {
		stop();
		removeProfile();
	};
	process.once("exit", abandon);
	const closed = new Promise((resolve) => child.once("close", resolve));
	let said = "";
	/** @type {Promise<string>} */
	const failed = new Promise((resolve) => {
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding("utf8").on("data", (text) => {
				said += text;
				const [error] = said.match(/JavaScript error: http.*/) ?? [];
				if (error !== undefined) resolve(error);
			});
		child.once("error", (error) => resolve(`it could not be started (${error.message})`));
		child.once("exit", (code, signal) => resolve(`it ended with ${code ?? signal}`));
	});
	const close = async () => {
		stop();
		await closed;
		process.off("exit", abandon);
		removeProfile();
	};
	return { failed, said: () => said, close };
}
