// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { Stop } from "../../scripts/lib/stop.mjs";
import { chosenStages } from "../../scripts/test/chosen-stages.mjs";
import { quickStages, stages } from "../../scripts/test/stages.mjs";

/** @typedef {import("../../scripts/test/stage-runner.mjs").Stage} Stage */

/** @type {Stage[]} */
const offered = [
	{ name: "set-up", what: "", run: async () => {} },
	{ name: "build", what: "", needs: ["set-up"], run: async () => {} },
	{ name: "firefox", what: "", needs: ["set-up"], run: async () => {} },
	{ name: "biome", what: "", run: async () => {} },
	{ name: "runtimes", what: "", needs: ["build"], wants: ["firefox", "not offered"], run: async () => {} },
];

/** @param {readonly string[]} names */
const chosen = (names) => chosenStages(offered, names).map(({ name }) => name);

test("stages come with what they need and want, in order and once", () => {
	assert.deepEqual(chosen(["runtimes", "build"]), ["set-up", "build", "firefox", "runtimes"]);
	assert.deepEqual(chosen(["runtimes"]), ["set-up", "build", "firefox", "runtimes"]);
	assert.deepEqual(chosen(["firefox"]), ["set-up", "firefox"]);
	assert.deepEqual(chosen(["biome"]), ["biome"]);
	assert.equal(chosenStages(offered, []), offered);
});

test("a name that is not offered is refused, and the offered are listed", () => {
	assert.throws(
		() => chosen(["build", "biom"]),
		(error) => error instanceof Stop && /"biom".*set-up, build, firefox/s.test(error.message),
	);
});

for (const [list, name] of /** @type {const} */ ([
	[quickStages, "quick"],
	[stages, "all"],
])) {
	test(`${name}: each name is used once, and what a stage needs or wants comes before it`, () => {
		const names = list.map((stage) => stage.name);
		assert.equal(new Set(names).size, names.length);
		for (const [index, { name, needs = [], wants = [] }] of list.entries()) {
			const before = names.slice(0, index);
			for (const needed of needs) assert.ok(before.includes(needed), `${name} needs ${needed}`);
			for (const wanted of wants) assert.ok(before.includes(wanted) || !names.includes(wanted), `${name} wants ${wanted}`);
		}
	});
}
