// @ts-check
// What never runs or never settles costs its own call at most: those beside it and those after it are as ever.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runChild } from "./child.mjs";
import { entryUrl } from "./packed-entry.mjs";

/** @param {string} driver @param {string} [name] @returns {Promise<any>} */
async function told(driver, name = "") {
	const { end, lines, stderr } = await runChild("independence.mjs", [driver, name]);
	assert.equal(end, 0, stderr);
	assert.equal(stderr, "");
	return JSON.parse(lines[0] ?? "null");
}

/** @type {string[]} */
const cases = await told("PlainApi");

describe("later calls are as ever", () => {
	assert.ok(cases.length > 35);
	for (const name of cases) {
		test(name, async () => {
			const { problems, ends } = await told(entryUrl(), name);
			assert.deepEqual(problems, []);
			for (const end of ends) assert.match(end, /^"(success|[a-z_]+)"$/, "a call that was lost for a time");
		});
	}
});

describe("controls", () => {
	test("plain code loses nothing either", async () => {
		for (const name of ["queueMicrotask drops", "the global Promise drops, at the first use", "everything at once"]) {
			assert.deepEqual((await told("PlainApi", name)).problems, [], name);
		}
	});

	test("a queue of microtasks that is lost once is seen", async () => {
		for (const when of ["", ", at the first use"]) {
			const { problems } = await told("SharedQueueApi", `queueMicrotask drops${when}`);
			assert.ok(problems.length >= 5, String(problems));
		}
	});
});
