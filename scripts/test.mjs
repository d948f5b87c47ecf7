// @ts-check
// npm test: everything. npm run test:quick: what every save should pass. npm test -- NAME…: these stages and what they need.
import { command, Stop } from "./lib/stop.mjs";
import { runStages } from "./test/stage-runner.mjs";
import { quickStages, stages } from "./test/stages.mjs";

await command(async () => {
	const args = process.argv.slice(2);
	const offered = args.includes("--quick") ? quickStages : stages;
	const names = args.filter((arg) => arg !== "--quick");
	const unknown = names.find((name) => !offered.some((stage) => stage.name === name));
	if (unknown !== undefined) {
		throw new Stop(`There is no stage "${unknown}". The stages are: ${offered.map(({ name }) => name).join(", ")}.`);
	}
	/** @param {string} name @returns {string[]} */
	const withNeeds = (name) => [name, ...(offered.find((stage) => stage.name === name)?.needs ?? []).flatMap(withNeeds)];
	const wanted = new Set(names.flatMap(withNeeds));
	const passed = await runStages(names.length === 0 ? offered : offered.filter(({ name }) => wanted.has(name)));
	if (!passed) process.exitCode = 1;
});
