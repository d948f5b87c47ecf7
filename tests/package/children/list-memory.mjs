// @ts-check
// list-memory.mjs HOW BASE_URL [ENTRY]: lists once, and prints what is held after it and the peak, as a line of JSON. HOW is "ours", or a
// control: "plain" for fetch and json(), "kept" for that and a copy of the body that is never let go of. Wants --expose-gc.
import { setTimeout as wait } from "node:timers/promises";

const [, , how = "", baseUrl = "", entry = ""] = process.argv;
const collect = /** @type {() => void} */ (globalThis.gc);
/** @type {unknown[]} */
const kept = [];

/** @type {Record<string, () => Promise<{ list(base: string): Promise<{ users: unknown[] }> }>>} */
const ways = {
	plain: async () => ({
		list: async (base) => (await fetch(`${base}/users`, { headers: { Accept: "application/json" } })).json(),
	}),
	kept: async () => ({
		list: async (base) => {
			const bytes = new Uint8Array(await (await fetch(`${base}/users`)).arrayBuffer());
			kept.push(bytes.slice(0, 4_000_000));
			return JSON.parse(new TextDecoder().decode(bytes));
		},
	}),
	ours: async () => {
		const { UsersApi } = await import(entry);
		return { list: (base) => new UsersApi({ baseUrl: base, usersToken: "t", timeoutMs: 120_000 }).list() };
	},
};

const way = await ways[how]?.();
if (way === undefined) throw new Error(`there is no ${how}`);
// The first use starts what stays: the connection, the core with its window.
await way.list(`${baseUrl}/small`);
const before = await held();
const count = await countOfList();
const after = await held();
console.log(JSON.stringify({ count, heldBytes: after - before, peakBytes: process.resourceUsage().maxRSS * 1024 }));
process.exit();

/** In a function of its own: what this module's own code has looked at, stays. */
async function countOfList() {
	const { users } = (await way?.list(`${baseUrl}/large`)) ?? { users: [] };
	return users.length;
}

/** What is in use once everything that may go is gone; `external` holds the memory of WebAssembly. */
async function held() {
	for (let round = 0; round < 6; round++) {
		await wait(10);
		collect();
	}
	const { heapUsed, external, arrayBuffers } = process.memoryUsage();
	return heapUsed + external + arrayBuffers;
}
