// @ts-check
// Makes the calls of a soak by the crate, in a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/**
 * @typedef {object} NativeOptions
 * @property {string} program
 * @property {number} [random] for the jitter of waits
 * @property {string} [lie] see lie.rs
 */

/** @param {NativeOptions} options @returns {import("../driver.mjs").Caller} */
export function nativeCaller({ program, random, lie }) {
	return async (plan, { baseUrl }, { pace: { atATime, maxResponseBytes }, maxRetries, hangMs }) => {
		const child = spawn(program, lie === undefined ? [] : ["--lie", lie], { stdio: ["pipe", "pipe", "inherit"] });
		const settings = { baseUrl, atATime, maxRetries, maxResponseBytes, hangMs, random };
		// Where it has ended before it has read them, its status says so.
		child.stdin.on("error", () => {});
		child.stdin.end([settings, ...plan].map((line) => `${JSON.stringify(line)}\n`).join(""));
		const [printed, [code, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
		if (code !== 0) throw new Error(`The program that makes the calls ended with ${signal ?? `status ${code}`}.`);
		const lines = printed.split("\n").filter((line) => line !== "");
		const made = new Map(lines.map((line) => JSON.parse(line)).map((call) => [call.id, call]));
		return plan.map(({ offset, ...planned }) => {
			if (!made.has(planned.id)) throw new Error(`The program said nothing of call ${planned.id}.`);
			return { ...planned, ...made.get(planned.id) };
		});
	};
}
