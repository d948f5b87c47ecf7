// @ts-check
// Under sinon's fake timers; tests/runtimes has those of jest and vitest.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import { fakeTimersControls, fakeTimersReport, fakeTimersVerdicts } from "../runtimes/fake-timers-exercise.mjs";
import { loadEntry } from "./packed-entry.mjs";

/** @typedef {import("@sinonjs/fake-timers").FakeMethod} FakeMethod */

/** @param {Parameters<typeof FakeTimers.install>[0]} [options] */
function installing(options) {
	/** @type {ReturnType<typeof FakeTimers.install>} */
	let clock;
	return {
		install: () => {
			clock = FakeTimers.install(options);
		},
		advance: (/** @type {number} */ ms) => clock.tickAsync(ms),
		uninstall: () => clock.uninstall(),
	};
}

const fakes = {
	defaults: installing(),
	everything: installing({ toFake: /** @type {FakeMethod[]} */ (Object.keys(FakeTimers.timers)) }),
	"timers alone": installing({ toFake: ["setTimeout", "clearTimeout"] }),
};

const { UsersApi } = await loadEntry();
const verdicts = await fakeTimersVerdicts(UsersApi, fakes);

describe("a mocked fetch works, time passes when it is advanced, and calls work afterwards", () => {
	for (const [row, verdict] of Object.entries(verdicts)) test(row, () => assert.equal(verdict, "ok"));
});

test("control: plain code passes every row, and each row sees a queue that the fakes hold up", async () => {
	assert.deepEqual(await fakeTimersControls(fakes), { plain: {}, unseen: [] });
	assert.equal(Object.keys(verdicts).length, fakeTimersReport(3).rows);
});
