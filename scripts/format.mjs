// @ts-check
// npm run format: brings every file into the form that `npm test` asks for.
import { run, runPackage } from "./lib/run.mjs";
import { command } from "./lib/stop.mjs";
import { checkNode } from "./setup/node.mjs";
import { installNpmPackages } from "./setup/npm-packages.mjs";
import { setUpRust, setUpRustLints } from "./setup/rust.mjs";

await command(async () => {
	checkNode();
	await setUpRust();
	await setUpRustLints();
	await installNpmPackages();
	await run("Formatting Rust", "cargo", ["fmt", "--all"]);
	await runPackage("Formatting JavaScript", "@biomejs/biome", ["check", "--write"]);
});
