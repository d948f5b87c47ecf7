// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { buildStep, filesIn } from "../lib/build-step.mjs";
import { inProject, root } from "../lib/paths.mjs";
import { runPackage } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { declarations } from "./exported.mjs";

const folder = "pkg/types";
const configs = ["tsconfig.base.json", "tsconfig.json", "tsconfig.types.json"];
/** What the declarations of Node's servers name. */
const ofNode = ["node:http", "node:http2"];

/**
 * What the declarations of an entry may import besides their own: the types of the platform or the framework that it is for, and that
 * whoever imports the entry has.
 *
 * @type {Record<string, readonly string[]>}
 */
const peers = {
	"./receiver/node": ofNode,
	"./receiver/express": [...ofNode, "express"],
	"./receiver/fastify": [...ofNode, "fastify"],
	"./receiver/koa": [...ofNode, "koa"],
	"./receiver/lambda": ["aws-lambda"],
	"./receiver/cloud-functions": ofNode,
};

/** Each module that a declaration file names, in `from "…"`, `import("…")` and `import "…"`. */
const specifiers = /(\bfrom\s*|\bimport\s*\(?\s*)(["'])([^"']+)\2/g;

/**
 * The declarations: pkg/types. All of them are those of CommonJS (.d.cts); for `import` there is one file for each entry that
 * exports the same. Two declarations of a class with private fields would be two classes to TypeScript, where there is one.
 */
export function buildTypes() {
	return buildStep({
		name: "the types",
		inputs: [
			...["js", "pkg/wasm", "package.json", "package-lock.json", ...configs],
			...["scripts/build/exported.mjs", "scripts/build/types.mjs"],
		],
		outputs: [folder],
		build: async () => {
			rmSync(inProject(folder), { recursive: true, force: true });
			await runPackage("The build of the types", "typescript", ["-p", "tsconfig.types.json"], { bin: "tsc" });
			const entries = declarations().map(({ subpath, file }) => ({ file: inProject(file), peers: peers[subpath] ?? [] }));
			for (const file of new Set(entries.flatMap(reachable))) writeCommonJs(file);
			for (const file of filesIn(inProject(folder))) if (/\.d\.ts(\.map)?$/.test(file)) rmSync(file);
			for (const { file } of entries) {
				writeFileSync(file, `export * from "./${basename(file, ".d.ts")}.cjs";\n`);
			}
		},
	});
}

/**
 * A declaration file and all that it imports, of ours; of the rest only what these name is published. Internal ones are left out with
 * that: a private field shows nothing of its type.
 *
 * @param {{ file: string, peers: readonly string[] }} entry
 * @returns {string[]}
 */
function reachable({ file: entry, peers }) {
	const files = new Set([entry]);
	for (const file of files) {
		for (const specifier of specifiersOf(file)) {
			const target = resolve(dirname(file), specifier).replace(/\.js$/, ".d.ts");
			if (specifier.startsWith(".") && existsSync(target)) files.add(target);
			else if (!peers.includes(specifier)) {
				throw new Stop(
					`The published type ${relative(root, file)} imports "${specifier}", which the package does not hold.\n` +
						`Give that declaration a type of our own; or, where ${relative(root, entry)} is for its users, a line in scripts/build/types.mjs.`,
				);
			}
		}
	}
	return [...files];
}

/** @param {string} file */
function specifiersOf(file) {
	// Comments hold examples that import the package itself.
	const text = readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
	return [...text.matchAll(specifiers)].map(([, , , specifier = ""]) => specifier);
}

/**
 * Writes a declaration file and its map as those of CommonJS.
 *
 * @param {string} file
 */
function writeCommonJs(file) {
	const twin = file.replace(/\.d\.ts$/, ".d.cts");
	const text = readFileSync(file, "utf8")
		.replaceAll(specifiers, (whole, _before, _quote, specifier) =>
			specifier.startsWith(".") ? whole.replace(/\.js(["'])$/, ".cjs$1") : whole,
		)
		.replace(/(\/\/# sourceMappingURL=.*)\.d\.ts\.map/, "$1.d.cts.map");
	writeFileSync(twin, text);
	const map = JSON.parse(readFileSync(`${file}.map`, "utf8"));
	writeFileSync(`${twin}.map`, JSON.stringify({ ...map, file: map.file.replace(/\.d\.ts$/, ".d.cts") }));
}
