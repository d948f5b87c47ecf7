// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { searchPath } from "./find-program.mjs";
import { inProject, root } from "./paths.mjs";
import { Stop } from "./stop.mjs";

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] added to the environment; undefined removes
 * @property {string} [cwd] the project folder where nothing is given
 * @property {(text: string) => void} [onOutput] also hears what is printed; the program then writes to a pipe, not to the terminal
 * @property {boolean} [quiet] shows what is printed only with a failure
 */

/**
 * Runs a program and shows what it prints as it comes.
 *
 * @param {string} step what is done, for the message of a failure: "clippy"
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<void>} rejects with a {@link Stop} unless the program ends with status 0
 */
export function run(step, program, args, options = {}) {
	const { onOutput, quiet = false } = options;
	const to = onOutput === undefined && !quiet ? "inherit" : "pipe";
	const child = spawn(program, args, {
		cwd: options.cwd ?? root,
		env: childEnvironment(options.env),
		stdio: ["inherit", to, to],
	});
	let printed = "";
	for (const [from, shownOn] of /** @type {const} */ ([
		[child.stdout, process.stdout],
		[child.stderr, process.stderr],
	])) {
		from?.on("data", (chunk) => {
			if (quiet) printed += chunk;
			else shownOn.write(chunk);
			onOutput?.(String(chunk));
		});
	}
	const shown = [program, ...args].map((part) => (/[\s"']/.test(part) ? JSON.stringify(part) : part)).join(" ");
	return new Promise((resolve, reject) => {
		child.on("error", (error) => reject(new Stop(`${step} failed: \`${shown}\` could not be started (${error.message}).`)));
		child.on("close", (code, signal) => {
			const end = code === null ? `signal ${signal}` : `status ${code}`;
			if (code === 0) resolve();
			else reject(new Stop(`${printed}${step} failed: \`${shown}\` ended with ${end}.`));
		});
	});
}

/**
 * Runs a short program and gives what it prints on standard output, or null where it is missing or fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 */
export function output(program, args) {
	const result = spawnSync(program, args, { cwd: root, env: childEnvironment({}), encoding: "utf8", maxBuffer: 64 << 20 });
	return result.status === 0 ? result.stdout.trim() : null;
}

/**
 * Runs the command line of an npm package with this very Node: no shell, and no `.cmd` wrapper on Windows.
 *
 * @param {string} step
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {RunOptions & { bin?: string }} [options]
 */
export function runPackage(step, packageName, args, options = {}) {
	const manifest = inProject("node_modules", packageName, "package.json");
	const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
	const file = typeof bin === "string" ? bin : bin[options.bin ?? packageName.replace(/^@.*\//, "")];
	return run(step, process.execPath, [join(dirname(manifest), file), ...args], options);
}

/**
 * Runs npm itself.
 *
 * @param {string} step
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(step, args, options = {}) {
	const [program, before] = npm();
	return run(step, program, [...before, ...args], options);
}

/**
 * The npm that runs us where there is one, and how it is started.
 *
 * @returns {[string, string[]]}
 */
function npm() {
	const script = process.env.npm_execpath ?? "";
	if (/npm-cli\.c?js$/.test(script)) return [process.execPath, [script]];
	return process.platform === "win32" ? ["cmd", ["/c", "npm"]] : ["npm", []];
}

/** @param {Record<string, string | undefined>} [added] */
function childEnvironment(added) {
	const inherited = Object.entries(process.env).filter(([name]) => name.toUpperCase() !== "PATH");
	return { ...Object.fromEntries(inherited), PATH: searchPath(), ...added };
}
