// @ts-check
// Two small soaks; npm run test:long is the large one. SOAK_SEED runs the second one once more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { soak } from "./driver.mjs";
import { figures, violationLines } from "./figures.mjs";
import { OUTCOMES } from "./judge.mjs";
import { everyFault, PACES } from "./plan.mjs";
import { freshSeed } from "./seed.mjs";

const COUNT = 1_000;

for (const { name, seed } of [
	{ name: "a fixed seed", seed: 1 },
	{ name: "another one", seed: freshSeed() },
]) {
	for (const transport of /** @type {const} */ (["in-process", "http"])) {
		test(`${COUNT / 2} calls, ${transport}, ${name}: SOAK_SEED=${seed}`, async (t) => {
			const soaked = await soak({ seed, count: COUNT / 2, transport });
			for (const line of figures(soaked)) t.diagnostic(line);
			assert.deepEqual(violationLines(soaked.violations), []);
		});
	}
}

test("outcomes.json has a row for every fault of the API, and every row is met", () => {
	const faults = new Set(everyFault(PACES.tight).map(({ fault }) => fault));
	assert.deepEqual(Object.keys(OUTCOMES).sort(), [...faults, "none", "unarrived"].sort());
});
