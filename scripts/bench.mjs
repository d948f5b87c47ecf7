// @ts-check
// npm run bench: builds, measures, and writes bench/README.md.
import { alone } from "./lib/lock.mjs";
import { inProject } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { command } from "./lib/stop.mjs";
import { setUpBuild } from "./setup/set-up.mjs";

await command(async () => {
	await alone(async () => {
		await setUpBuild();
		const { buildPackage } = await import("./build/package.mjs");
		await buildPackage();
	});
	await run("The benchmark", process.execPath, ["--expose-gc", inProject("bench", "list.mjs")]);
});
