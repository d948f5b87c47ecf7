// @ts-check
// The runner of tests/boundary in pages: what fails, what hangs over and what is not run never counts as passed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runCases, whyNot } from "../boundary/runner.mjs";
import { unavailable } from "../boundary/unavailable.mjs";

/** @typedef {import("../boundary/runner.mjs").Case} Case */

const tools = /** @type {import("../boundary/runner.mjs").Tools} */ (/** @type {unknown} */ ({ runtime: "node" }));
const powens = /** @type {import("../boundary/runner.mjs").Package} */ (/** @type {unknown} */ ({}));

/** @param {readonly Case[]} cases @param {() => readonly string[]} [unhandled] */
async function outcomes(cases, unhandled = () => []) {
	const results = await runCases(cases, powens, tools, { before: () => {}, unhandled });
	return results.map(({ name, outcome, detail }) => `${name}: ${outcome}${detail === "" ? "" : `, ${detail.split("\n", 1)}`}`);
}

test("a case passes, throws or rejects by itself", async () => {
	const seen = await outcomes([
		{ name: "passes", run: () => {} },
		{ name: "throws", run: () => assert.fail("no") },
		{ name: "rejects", run: async () => Promise.reject("never") },
		{ name: "passes too", run: async () => {} },
	]);
	assert.deepEqual(seen, [
		"passes: passed",
		"throws: FAILED, AssertionError: no",
		"rejects: FAILED, never",
		"passes too: passed",
	]);
});

test("what nobody has caught fails the case in which it came", async () => {
	const caught = [[], ["lost"], []];
	const seen = await outcomes(
		["before", "during", "after"].map((name) => ({ name, run: () => {} })),
		() => caught.shift() ?? [],
	);
	assert.deepEqual(seen, ["before: passed", "during: FAILED, unhandled: lost", "after: passed"]);
});

test("a case that cannot be run here is not run, with the reason", async () => {
	const [name = ""] = Object.keys(unavailable);
	let ran = false;
	const case_ = {
		name,
		run: () => {
			ran = true;
		},
	};
	assert.deepEqual(await outcomes([case_]), [`${name}: not run, ${unavailable[name]?.node}`]);
	assert.equal(ran, false);
	assert.equal(whyNot(case_, "chromium"), undefined);
});
