// @ts-check
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { NotRun, Stop } from "../../scripts/lib/stop.mjs";
import { setUpRedis } from "../../scripts/setup/redis.mjs";

const { REDIS_SERVER } = process.env;

afterEach(() => {
	if (REDIS_SERVER === undefined) delete process.env.REDIS_SERVER;
	else process.env.REDIS_SERVER = REDIS_SERVER;
});

for (const [what, program, message] of /** @type {const} */ ([
	["is not there", "no/such/redis", /REDIS_SERVER names no program: no\/such\/redis\. Correct it, or unset it\.$/],
	["is another program", process.execPath, /REDIS_SERVER is no Redis that runs/],
])) {
	test(`a REDIS_SERVER that ${what} is a mistake, not something that this machine cannot do`, async () => {
		process.env.REDIS_SERVER = program;
		await assert.rejects(
			setUpRedis(),
			(error) => error instanceof Stop && !(error instanceof NotRun) && message.test(error.message),
		);
	});
}
