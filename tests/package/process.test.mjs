// @ts-check
// How a call ends: the process is not kept.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runChild } from "./child.mjs";
import { entryUrl } from "./packed-entry.mjs";

describe("a process ends by itself once its call has ended", () => {
	for (const [kind, expected] of [
		["success", "resolved"],
		["success after a retry", "resolved"],
		["error", "rejected"],
		["abort", "rejected"],
	]) {
		test(String(kind), async () => {
			const { end, lines, stderr, lingeredMs } = await runChild("lifetime.mjs", [entryUrl(), String(kind)]);
			assert.equal(end, 0, stderr);
			assert.deepEqual(lines, [expected]);
			assert.ok(lingeredMs < 2000, `it went on for ${lingeredMs} ms`);
		});
	}
});
