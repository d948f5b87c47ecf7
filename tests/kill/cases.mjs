// @ts-check
// The tests of a store: a fixed seed and another one, and inboxes that are wrong. KILL_SEED runs the other one once more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NotRun } from "../../scripts/lib/stop.mjs";
import { figures, tally, wrongLines } from "./figures.mjs";
import { kill } from "./kill.mjs";
import { freshSeed } from "./seed.mjs";

/** @typedef {import("./kill.mjs").KillOptions} KillOptions */
/** @typedef {import("./kill.mjs").Killed} Killed */

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

/** A run in which nobody died in the middle of something proves nothing. @param {Killed} killed */
export function assertStruck({ evidence: { events, troubles, steps, kept }, blows, answers, outcomes }) {
	const struck = tally(troubles.map(({ kind }) => kind));
	const planned = tally(blows.map(({ what }) => what));
	assert.equal(struck.get("store"), (planned.get("store") ?? 0) + (planned.get("all") ?? 0));
	assert.ok((struck.get("killed") ?? 0) >= (planned.get("kill") ?? 0), "receivers were killed");
	assert.ok((struck.get("paused") ?? 0) > 0, "receivers were paused");
	const died = new Set(troubles.flatMap((trouble) => (trouble.kind === "killed" ? [trouble.instance] : [])));
	const done = new Set(
		steps.filter(({ what }) => what === "committed").map(({ route, id, instance }) => `${route} ${id} ${instance}`),
	);
	const broken = steps.filter(({ what, instance, route, id }) => {
		return what === "claimed" && died.has(instance) && !done.has(`${route} ${id} ${instance}`);
	});
	assert.ok(broken.length >= died.size / 4, `${broken.length} claims of ${died.size} receivers that were killed came to nothing`);
	// A short run is over when the first ones have failed often enough.
	const isReplayed = steps.some(({ what }) => what === "replayed");
	assert.ok(isReplayed || events.length < 1_000, "something that is kept was handled again");
	assert.ok(answers.includes("failed"), "connections broke");
	const kinds = tally(outcomes.map(({ kind }) => kind));
	assert.ok((kinds.get("duplicate") ?? 0) > 0, "something was sent again that was done");
	assert.equal(kinds.get("conflict"), undefined, "nothing is taken for something else");
	const reasons = tally(kept.map(({ reason }) => reason));
	for (const reason of ["payload_invalid", "attempts"]) assert.ok((reasons.get(reason) ?? 0) > 0, `something is kept: ${reason}`);
}
