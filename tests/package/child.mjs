// @ts-check
// Runs a script of children/ with this very Node.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Finished
 * @property {number | string | null} end exit status, or the signal that ended it
 * @property {string[]} lines what it printed on standard output
 * @property {string} stderr
 * @property {number} lingeredMs how long it went on after it last printed something
 */

/**
 * @param {string} script in children/
 * @param {readonly string[]} args
 * @param {{ nodeArgs?: readonly string[], timeoutMs?: number }} [options]
 * @returns {Promise<Finished>}
 */
export function runChild(script, args, { nodeArgs = [], timeoutMs = 20_000 } = {}) {
	const path = fileURLToPath(new URL(`children/${script}`, import.meta.url));
	const child = spawn(process.execPath, [...nodeArgs, path, ...args], {
		stdio: ["ignore", "pipe", "pipe"],
		timeout: timeoutMs,
		killSignal: "SIGKILL",
	});
	let stdout = "";
	let stderr = "";
	let printedAt = performance.now();
	child.stdout.on("data", (chunk) => {
		stdout += chunk;
		printedAt = performance.now();
	});
	child.stderr.on("data", (chunk) => {
		stderr += chunk;
	});
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code, signal) => {
			const lines = stdout.split("\n").filter((line) => line !== "");
			resolve({ end: code ?? signal, lines, stderr, lingeredMs: performance.now() - printedAt });
		});
	});
}
