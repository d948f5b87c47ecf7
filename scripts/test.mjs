// @ts-check
// npm test: everything. npm run test:quick: what every save should pass. npm test -- NAME…: these stages and what they need.
import { command } from "./lib/stop.mjs";
import { chosenStages } from "./test/chosen-stages.mjs";
import { runStages } from "./test/stage-runner.mjs";
import { quickStages, stages } from "./test/stages.mjs";

await command(async () => {
	const args = process.argv.slice(2);
	const offered = args.includes("--quick") ? quickStages : stages;
	const names = args.filter((arg) => arg !== "--quick");
	const results = await runStages(chosenStages(offered, names));
	if (results.some(({ outcome }) => outcome === "FAILED")) process.exitCode = 1;
});
