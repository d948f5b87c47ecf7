// @ts-check
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { isProgram } from "../lib/find-program.mjs";
import { output } from "../lib/run.mjs";
import { NotRun, Stop } from "../lib/stop.mjs";
import { canUseApt, installWithApt } from "./apt.mjs";
import { firstProgram } from "./installed-program.mjs";
import { orNotRun } from "./or-not-run.mjs";

/** Where Debian and Ubuntu have it: a folder a version, none of them on the PATH. */
const versions = "/usr/lib/postgresql";
const ending = process.platform === "win32" ? ".exe" : "";

/**
 * Finds the programs of a PostgreSQL server, or installs Debian's, and leaves word of them where the tests look: POSTGRES_BIN.
 *
 * @returns {Promise<string>} the full path of `postgres`; rejects with a {@link NotRun} where there is none to be had
 */
export async function setUpPostgres() {
	const folder = findPostgres() ?? (await installPostgres());
	process.env.POSTGRES_BIN = folder;
	return programOf(folder, "postgres");
}

/** @returns {string | null} the full path of the folder with `initdb` and a `postgres` that runs */
export function findPostgres() {
	const named = process.env.POSTGRES_BIN;
	if (named) {
		if (runs(named)) return named;
		throw new Stop(
			`POSTGRES_BIN is no folder with an initdb and a postgres that runs: ${named}. ` +
				"Name the one that `pg_config --bindir` prints, or unset it.",
		);
	}
	const onPath = firstProgram(["postgres"]);
	return [...(onPath === null ? [] : [dirname(onPath)]), ...installedVersions()].find(runs) ?? null;
}

/**
 * One of the server's programs.
 *
 * @param {string} folder
 * @param {string} name
 */
export function programOf(folder, name) {
	return join(folder, name + ending);
}

/** @param {string} folder that of the programs */
function postgresVersion(folder) {
	return /^postgres \(PostgreSQL\) (\d+\S*)/.exec(output(programOf(folder, "postgres"), ["--version"]) ?? "")?.[1] ?? null;
}

/** Folders of programs, the newest version first. */
function installedVersions() {
	try {
		const found = readdirSync(versions).filter((name) => /^\d+(?:\.\d+)?$/.test(name));
		return found.sort((a, b) => Number(b) - Number(a)).map((version) => join(versions, version, "bin"));
	} catch {
		return [];
	}
}

async function installPostgres() {
	if (!canUseApt()) throw new NotRun(whyNoPostgres());
	console.log("Installing postgresql with apt-get (about 1 minute, once); the database of that package is left as it comes…");
	await orNotRun(installWithApt(["postgresql"]), whyNoPostgres());
	const installed = findPostgres();
	if (installed === null) throw new NotRun(whyNoPostgres());
	return installed;
}

function whyNoPostgres() {
	const command =
		process.platform === "darwin" ? "brew install postgresql" : "sudo apt-get install postgresql     (Debian, Ubuntu)";
	return (
		"no PostgreSQL server was found, and none could be installed\n" +
		`Install it and run the command again:\n\n  ${command}\n\n` +
		"Or say where its programs are, with the environment variable POSTGRES_BIN: the folder that `pg_config --bindir` prints."
	);
}

/** @param {string} folder */
function runs(folder) {
	return isProgram(programOf(folder, "initdb")) && postgresVersion(folder) !== null;
}
