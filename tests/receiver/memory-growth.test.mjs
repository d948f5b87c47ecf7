// @ts-check
// What the inbox in memory takes at a million keys: promises of its documentation, with room for what else the machine does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const growth = new URL("../../bench/inbox-growth.mjs", import.meta.url);
const script = `
	const { measureGrowth } = await import(${JSON.stringify(growth.href)});
	console.log(JSON.stringify(await measureGrowth([1_000, 1_000_000])));
`;

test("a million keys take at most 250 bytes each, and claims as long as at a thousand", () => {
	// A process of its own, for its memory and its --expose-gc.
	const printed = execFileSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", script], { encoding: "utf8" });
	const [few, many] = JSON.parse(printed);
	assert.ok(many.bytes > 100 && many.bytes <= 250, `${many.bytes} bytes a key`);
	// Measured below 1.1; the aim is 1.5. What grows with the number of keys would be a thousand times as long.
	assert.ok(
		many.claimAndCommit <= few.claimAndCommit * 3,
		`${few.claimAndCommit} µs at 1,000, ${many.claimAndCommit} µs at 1,000,000`,
	);
});
