// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { counted } from "./counted.mjs";
import { withSandboxes } from "./sandboxes.mjs";

/** How an example's first line says that it is run: `// Gets one user: node examples/get.mjs 42`, or with `node --test`. */
const command = /^\/\/.*: node ((?:--test )?)(examples\/\S+\.mjs)(.*)$/m;

/** @typedef {{ options: string[], file: string, args: string[] }} Example */

/** @returns {Example[]} those of the folder that say how they are run; the others are their helpers */
export function findExamples() {
	const folder = inProject("examples");
	const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".mjs")) : [];
	return names.sort().flatMap((name) => {
		const [firstLine = ""] = readFileSync(inProject("examples", name), "utf8").split("\n");
		const [, options = "", file, args = ""] = command.exec(firstLine) ?? [];
		const words = (/** @type {string} */ text) => text.split(" ").filter(Boolean);
		return file === undefined ? [] : [{ options: words(options), file, args: words(args) }];
	});
}

/** Runs every example as its first line says, each against a sandbox of its own: one of them deletes what another gets. */
export async function runExamples() {
	const examples = findExamples();
	for (const { options, file, args } of examples) {
		console.log(`--- node ${[...options, file, ...args].join(" ")}`);
		await withSandboxes(({ sandbox }) =>
			run(file, process.execPath, [...options, inProject(file), ...args], {
				// Nothing of a real domain may reach an example that deletes.
				env: {
					POWENS_BASE_URL: `${sandbox}/2.0`,
					POWENS_DOMAIN: undefined,
					POWENS_USERS_TOKEN: undefined,
					POWENS_USER_TOKEN: undefined,
				},
			}),
		);
	}
	return counted(examples.length, "example");
}
