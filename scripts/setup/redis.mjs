// @ts-check
import { isProgram } from "../lib/find-program.mjs";
import { output } from "../lib/run.mjs";
import { NotRun, Stop } from "../lib/stop.mjs";
import { canUseApt, installWithApt } from "./apt.mjs";
import { firstProgram, programNamedBy } from "./installed-program.mjs";
import { orNotRun } from "./or-not-run.mjs";

const names = ["redis-server", "valkey-server"];
/** Where Debian has it, which need not be on the PATH. */
const places = ["/usr/bin/redis-server", "/usr/bin/valkey-server"];

/**
 * Finds a Redis (or Valkey) server, or installs Debian's, and leaves word of it where the tests look: REDIS_SERVER.
 *
 * @returns {Promise<string>} the full path; rejects with a {@link NotRun} where there is none to be had
 */
export async function setUpRedis() {
	const server = findRedis() ?? (await installRedis());
	process.env.REDIS_SERVER = server;
	return server;
}

/** @returns {string | null} the full path of a server that runs */
export function findRedis() {
	const named = programNamedBy("REDIS_SERVER");
	if (runs(named)) return named;
	if (named !== null) {
		throw new Stop(`REDIS_SERVER is no Redis that runs: \`${named} --version\` says why. Correct it, or unset it.`);
	}
	return [firstProgram(names), ...places].find(runs) ?? null;
}

async function installRedis() {
	if (!canUseApt()) throw new NotRun(whyNoRedis());
	console.log("Installing redis-server with apt-get (about 20 seconds, once); the service of that package is left as it comes…");
	await orNotRun(installWithApt(["redis-server"]), whyNoRedis());
	const installed = findRedis();
	if (installed === null) throw new NotRun(whyNoRedis());
	return installed;
}

function whyNoRedis() {
	const command = process.platform === "darwin" ? "brew install redis" : "sudo apt-get install redis-server     (Debian, Ubuntu)";
	return (
		"no Redis server was found, and none could be installed\n" +
		`Install it and run the command again:\n\n  ${command}\n\n` +
		"Or say where it is, with the environment variable REDIS_SERVER."
	);
}

/** @param {string} program */
function redisVersion(program) {
	return /^(?:Redis|Valkey) server v=(\d+\.\d+\.\d+)/.exec(output(program, ["--version"]) ?? "")?.[1] ?? null;
}

/**
 * @param {string | null} program
 * @returns {program is string}
 */
function runs(program) {
	return program !== null && isProgram(program) && redisVersion(program) !== null;
}
