const powens = require("powens-users");
const { exerciseFakeTimers } = require("../fake-timers-exercise.cjs");

const advance = (ms) => jest.advanceTimersByTimeAsync(ms);
const faking = (options) => ({ install: () => jest.useFakeTimers(options), advance, uninstall: () => jest.useRealTimers() });
const others = ["Date", "hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "clearImmediate", "setInterval"];

test("a mocked fetch works under fake timers, and every call afterwards", async () => {
	const fakes = {
		defaults: faking(),
		everything: faking({ doNotFake: [] }),
		"timers alone": faking({ doNotFake: [...others, "clearInterval"] }),
	};
	process.stdout.write(`${JSON.stringify(await exerciseFakeTimers(powens, fakes))}\n`);
}, 200_000);
