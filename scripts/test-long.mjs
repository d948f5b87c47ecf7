// @ts-check
// npm run test:long: the large soaks, and the large kill test. SOAK_SEED=N and KILL_SEED=N run the same ones once more, SOAK_CALLS=N
// and KILL_EVENTS=N smaller ones.
import { inProject } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { command, NotRun } from "./lib/stop.mjs";
import { setUpPackage } from "./setup/package.mjs";
import { setUpPostgres } from "./setup/postgres.mjs";
import { setUpRedis } from "./setup/redis.mjs";

await command(async () => {
	await setUpPackage();
	await run("The soak", process.execPath, [inProject("tests", "soak", "long.mjs")]);
	await run("The soak of the crate", process.execPath, [inProject("tests", "soak", "native", "long.mjs")]);
	for (const setUp of [setUpRedis, setUpPostgres]) await unlessImpossible(setUp);
	await run("The kill test", process.execPath, [inProject("tests", "kill", "long.mjs")]);
});

/**
 * What cannot be had is not run; the kill test says so where it would have used it.
 *
 * @param {() => Promise<unknown>} setUp
 */
async function unlessImpossible(setUp) {
	try {
		await setUp();
	} catch (error) {
		if (!(error instanceof NotRun)) throw error;
		console.log(error.message);
	}
}
