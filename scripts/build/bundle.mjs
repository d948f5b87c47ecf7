// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { cache, root } from "../lib/paths.mjs";
import { Stop } from "../lib/stop.mjs";

/** Where each bundle leaves word of what went into it; the licences follow from that. */
export const inputsFolder = join(cache, "bundle-inputs");

/**
 * Bundles with esbuild, with the settings that all our bundles share.
 *
 * @param {string} entry
 * @param {string} outfile
 * @param {import("esbuild").BuildOptions} options
 */
export async function bundle(entry, outfile, options) {
	try {
		const result = await build({
			absWorkingDir: root,
			entryPoints: [entry],
			outfile,
			bundle: true,
			metafile: true,
			// What README.md promises.
			target: ["es2022", "node20", "chrome96", "firefox92", "safari16.4"],
			// Beyond ASCII nothing depends on how a server or an editor guesses the encoding.
			charset: "ascii",
			legalComments: "none",
			logLevel: "warning",
			...options,
		});
		mkdirSync(inputsFolder, { recursive: true });
		const inputs = Object.keys(result.metafile?.inputs ?? {}).sort();
		writeFileSync(join(inputsFolder, `${basename(outfile)}.json`), JSON.stringify(inputs));
	} catch (error) {
		// esbuild has shown its messages already.
		throw new Stop(`The bundle ${outfile} could not be made: ${/** @type {Error} */ (error).message.split("\n")[0]}`);
	}
}
