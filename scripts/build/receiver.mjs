// @ts-check
import { relative, resolve } from "node:path";
import { buildStep } from "../lib/build-step.mjs";
import { root } from "../lib/paths.mjs";
import { bundle } from "./bundle.mjs";
import { receiverEntries } from "./exported.mjs";

/** pkg/receiver*.js and .cjs: a file for each of the entries that package.json names, for `import` and for `require`. */
export function buildReceiver() {
	const entries = receiverEntries();
	return buildStep({
		name: "the receiver",
		inputs: [
			"js",
			"package.json",
			"package-lock.json",
			...["bundle", "exported", "receiver"].map((name) => `scripts/build/${name}.mjs`),
		],
		outputs: entries.flatMap(({ outputs }) => outputs.map(({ file }) => file)),
		build: async () => {
			for (const { source, outputs } of entries) {
				for (const { file, format } of outputs) {
					await bundle(source, file, {
						format,
						// Only as "node" CommonJS tells Node the names of its exports.
						platform: format === "cjs" ? "node" : "neutral",
						target: ["es2022", "node20"],
						external: ["node:*"],
						plugins: [packageItself],
					});
				}
			}
		},
	});
}

/**
 * Where the receiver uses the package, its bundle imports the package by name: a runtime or a bundler then takes the one file that
 * fits it, the same that the program itself has. A copy would be a second core, with classes of its own.
 *
 * @type {import("esbuild").Plugin}
 */
const packageItself = {
	name: "package-itself",
	setup: ({ onResolve }) => {
		onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
			if (kind === "entry-point") return undefined;
			const source = relative(root, resolve(resolveDir, path)).replaceAll("\\", "/");
			return source === "js/index.js" ? { path: "powens-users", external: true } : undefined;
		});
	},
};
