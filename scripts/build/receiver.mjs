// @ts-check
import { relative, resolve } from "node:path";
import { buildStep } from "../lib/build-step.mjs";
import { root } from "../lib/paths.mjs";
import { bundle } from "./bundle.mjs";

/**
 * The entries of the receiver, a file of pkg/ each, for `import` and for `require`: source below js/receiver, and the file's name
 * without its ending.
 *
 * @type {readonly (readonly [source: string, name: string])[]}
 */
const entries = [
	["index.ts", "receiver"],
	["inbox/conformance/index.ts", "receiver-conformance"],
	["adapters/node.ts", "receiver-node"],
	["adapters/express.ts", "receiver-express"],
	["adapters/fastify.ts", "receiver-fastify"],
	["adapters/koa.ts", "receiver-koa"],
	["adapters/lambda.ts", "receiver-lambda"],
	["adapters/cloud-functions.ts", "receiver-cloud-functions"],
];

const formats = /** @type {const} */ ([
	["esm", "js"],
	["cjs", "cjs"],
]);

const outputs = entries.flatMap(([, name]) => formats.map(([, ending]) => `pkg/${name}.${ending}`));

/** pkg/receiver*.js and .cjs */
export function buildReceiver() {
	return buildStep({
		name: "the receiver",
		inputs: ["js", "package-lock.json", "scripts/build/receiver.mjs", "scripts/build/bundle.mjs"],
		outputs,
		build: async () => {
			for (const [source, name] of entries) {
				for (const [format, ending] of formats) {
					await bundle(`js/receiver/${source}`, `pkg/${name}.${ending}`, {
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
