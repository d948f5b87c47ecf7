// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { counted } from "./counted.mjs";
import { withSandboxes } from "./sandboxes.mjs";

/** How an example's first line says that it is run: `// Gets one user: node examples/get.mjs 42`, or with `node --test`. */
const command = /^\/\/.*: node ((?:--test )?)(examples\/\S+\.mjs)(.*)$/m;

/** How one in Rust says it: `cargo run --example get --features reqwest -- 42`, between backquotes. */
const cargoCommand = /^\/\/!.*: `cargo (run --example .*)`$/m;

/** @typedef {{ options: string[], file: string, args: string[] }} Example */

/** @returns {Example[]} those of the folder that say how they are run; the others are their helpers */
export function findExamples() {
	return firstLines(".mjs").flatMap((line) => {
		const [, options = "", file, args = ""] = command.exec(line) ?? [];
		return file === undefined ? [] : [{ options: words(options), file, args: words(args) }];
	});
}

/** @param {string} extension of the examples */
function firstLines(extension) {
	const folder = inProject("examples");
	const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(extension)) : [];
	return names.sort().map((name) => {
		const [firstLine = ""] = readFileSync(inProject("examples", name), "utf8").split("\n");
		return firstLine;
	});
}

/** @param {string} text */
function words(text) {
	return text.split(" ").filter(Boolean);
}

/** Runs every example as its first line says, each against a sandbox of its own: one of them deletes what another gets. */
export async function runExamples() {
	const examples = findExamples();
	for (const { options, file, args } of examples) {
		await runExample(file, process.execPath, [...options, inProject(file), ...args]);
	}
	return counted(examples.length, "example");
}

/** Runs those in Rust in the same way. */
export async function runRustExamples() {
	const commands = firstLines(".rs").flatMap((line) => cargoCommand.exec(line)?.[1] ?? []);
	if (commands.length === 0) throw new Stop("No example in Rust says how it is run.");
	for (const args of commands.map(words)) await runExample(args.slice(0, 3).join(" "), "cargo", args);
	return counted(commands.length, "example");
}

/**
 * @param {string} name
 * @param {string} program
 * @param {readonly string[]} args
 */
async function runExample(name, program, args) {
	console.log(`--- ${[program === process.execPath ? "node" : program, ...args].join(" ")}`);
	await withSandboxes(({ sandbox }) =>
		run(name, program, args, {
			// Nothing of a real domain may reach an example that deletes.
			env: {
				POWENS_BASE_URL: `${sandbox}/2.0`,
				POWENS_DOMAIN: undefined,
				POWENS_USERS_TOKEN: undefined,
				POWENS_USER_TOKEN: undefined,
				// Nor may any go through a proxy, as those in Rust would.
				NO_PROXY: "127.0.0.1",
				no_proxy: "127.0.0.1",
			},
		}),
	);
}
