// @ts-check
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { tools } from "../runtimes/harness/tools.mjs";
import { consumersOf } from "./consumers.mjs";
import { withFrameworks } from "./frameworks.mjs";
import { isMistake } from "./wrong-use.mjs";

/** @typedef {import("./consumers.mjs").Consumer} Consumer */
/** @typedef {{ name: string, problems: string[] }} Verdict */
/** @typedef {{ file: string, place: string, code: number, text: string }} CompileError */

const shared = {
	strict: true,
	skipLibCheck: false,
	// The libraries of the compiler itself, and nothing else.
	skipDefaultLibCheck: true,
	noEmit: true,
	target: "es2022",
};

/**
 * The compilers, by the names under which tests/runtimes/package.json has them. The one without a number is 6, which Angular wants to
 * find there.
 */
export const compilers = ["typescript-5.0", "typescript-5.4", "typescript-5.9", "typescript", "typescript-7"];

/**
 * Compiles every consumer that a compiler knows: all in one run, which reads the libraries once.
 *
 * @param {string} compiler
 * @param {string} home where the packed package is installed
 * @returns {Promise<Verdict[]>}
 */
export async function compileAll(compiler, home) {
	const consumers = consumersOf(Number.parseFloat(tools.version(compiler)));
	const folders = consumers.map((consumer) =>
		write(consumer, join(consumer.hasFrameworks ? withFrameworks(home) : home, compiler)),
	);
	const printed = await build(tools.bin(compiler, "tsc"), folders, home);
	return consumers.map((consumer, index) => ({
		name: consumer.name,
		problems: problemsOf(consumer, printed.get(basename(folders[index] ?? ""))),
	}));
}

/**
 * @param {Consumer} consumer
 * @param {string} home
 * @returns {string} the folder of its project
 */
function write({ name, options, files }, home) {
	const folder = join(home, name.replaceAll(/\W+/g, "-"));
	mkdirSync(folder, { recursive: true });
	for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
	const config = { compilerOptions: { ...shared, ...options }, files: Object.keys(files) };
	writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
	return folder;
}

/**
 * @param {string} compiler
 * @param {readonly string[]} folders
 * @param {string} cwd
 * @returns {Promise<Map<string, string>>} what was printed of each project, by the name of its folder
 */
function build(compiler, folders, cwd) {
	const args = [compiler, "--build", "--verbose", "--pretty", "false", ...folders];
	return new Promise((resolve, reject) => {
		// It fails, as it has to: one of them is wrong.
		execFile(process.execPath, args, { cwd, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
			if (error !== null && typeof error.code !== "number") reject(error);
			const [, ...projects] = stdout.split(/Building project '(?=[^\n]*tsconfig\.json'\.\.\.)/);
			if (projects.length !== folders.length) reject(new Error(`${args.join(" ")} printed:\n${stdout}${stderr}`));
			resolve(new Map(projects.map((text) => [/([^/\\]+)[/\\]tsconfig\.json/.exec(text)?.[1] ?? "", text])));
		});
	});
}

/**
 * @param {Consumer} consumer
 * @param {string | undefined} printed
 */
function problemsOf({ errors: expected, hasFrameworks }, printed) {
	if (printed === undefined) return ["It was not compiled."];
	// What the frameworks' own declarations have wrong, with this compiler or another, is theirs.
	/** @param {CompileError} error */
	const isTheirs = ({ file }) => hasFrameworks === true && /[/\\]node_modules[/\\](?!powens-users[/\\])/.test(file);
	const found = errorsIn(printed).filter((error) => !isTheirs(error));
	const meant = found.filter(({ place, code }) => expected.includes(place) && !isMistake(code));
	const missing = expected.filter((place) => !meant.some((error) => error.place === place));
	return [
		...found.filter((error) => !meant.includes(error)).map(({ text }) => text),
		...missing.map((place) => `${place} compiles, or fails for another reason than the one that is meant.`),
	];
}

/**
 * @param {string} printed
 * @returns {CompileError[]}
 */
function errorsIn(printed) {
	return [...printed.matchAll(/^(?:(.+)\((\d+),\d+\): )?error TS(\d+): .*$/gm)].map(([text, file = "", line, code]) => ({
		file,
		place: `${basename(file)}:${line}`,
		code: Number(code),
		text,
	}));
}
