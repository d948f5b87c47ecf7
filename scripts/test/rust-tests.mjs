// @ts-check
import { run } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { counted } from "./counted.mjs";

/** As cargo's test harness and wasm-bindgen's sum up, without their colours. */
const sum = /test result: \w+\. (\d+) passed; \d+ failed; (\d+) ignored/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with the control character ESC.
const colours = /\x1b\[[\d;]*m|\x1b\(B/g;

/**
 * Runs Rust tests and counts them: a filter or a feature that leaves none would otherwise look like success.
 *
 * @param {string} step
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Pick<import("../lib/run.mjs").RunOptions, "env" | "onOutput">} [options]
 * @returns {Promise<string>}
 */
export async function runRustTests(step, program, args, { env, onOutput } = {}) {
	let printed = "";
	// Its output goes through a pipe: cargo would take that for a file.
	const colour = process.stdout.isTTY ? { CARGO_TERM_COLOR: "always" } : {};
	await run(step, program, args, {
		env: { ...colour, ...env },
		onOutput: (text) => {
			printed += text;
			onOutput?.(text);
		},
	});
	let [tests, ignored] = [0, 0];
	for (const [, passed, skipped] of printed.replaceAll(colours, "").matchAll(sum)) {
		tests += Number(passed);
		ignored += Number(skipped);
	}
	if (tests === 0) throw new Stop(`${step} ran no test.`);
	return `${counted(tests, "test")}${ignored > 0 ? `, ${ignored} ignored` : ""}`;
}
