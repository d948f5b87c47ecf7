// @ts-check
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../lib/paths.mjs";
import { runNpm } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { firstDifference } from "./package-difference.mjs";
import { secondClone } from "./second-clone.mjs";

/** Below .cache/, not in the folder for temporary files: that may be small, and is seldom where hard links to here can be. */
const folder = join(cache, "reproducible");

/**
 * Builds the package a second time, from nothing, where all that must not matter is different, and compares it with pkg/.
 *
 * @returns {Promise<string>} a detail for the summary
 */
export async function runReproducible() {
	rmSync(folder, { recursive: true, force: true });
	const first = await packed("first", {}, ["--ignore-scripts"]);
	// Only the owner may read what is made there. Of this process, and so of those that it starts.
	const umask = process.umask(0o077);
	try {
		const { cwd, env } = secondClone(folder);
		console.log("Building once more, in another folder (about 1 minute)…");
		const second = await packed("second", { cwd, env }, []);
		const difference = firstDifference(first, second);
		if (difference !== null) throw new Stop(`Two builds of the same sources differ: ${difference}`);
	} finally {
		process.umask(umask);
	}
	rmSync(folder, { recursive: true, force: true });
	return `${first.length} bytes, twice the same`;
}

/**
 * The bytes of the package. With its scripts npm builds it first.
 *
 * @param {"first" | "second"} name
 * @param {import("../lib/run.mjs").RunOptions} where
 * @param {readonly string[]} args
 */
async function packed(name, where, args) {
	const destination = join(folder, name);
	mkdirSync(destination, { recursive: true });
	await runNpm(`The ${name} npm pack`, ["pack", ...args, "--pack-destination", destination], { ...where, quiet: true });
	const [file = ""] = readdirSync(destination);
	return readFileSync(join(destination, file));
}
