// @ts-check
// The soak of the crate over reqwest, and beside it the npm package. SOAK_SEED runs it once more, SOAK_CALLS makes fewer calls.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { soak } from "../driver.mjs";
import { figures, violationLines } from "../figures.mjs";
import { PACES } from "../plan.mjs";
import { freshSeed } from "../seed.mjs";
import { soakBoth } from "./both.mjs";
import { nativeCaller } from "./native-caller.mjs";
import { buildProgram } from "./program.mjs";

const COUNT = Number(process.env.SOAK_CALLS ?? 5_000);
const seed = freshSeed();

let program = "";
before(async () => {
	program = await buildProgram();
});

test(`${COUNT} calls over reqwest, and over fetch: SOAK_SEED=${seed}`, async (t) => {
	const { native, different } = await soakBoth(program, { seed, count: COUNT }, t.diagnostic.bind(t));
	for (const line of figures(native)) t.diagnostic(line);
	assert.equal(native.calls.length, COUNT);
	assert.deepEqual(violationLines(native.violations), []);
	assert.deepEqual(messages(different), []);
});

test("calls whose body outlasts the deadline end alike over reqwest and over fetch", async (t) => {
	const pace = { ...PACES.wide, maxResponseBytes: 64 << 20 };
	const options = { seed, count: 60, pace, rules: /** @type {const} */ ([{ fault: "endless_body" }]) };
	const { native, different } = await soakBoth(program, options, t.diagnostic.bind(t));
	assert.deepEqual(violationLines(native.violations), []);
	assert.ok(native.calls.some(({ outcome, attempts }) => outcome === "timeout" && attempts[0]?.status === 200));
	assert.deepEqual(messages(different), []);
});

test(`1000 calls over reqwest whose deadlines fall between everything: SOAK_SEED=${seed}`, async (t) => {
	const soaked = await soak({ seed, count: Math.min(1_000, COUNT), transport: "http", caller: nativeCaller({ program }) });
	for (const line of figures(soaked)) t.diagnostic(line);
	assert.deepEqual(violationLines(soaked.violations), []);
});

/** Enough of them to see what it is. @param {readonly import("./compare.mjs").Difference[]} different */
const messages = (different) => different.slice(0, 20).map(({ message }) => message);
