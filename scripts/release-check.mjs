// @ts-check
// npm run release-check: what only a release needs. npm run release-check -- --since REVISION: against what the public API of the
// crate is compared; the last tag v…, where nothing is said, and the commit before this one where there is no tag.
import { output } from "./lib/run.mjs";
import { command, Stop } from "./lib/stop.mjs";
import { releaseStages } from "./release/stages.mjs";
import { runStages } from "./test/stage-runner.mjs";

await command(async () => {
	const results = await runStages(releaseStages(revision(process.argv.slice(2))));
	if (results.some(({ outcome }) => outcome === "FAILED")) process.exitCode = 1;
});

/** @param {readonly string[]} args */
function revision(args) {
	const [option, value] = args;
	if (option === "--since" && value !== undefined && args.length === 2) {
		if (output("git", ["rev-parse", "--verify", "--quiet", `${value}^{commit}`]) === null) {
			throw new Stop(`There is no revision ${value} in this repository. \`git log\` shows those that there are.`);
		}
		return value;
	}
	if (option !== undefined) throw new Stop("Usage: npm run release-check [-- --since REVISION]");
	return output("git", ["describe", "--tags", "--abbrev=0", "--match", "v*"]) ?? "HEAD^";
}
