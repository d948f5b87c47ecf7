// @ts-check
import { setUpCargoTool } from "./cargo-tool.mjs";
import { isOlder } from "./version.mjs";

/** @typedef {import("./cargo-tool.mjs").CargoTool} CargoTool */

/**
 * A tool that only starts other programs or reads files: unoptimised, it is built in a fraction of the time.
 *
 * @param {string} name
 * @param {string} version
 * @param {string} duration
 * @returns {() => Promise<string>}
 */
const tool = (name, version, duration) => () =>
	setUpCargoTool({
		name,
		version,
		programs: [name],
		// cargo starts each of them with the name of the command.
		versionArgs: [name.replace("cargo-", ""), "--version"],
		options: ["--locked", "--debug"],
		duration,
		accepts: (found) => !isOlder(found, version),
	});

/** Licences, bans, sources and advisories of the crates that we build on. */
export const setUpCargoDeny = tool("cargo-deny", "0.20.2", "2 minutes");

/** What of the public API changed. */
export const setUpCargoSemverChecks = tool("cargo-semver-checks", "0.51.0", "8 minutes");

/** Each feature by itself. */
export const setUpCargoHack = tool("cargo-hack", "0.6.46", "1 minute");
