// @ts-check
import assert from "node:assert/strict";
import { tally } from "./figures.mjs";

/** A run in which nobody died in the middle of something proves nothing. @param {import("./kill.mjs").Killed} killed */
export function assertStruck({ evidence: { events, troubles, steps, kept }, blows, answers, outcomes }) {
	const struck = tally(troubles.map(({ kind }) => kind));
	const planned = tally(blows.map(({ what }) => what));
	assert.equal(struck.get("store"), (planned.get("store") ?? 0) + (planned.get("all") ?? 0));
	assert.ok((struck.get("killed") ?? 0) >= (planned.get("kill") ?? 0), "receivers were killed");
	assert.ok((struck.get("paused") ?? 0) > 0, "receivers were paused");
	const died = new Set(troubles.flatMap((trouble) => (trouble.kind === "killed" ? [trouble.instance] : [])));
	const ended = steps.filter(({ what }) => what === "committed" || what === "kept");
	const done = new Set(ended.map(({ route, id, instance }) => `${route} ${id} ${instance}`));
	const broken = steps.filter(({ what, instance, route, id }) => {
		return what === "claimed" && died.has(instance) && !done.has(`${route} ${id} ${instance}`);
	});
	assert.ok(broken.length >= died.size / 4, `${broken.length} claims of ${died.size} receivers that were killed came to nothing`);
	assert.ok(answers.includes("failed"), "connections broke");
	const kinds = tally(outcomes.map(({ kind }) => kind));
	assert.ok((kinds.get("duplicate") ?? 0) > 0, "something was sent again that was done");
	assert.equal(kinds.get("conflict"), undefined, "nothing is taken for something else");
	assert.ok(kept.length > 0, "something is kept");
	// In a short one no handler may have failed often enough, or only in the end.
	if (events.length < 1_000) return;
	assert.ok(tally(kept.map(({ reason }) => reason)).has("attempts"), "something is kept since its handler failed too often");
	assert.ok(tally(steps.map(({ what }) => what)).has("replayed"), "something that is kept was handled again");
}
