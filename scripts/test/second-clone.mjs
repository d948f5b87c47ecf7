// @ts-check
import { execFileSync } from "node:child_process";
import {
	copyFileSync,
	existsSync,
	linkSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { inProject, root } from "../lib/paths.mjs";

/**
 * A clone as somebody else would have it: another path (of another length, with a blank and a letter beyond ASCII), another home,
 * language and time zone, files that nobody else may read where the umask says so, and nothing built.
 *
 * @param {string} folder where to
 * @returns {{ cwd: string, env: Record<string, string> }} where and how programs are to be run
 */
export function secondClone(folder) {
	const cwd = join(folder, "where somebody else", "builds", "été");
	const home = join(folder, "home");
	for (const file of sourceFiles()) {
		const copy = join(cwd, file);
		mkdirSync(dirname(copy), { recursive: true });
		// Written anew, where a copy would keep the permissions.
		writeFileSync(copy, readFileSync(inProject(file)));
	}
	// The tools are no part of what is built. Those of the first folder are not found instead: these are just as many.
	linkTree(inProject("node_modules"), join(cwd, "node_modules"));
	linkCargoHome(join(home, ".cargo"));
	const rustup = process.env.RUSTUP_HOME ?? join(homedir(), ".rustup");
	const homes = { HOME: home, USERPROFILE: home, CARGO_HOME: join(home, ".cargo"), RUSTUP_HOME: rustup };
	const place = { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Chatham" };
	return { cwd, env: { ...homes, ...place, CARGO_TARGET_DIR: join(folder, "target of cargo") } };
}

/** What git has or would take: relative to the project folder, those that were deleted left out. */
function sourceFiles() {
	const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
	const names = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0");
	return names.filter((name) => name !== "" && existsSync(inProject(name)));
}

/**
 * The same files once more; hard links take no time and no room.
 *
 * @param {string} from
 * @param {string} to
 */
function linkTree(from, to) {
	mkdirSync(to, { recursive: true });
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isDirectory()) linkTree(source, target);
		else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
		else linkFile(source, target);
	}
}

/**
 * @param {string} source
 * @param {string} target
 */
function linkFile(source, target) {
	try {
		linkSync(source, target);
	} catch {
		// Some file systems have no hard links.
		copyFileSync(source, target);
	}
}

/**
 * Where cargo finds, by another path, what it has downloaded.
 *
 * @param {string} to
 */
function linkCargoHome(to) {
	const from = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
	mkdirSync(to, { recursive: true });
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isDirectory()) symlinkSync(source, target, "junction");
		else if (entry.name.startsWith("config")) copyFileSync(source, target);
	}
}
