// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cache } from "./paths.mjs";

const lock = join(cache, "lock");

/**
 * Lets one command at a time write to `pkg/` and `.cache/`: `npm start` in one terminal and `npm test` in another would
 * otherwise read each other's half-written files.
 *
 * @template T
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function alone(body) {
	mkdirSync(cache, { recursive: true });
	let told = false;
	while (!take()) {
		if (!told) console.log(`Waiting for another command of this project (process ${owner()}) to finish its build…`);
		told = true;
		await sleep(200);
	}
	const release = () => rmSync(lock, { force: true });
	process.once("exit", release);
	try {
		return await body();
	} finally {
		process.off("exit", release);
		release();
	}
}

function take() {
	try {
		writeFileSync(lock, String(process.pid), { flag: "wx" });
		return true;
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
		if (isLeftBehind()) rmSync(lock, { force: true });
		return false;
	}
}

function owner() {
	try {
		return Number(readFileSync(lock, "utf8"));
	} catch {
		return 0;
	}
}

/** Whether the process that took the lock was killed before it could release it. */
function isLeftBehind() {
	const pid = owner();
	if (pid === 0) {
		// The file exists a moment before the number is in it.
		const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
		return Date.now() - made > 5_000;
	}
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
	}
}
