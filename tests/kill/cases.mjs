// @ts-check
// The tests of a store: a fixed seed and another one, and inboxes that are wrong. KILL_SEED runs the other one once more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NotRun } from "../../scripts/lib/stop.mjs";
import { figures, wrongLines } from "./figures.mjs";
import { kill } from "./kill.mjs";
import { freshSeed } from "./seed.mjs";
import { assertStruck } from "./struck.mjs";

/** @typedef {import("./kill.mjs").KillOptions} KillOptions */

/** Enough for each sabotage to be found, whenever who is killed. */
const SABOTAGED_EVENTS = 250;

/**
 * @param {object} options
 * @param {KillOptions["store"]} options.store
 * @param {string} options.name
 * @param {number} options.count of events of each run
 * @param {Partial<Record<import("./sabotage.mjs").Sabotage, string>>} options.sabotages the rule that finds each
 */
export function killTests({ store, name, count, sabotages }) {
	for (const [which, seed] of /** @type {const} */ ([
		["a fixed seed", 1],
		["another one", freshSeed()],
	])) {
		test(`${count} events on ${name}, ${which}: KILL_SEED=${seed}`, async (t) => {
			const killed = await unlessMissing(t, { store, seed, count });
			if (killed === null) return;
			for (const line of figures(killed)) t.diagnostic(line);
			assert.deepEqual(wrongLines(killed), []);
			assertStruck(killed);
		});
	}
	for (const [name, rule] of Object.entries(sabotages)) {
		const sabotage = /** @type {import("./sabotage.mjs").Sabotage} */ (name);
		test(`an inbox with the sabotage ${sabotage} is found`, async (t) => {
			const killed = await unlessMissing(t, { store, seed: 1, count: SABOTAGED_EVENTS, sabotage });
			if (killed === null) return;
			for (const line of [...figures(killed), ...wrongLines(killed).slice(0, 3)]) t.diagnostic(line);
			assert.deepEqual(killed.faults, []);
			const rules = killed.violations.map((violation) => violation.rule);
			assert.ok(rules.includes(rule), `the rule "${rule}" finds nothing; found are: ${[...new Set(rules)]}`);
		});
	}
}

/** Null where this machine has no such server, which the test then says. @param {import("node:test").TestContext} t @param {KillOptions} options */
async function unlessMissing(t, options) {
	try {
		return await kill(options);
	} catch (error) {
		if (!(error instanceof NotRun)) throw error;
		t.skip(error.message);
		return null;
	}
}
