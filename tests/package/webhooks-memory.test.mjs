// @ts-check
// Webhooks leave nothing behind, neither in JavaScript's heap nor in the memory of WebAssembly.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runChild } from "./child.mjs";
import { entryUrl } from "./packed-entry.mjs";

/** Bytes per call, over 4,000 to 100,000 calls: half of the smallest leak that has to be seen. */
const BOUND = 25;
/** Bytes in all, over the few calls with large bodies: half of what one of them kept would be. */
const BOUND_OF_FEW = 4_500_000;

for (const entry of /** @type {const} */ (["node.mjs", "default.js"])) {
	describe(`${entry}: what calls leave behind`, async () => {
		const options = { nodeArgs: ["--expose-gc"], timeoutMs: 180_000 };
		const { end, lines, stderr } = await runChild("webhooks-memory.mjs", [entryUrl(entry)], options);
		/** @type {{ kind: string, leak: "heap" | "outside" | null, calls: number, heap: number, outside: number }[]} */
		const measured = lines.map((line) => JSON.parse(line));

		test("all kinds of calls were measured", () => {
			assert.equal(end, 0, stderr);
			assert.equal(measured.filter(({ leak }) => leak === null).length, 9);
			assert.equal(measured.filter(({ leak }) => leak !== null).length, 4);
			assert.equal(measured.filter(({ calls }) => calls === 100_000).length, 4);
		});

		for (const { kind, leak, calls, ...grown } of measured) {
			const { heap, outside } = grown;
			test(leak === null ? kind : `control: ${kind}`, (t) => {
				t.diagnostic(`${kind}: ${heap} B in the heap, ${outside} B outside, after ${calls} calls`);
				const bound = calls < 1_000 ? BOUND_OF_FEW : BOUND * calls;
				if (leak !== null) assert.ok(grown[leak] >= 1.5 * bound, `such a leak would be seen: ${grown[leak]} B`);
				else assert.ok(heap < bound && outside < bound, `${heap} and ${outside} B, at most ${bound}`);
			});
		}
	});
}
