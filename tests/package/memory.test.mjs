// @ts-check
// Calls leave nothing behind, neither in JavaScript's heap nor in the memory of WebAssembly.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runChild } from "./child.mjs";
import { entryUrl } from "./packed-entry.mjs";

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
