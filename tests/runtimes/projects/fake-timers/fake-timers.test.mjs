import * as powens from "powens-users";
import { test, vi } from "vitest";
import { exerciseFakeTimers } from "../fake-timers-exercise.mjs";

const advance = (ms) => vi.advanceTimersByTimeAsync(ms);
const faking = (options) => ({ install: () => vi.useFakeTimers(options), advance, uninstall: () => vi.useRealTimers() });
const timers = ["setTimeout", "clearTimeout"];
const others = ["setInterval", "clearInterval", "setImmediate", "clearImmediate", "Date", "hrtime", "performance"];

test("a mocked fetch works under fake timers, and every call afterwards", async () => {
	const fakes = {
		defaults: faking(),
		everything: faking({ toFake: [...timers, ...others, "nextTick", "queueMicrotask"] }),
		"timers alone": faking({ toFake: timers }),
	};
	console.log(JSON.stringify(await exerciseFakeTimers(powens, fakes)));
}, 200_000);
