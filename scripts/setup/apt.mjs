// @ts-check
import { findProgram } from "../lib/find-program.mjs";
import { run } from "../lib/run.mjs";

/** Whether the system's packages may be installed: Debian or Ubuntu, and root already. Never through sudo. */
export function canUseApt() {
	return process.platform === "linux" && process.getuid?.() === 0 && findProgram("apt-get") !== null;
}

/** @param {readonly string[]} packages */
export async function installWithApt(packages) {
	const env = { DEBIAN_FRONTEND: "noninteractive" };
	await run("Reading the list of system packages", "apt-get", ["update", "-qq"], { env });
	await run(`Installing ${packages.join(" and ")}`, "apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
		env,
	});
}
