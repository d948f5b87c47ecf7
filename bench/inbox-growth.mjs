// @ts-check
// What the inbox in memory takes with many keys: time and memory. A process that has --expose-gc.
import { setTimeout } from "node:timers/promises";
import { memoryInbox } from "powens-users/receiver";
import { median } from "./measure.mjs";

/** @typedef {{ keys: number, claimAndCommit: number, claim: number, longest: number, bytes: number }} Growth times in µs and ms */

const HASH = "0123456789abcdef".repeat(4);
const LEASE = 30_000;
const ROUNDS = 60;
/** So few that the number of keys stays about what it is said to be. */
const CALLS = 100;

const keyOf = (/** @type {number} */ index) => `/powens/acme/connection-synced\ndefault\n${1e9 + index}`.padEnd(70, "-");

/**
 * @param {readonly number[]} [sizes]
 * @returns {Promise<Growth[]>}
 */
export async function measureGrowth(sizes = [1_000, 100_000, 1_000_000]) {
	// The first one pays for the compiler.
	await measureAt(20_000);
	/** @type {Growth[]} */
	const rows = [];
	for (const size of sizes) rows.push(await measureAt(size));
	return rows;
}

/**
 * @param {number} keys
 * @returns {Promise<Growth>}
 */
async function measureAt(keys) {
	const inbox = memoryInbox({ maxKeys: 10_000_000 });
	const before = await used();
	let longest = 0;
	for (let index = 0; index < keys; index += 1) {
		const start = performance.now();
		await handled(inbox, keyOf(index), `token-${index}`);
		longest = Math.max(longest, performance.now() - start);
	}
	const bytes = ((await used()) - before) / keys;
	/** @type {number[]} */
	const news = [];
	/** @type {number[]} */
	const olds = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const fresh = Array.from({ length: CALLS }, (_, call) => keyOf(keys + round * CALLS + call));
		const known = fresh.map((_, call) => keyOf(((round * CALLS + call) * 7_919) % keys));
		news.push(await timed(fresh, (key) => handled(inbox, key, key.slice(-30))));
		olds.push(await timed(known, async (key) => inbox.claim(key, HASH, "another token", LEASE)));
	}
	return { keys, claimAndCommit: median(news), claim: median(olds), longest, bytes };
}

/**
 * @param {import("powens-users/receiver").Inbox} inbox
 * @param {string} key
 * @param {string} token
 */
async function handled(inbox, key, token) {
	await inbox.claim(key, HASH, token, LEASE);
	await inbox.commit(key, token);
}

/**
 * @param {readonly string[]} keys
 * @param {(key: string) => unknown} call
 * @returns {Promise<number>} µs a key
 */
async function timed(keys, call) {
	const start = performance.now();
	for (const key of keys) await call(key);
	return ((performance.now() - start) * 1_000) / keys.length;
}

/** In the heap and outside of it. What was garbage before is given back a little later. */
async function used() {
	globalThis.gc?.();
	await setTimeout(100);
	globalThis.gc?.();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}
