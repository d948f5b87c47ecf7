// @ts-check
// Child of webhooks.mjs: what one verification takes beside the body, and what stays. A process of its own, since the memory of
// WebAssembly never shrinks and the peak of a process never falls. Signing would fill both: the parent has signed.
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { makeBody } from "./bodies.mjs";
import { contenders, headersOf } from "./contenders.mjs";

/**
 * In bytes, above what there was before.
 *
 * @typedef {object} Memory
 * @property {number} peak of the whole process, from the system
 * @property {number} held in the heap and outside, once garbage is collected, while the event is kept
 * @property {number} left likewise, when it is no longer kept
 * @property {number} leftLater likewise, after nine more
 */

const [name, file, headersJson] = /** @type {[import("./contenders.mjs").Name, string, string]} */ (
	/** @type {unknown} */ (process.argv.slice(2))
);
const verify = contenders[name].verifier("USER_SYNCED");
const warmUp = makeBody("5 kB", "french").body;
const warmUpHeaders = await headersOf(name, warmUp);
for (let call = 0; call < 10; call += 1) await verify(warmUp, warmUpHeaders);

const body = readFileSync(file);
const headers = JSON.parse(headersJson);
/** @type {unknown[]} */
const alive = [fill()];
const before = await used();
const taken = process.memoryUsage.rss();
const first = await kept();
const left = (await used()) - before;
for (let call = 0; call < 9; call += 1) await kept();
/** @type {Memory} */
const memory = { ...first, left, leftLater: (await used()) - before };
console.log(JSON.stringify(memory));

/** Takes what the process has from the system and does not use, where an event would not be seen. */
function fill() {
	const enough = process.memoryUsage.rss() + 2e6;
	/** @type {number[][]} */
	const objects = [];
	while (process.memoryUsage.rss() < enough) objects.push(new Array(1_000).fill(objects.length));
	return objects;
}

/** Verifies once, and keeps the event no longer than this call. */
async function kept() {
	alive.push(await verify(body, headers));
	const peak = process.resourceUsage().maxRSS * 1024 - taken;
	const held = (await used()) - before;
	alive.pop();
	return { peak, held };
}

/** In the heap and outside of it, where the memory of WebAssembly is. */
async function used() {
	globalThis.gc?.();
	await setTimeout(100);
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
