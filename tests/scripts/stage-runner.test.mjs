// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { NotRun, Stop } from "../../scripts/lib/stop.mjs";
import { runStages } from "../../scripts/test/stage-runner.mjs";

/** @typedef {import("../../scripts/test/stage-runner.mjs").Stage} Stage */

const failure = () => Promise.reject(new Stop("first line\nclippy failed: `cargo clippy` ended with status 101."));
const incapable = () => Promise.reject(new NotRun("no Firefox was found\nInstall it."));

/**
 * @param {string} name
 * @param {Partial<Stage>} [rest]
 * @returns {Stage}
 */
function stage(name, rest = {}) {
	return { name, what: `what ${name} does`, run: async () => undefined, ...rest };
}

/**
 * Runs stages, and hears what is printed of it.
 *
 * @param {import("node:test").TestContext} t
 * @param {readonly Stage[]} stages
 */
async function ran(t, stages) {
	/** @type {string[]} */
	const printed = [];
	for (const method of /** @type {const} */ (["log", "error"])) {
		t.mock.method(console, method, (/** @type {string} */ text) => printed.push(text));
	}
	const results = await runStages(stages);
	t.mock.restoreAll();
	const outcomes = Object.fromEntries(results.map((result) => [result.stage.name, [result.outcome, result.detail]]));
	return { outcomes, printed: printed.join("\n"), lastLine: printed.join("\n").split("\n").at(-1) };
}

test("each of the three outcomes is told, with its detail, and counted", async (t) => {
	const { outcomes, printed, lastLine } = await ran(t, [
		stage("build", { run: async () => "12 tests" }),
		stage("clippy", { run: failure }),
		stage("firefox", { run: incapable }),
	]);
	assert.deepEqual(outcomes, {
		build: ["passed", "12 tests"],
		clippy: ["FAILED", "clippy failed, with status 101."],
		firefox: ["not run", "no Firefox was found"],
	});
	assert.match(printed, /^passed {3}build .* s {2}what build does \(12 tests\)$/m);
	assert.match(printed, /^FAILED {3}clippy .* what clippy does \(clippy failed, with status 101\.\)$/m);
	assert.match(printed, /^not run {2}firefox .* what firefox does \(no Firefox was found\)$/m);
	assert.match(printed, /^firefox not run: no Firefox was found\nInstall it\.$/m);
	assert.equal(lastLine, "1 passed, 1 failed, 1 not run");
});

test("a defect of a script is a failure, shown with its stack", async (t) => {
	const { outcomes, printed } = await ran(t, [stage("build", { run: async () => JSON.parse("{") })]);
	assert.equal(outcomes.build?.[0], "FAILED");
	assert.match(printed, /SyntaxError[\s\S]*stage-runner\.test\.mjs/);
});

test("the stages after a failure run, but those that need it fail without being run, and theirs too", async (t) => {
	const { outcomes, lastLine } = await ran(t, [
		stage("build", { run: failure }),
		stage("page", { needs: ["build"], run: () => assert.fail("it was run") }),
		stage("more", { needs: ["page"], run: () => assert.fail("it was run") }),
		stage("biome"),
	]);
	assert.deepEqual(outcomes.page, ["FAILED", "needs build"]);
	assert.deepEqual(outcomes.more, ["FAILED", "needs page"]);
	assert.deepEqual(outcomes.biome, ["passed", ""]);
	assert.equal(lastLine, "1 passed, 3 failed, 0 not run");
});

test("what needs a stage that this machine cannot do is not run either, and neither passed nor failed", async (t) => {
	const { outcomes, lastLine } = await ran(t, [
		stage("firefox", { run: incapable }),
		stage("wasm-firefox", { needs: ["firefox"], run: () => assert.fail("it was run") }),
		stage("more", { needs: ["wasm-firefox"], run: () => assert.fail("it was run") }),
	]);
	assert.deepEqual(outcomes["wasm-firefox"], ["not run", "needs firefox"]);
	assert.deepEqual(outcomes.more, ["not run", "needs wasm-firefox"]);
	assert.equal(lastLine, "0 passed, 0 failed, 3 not run");
});

test("a failure that is needed counts more than what this machine cannot do", async (t) => {
	const { outcomes } = await ran(t, [
		stage("firefox", { run: incapable }),
		stage("build", { run: failure }),
		stage("wasm-firefox", { needs: ["firefox", "build"] }),
	]);
	assert.deepEqual(outcomes["wasm-firefox"], ["FAILED", "needs build"]);
});

test("a stage does without what it only wants", async (t) => {
	const { outcomes } = await ran(t, [
		stage("firefox", { run: incapable }),
		stage("clippy", { run: failure }),
		stage("runtimes", { wants: ["firefox", "clippy"], run: async () => "31 passed, 2 not run" }),
	]);
	assert.deepEqual(outcomes.runtimes, ["passed", "31 passed, 2 not run"]);
});
