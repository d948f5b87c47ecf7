// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { buildStep, filesIn } from "../lib/build-step.mjs";
import { inProject, root } from "../lib/paths.mjs";
import { runPackage } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";

const folder = "pkg/types";
const configs = ["tsconfig.base.json", "tsconfig.json", "tsconfig.types.json"];
/** What the package exports; of the rest only what these name is published. */
const entries = [
	"index.d.ts",
	"web.d.ts",
	"receiver/index.d.ts",
	"receiver/inbox/conformance/index.d.ts",
	"receiver/adapters/node.d.ts",
	"receiver/adapters/express.d.ts",
	"receiver/adapters/fastify.d.ts",
	"receiver/adapters/koa.d.ts",
	"receiver/adapters/lambda.d.ts",
	"receiver/adapters/cloud-functions.d.ts",
	"sandbox/index.d.ts",
	"sandbox/server/index.d.ts",
].map((file) => inProject(folder, file));

/** What an entry for a platform or a framework may import: who uses the entry has the types of that. */
const peers = /^(node:http2?|express|fastify|koa|aws-lambda)$/;

/** Each module that a declaration file names, in `from "…"`, `import("…")` and `import "…"`. */
const specifiers = /(\bfrom\s*|\bimport\s*\(?\s*)(["'])([^"']+)\2/g;

/**
 * The declarations: pkg/types. All of them are those of CommonJS (.d.cts); for `import` there is one file for each entry that
 * exports the same. Two declarations of a class with private fields would be two classes to TypeScript, where there is one.
 */
export function buildTypes() {
	return buildStep({
		name: "the types",
		inputs: ["js", "pkg/wasm", "package-lock.json", ...configs, "scripts/build/types.mjs"],
		outputs: [folder],
		build: async () => {
			rmSync(inProject(folder), { recursive: true, force: true });
			await runPackage("The build of the types", "typescript", ["-p", "tsconfig.types.json"], { bin: "tsc" });
			const published = reachable(entries);
			for (const file of published) writeCommonJs(file);
			for (const file of filesIn(inProject(folder))) if (/\.d\.ts(\.map)?$/.test(file)) rmSync(file);
			for (const file of entries) {
				writeFileSync(file, `export * from "./${basename(file, ".d.ts")}.cjs";\n`);
			}
		},
	});
}

/**
 * Declaration files and all that they import. Internal ones are left out with that: a private field shows nothing of its type.
 *
 * @param {readonly string[]} entries
 * @returns {Set<string>}
 */
function reachable(entries) {
	const files = new Set(entries);
	for (const file of files) {
		for (const specifier of specifiersOf(file)) {
			const target = resolve(dirname(file), specifier).replace(/\.js$/, ".d.ts");
			if (specifier.startsWith(".") && existsSync(target)) files.add(target);
			else if (!peers.test(specifier)) {
				throw new Stop(
					`The published type ${relative(root, file)} imports "${specifier}", which the package does not hold.\n` +
						"Give that declaration a type of our own.",
				);
			}
		}
	}
	return files;
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
