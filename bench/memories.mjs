// @ts-check
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeBody } from "./bodies.mjs";
import { headersOf } from "./contenders.mjs";
import { median } from "./measure.mjs";

/**
 * @typedef {import("./memory.mjs").Memory} Memory
 * @typedef {{ label: "ASCII" | "French", name: import("./contenders.mjs").Name, bytes: number } & Memory} Remembered
 */

const names = /** @type {const} */ (["untouched", "payload", "floor", "floor + zod", "stripe"]);
const labels = /** @type {const} */ ({ ascii: "ASCII", french: "French" });

/** What a verification of 9 MB does to the memory of a process: medians of three processes each. */
export async function measureMemory() {
	const folder = mkdtempSync(join(tmpdir(), "powens-users-bench-"));
	/** @type {Remembered[]} */
	const rows = [];
	try {
		for (const language of /** @type {const} */ (["ascii", "french"])) {
			const { body } = makeBody("9 MB", language);
			const file = join(folder, language);
			writeFileSync(file, body);
			for (const name of names) {
				const headers = await headersOf(name, body);
				const runs = [1, 2, 3].map(() => inChild(name, file, headers));
				rows.push({ label: labels[language], name, bytes: body.length, ...medianOf(runs) });
			}
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
	return rows;
}

/**
 * @param {string} name
 * @param {string} file
 * @param {import("./contenders.mjs").Headers} headers
 * @returns {Memory}
 */
function inChild(name, file, headers) {
	const script = fileURLToPath(new URL("./memory.mjs", import.meta.url));
	// A young generation as small as can be: a large one has room from before, where a new object would not be seen.
	const args = ["--expose-gc", "--max-semi-space-size=1", script, name, file, JSON.stringify(headers)];
	const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
	if (status !== 0) throw new Error(`memory.mjs ended with ${status}: ${stderr}`);
	return JSON.parse(stdout);
}

/**
 * @param {readonly Memory[]} runs
 * @returns {Memory}
 */
function medianOf(runs) {
	const of = (/** @type {keyof Memory} */ key) => median(runs.map((run) => run[key]));
	return { peak: of("peak"), held: of("held"), left: of("left"), leftLater: of("leftLater") };
}
