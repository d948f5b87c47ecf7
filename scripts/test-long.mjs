// @ts-check
// npm run test:long: the large soak. SOAK_SEED=N runs the same one once more, SOAK_CALLS=N another number of calls.
import { inProject } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { command } from "./lib/stop.mjs";
import { setUpPackage } from "./setup/package.mjs";

await command(async () => {
	await setUpPackage();
	await run("The soak", process.execPath, [inProject("tests", "soak", "long.mjs")]);
});
