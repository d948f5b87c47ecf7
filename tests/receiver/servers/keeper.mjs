// @ts-check
// Takes away the servers and folders of a test process that is gone: finished, failed, interrupted or killed.
import { readFileSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @typedef {{ pid: number, endBy: NodeJS.Signals } | { pid: number, isGone: true } | { folder: string, isGone?: true }} Word
 */

/** @type {Map<number, NodeJS.Signals>} */
const servers = new Map();
/** @type {Set<string>} */
const folders = new Set();

for await (const line of createInterface({ input: process.stdin })) {
	/** @type {Word} */
	const word = JSON.parse(line);
	if ("folder" in word) {
		if (word.isGone) folders.delete(word.folder);
		else folders.add(word.folder);
	} else if ("endBy" in word) servers.set(word.pid, word.endBy);
	else servers.delete(word.pid);
}
for (const [pid, signal] of servers) send(pid, signal);
for (let attempt = 0; attempt < 50 && [...servers.keys()].some(isRunning); attempt++) await sleep(100);
for (const pid of servers.keys()) send(pid, "SIGKILL");
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

/** @param {number} pid */
function isRunning(pid) {
	if (!send(pid, 0)) return false;
	try {
		// Ended, and not yet fetched by the first process of the system, which may take its time.
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
	} catch {
		// Another system than Linux.
		return send(pid, 0);
	}
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether there is such a process
 */
function send(pid, signal) {
	try {
		return process.kill(pid, signal);
	} catch {
		return false;
	}
}
