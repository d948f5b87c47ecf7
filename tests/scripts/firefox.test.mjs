// @ts-check
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { NotRun, Stop } from "../../scripts/lib/stop.mjs";
import { setUpFirefox } from "../../scripts/setup/firefox.mjs";

const { FIREFOX_BIN } = process.env;

afterEach(() => {
	if (FIREFOX_BIN === undefined) delete process.env.FIREFOX_BIN;
	else process.env.FIREFOX_BIN = FIREFOX_BIN;
});

for (const [what, program, message] of /** @type {const} */ ([
	["is not there", "no/such/firefox", /FIREFOX_BIN names no program: no\/such\/firefox\. Correct it, or unset it\.$/],
	["is another program", process.execPath, /FIREFOX_BIN is no Firefox that runs/],
])) {
	// Windows has no way to ask a Firefox for its version.
	const skip = process.platform === "win32" && program === process.execPath;
	test(`a FIREFOX_BIN that ${what} is a mistake, not something that this machine cannot do`, { skip }, async () => {
		process.env.FIREFOX_BIN = program;
		await assert.rejects(
			setUpFirefox(),
			(error) => error instanceof Stop && !(error instanceof NotRun) && message.test(error.message),
		);
	});
}
