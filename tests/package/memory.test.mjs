// @ts-check
// Calls leave nothing behind, neither in JavaScript's heap nor in the memory of WebAssembly.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { runChild } from "./child.mjs";
import { entryUrl, loadEntry, outcome } from "./packed-entry.mjs";

/** Bytes per call, over 10,000 calls: half of the smallest leak that has to be seen. */
const BOUND = 50;

describe("what 10,000 calls leave behind", async () => {
	const { end, lines, stderr } = await runChild("memory.mjs", [entryUrl()], { nodeArgs: ["--expose-gc"], timeoutMs: 60_000 });
	/** @type {{ kind: string, heap: number, outside: number }[]} */
	const measured = lines.map((line) => JSON.parse(line));

	test("all kinds of calls were measured", () => {
		assert.equal(end, 0, stderr);
		assert.equal(measured.length, 10);
	});

	for (const { kind, heap, outside } of measured) {
		test(kind, (t) => {
			t.diagnostic(`${kind}: ${heap.toFixed(1)} B per call in the heap, ${outside.toFixed(1)} B outside`);
			if (kind.startsWith("control")) assert.ok(Math.max(heap, outside) >= 2 * BOUND, "such a leak would be seen");
			else assert.ok(heap < BOUND && outside < BOUND, `${heap} and ${outside} B per call`);
		});
	}
});

describe("what a call keeps while it runs", async () => {
	const { UsersApi } = await loadEntry();
	setFlagsFromString("--expose-gc");
	/** @type {() => void} */
	const collect = runInNewContext("gc");
	const held = () => {
		collect();
		const { heapUsed, external } = process.memoryUsage();
		return heapUsed + external;
	};

	for (const status of [200, 404]) {
		test(`nothing of a stream of empty chunks, with status ${status}`, async () => {
			const COUNT = 100_000;
			let reads = 0;
			let [before, after] = [0, 0];
			const read = () => {
				reads += 1;
				if (reads === 1_000) before = held();
				if (reads === COUNT) after = held();
				return { done: reads > COUNT, value: new Uint8Array(0) };
			};
			const fetch = async () => ({ status, body: { getReader: () => ({ read, cancel() {} }) } });
			await outcome(new UsersApi({ domain: "acme", userToken: "t", fetch }).delete(1));
			assert.ok(after > 0 && after - before < 1_000_000, `${after - before} bytes`);
		});
	}

	test("little of a foreign error's message, however long it is", async () => {
		const token = "a-token-of-some-length";
		const message = `x ${token} ${"y ".repeat(32_600)}${token} ${"z".repeat(20_000_000)}`;
		const fetch = () => Promise.reject(new Error(message));
		const api = new UsersApi({ domain: "acme", userToken: token, maxRetries: 0, fetch });
		// The window stays as long as it once was.
		const before = process.memoryUsage().external;
		const ended = await outcome(api.delete(1));
		const { cause } = /** @type {{ error: { cause: { message: string } } }} */ (ended).error;
		assert.ok(cause.message.startsWith("x [redacted] y y") && cause.message.length === 500, cause.message);
		const more = process.memoryUsage().external - before;
		assert.ok(more < 1_000_000, `${more} bytes`);
	});
});
