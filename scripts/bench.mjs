// @ts-check
// npm run bench: builds, measures, and writes bench/README.md. npm run bench -- NAME…: only these of its sections.
import { inProject } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { command, Stop } from "./lib/stop.mjs";
import { setUpPackage } from "./setup/package.mjs";

const benchmarks = ["list", "webhooks", "start-up", "receiver", "rust"];

await command(async () => {
	const names = process.argv.slice(2);
	const unknown = names.find((name) => !benchmarks.includes(name));
	if (unknown !== undefined) throw new Stop(`There is no benchmark "${unknown}". The benchmarks are: ${benchmarks.join(", ")}.`);
	await setUpPackage();
	for (const name of benchmarks.filter((each) => names.length === 0 || names.includes(each))) {
		await run(`The benchmark "${name}"`, process.execPath, ["--expose-gc", inProject("bench", `${name}.mjs`)]);
	}
});
