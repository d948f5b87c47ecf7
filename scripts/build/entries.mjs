// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { buildStep } from "../lib/build-step.mjs";
import { inProject } from "../lib/paths.mjs";
import { bundle } from "./bundle.mjs";
import { inlineWasm } from "./inline-wasm.mjs";

/**
 * The entries of `exports["."]`, one line for each file that esbuild makes. One for another runtime is another line here,
 * another file in js/entries and another condition in package.json.
 *
 * @type {readonly { entry: string, outfile: string, options: import("esbuild").BuildOptions }[]}
 */
const entries = [
	{ entry: "js/entries/node.ts", outfile: "pkg/node.cjs", options: { format: "cjs", platform: "node", target: "node20" } },
	{ entry: "js/entries/default.ts", outfile: "pkg/default.js", options: { format: "esm", platform: "neutral" } },
];

/** The package's JavaScript: pkg/node.cjs, pkg/node.mjs, pkg/default.js. */
export function buildEntries() {
	return buildStep({
		name: "the entries",
		inputs: [
			"js",
			"pkg/wasm",
			"package-lock.json",
			"scripts/build/entries.mjs",
			"scripts/build/inline-wasm.mjs",
			"scripts/build/bundle.mjs",
		],
		outputs: [...entries.flatMap(({ outfile }) => [outfile, `${outfile}.map`]), "pkg/node.mjs"],
		build: async () => {
			for (const { entry, outfile, options } of entries) {
				await bundle(entry, outfile, { plugins: [inlineWasm], sourcemap: true, ...options });
			}
			writeFileSync(inProject("pkg/node.mjs"), reExport("./node.cjs"));
			for (const { outfile } of entries) console.log(`${outfile}: ${sizes(readFileSync(inProject(outfile)))}`);
		},
	});
}

/** @param {Buffer} bytes */
function sizes(bytes) {
	const [plain, gzip] = [bytes, gzipSync(bytes)].map(({ length }) => `${(length / 1000).toFixed(1)} kB`);
	return `${plain}, ${gzip} gzip`;
}

/**
 * An ES module around a CommonJS one. Two bundles would give two classes and two WebAssembly memories to a program that
 * both imports and requires.
 *
 * @param {string} module relative to pkg/
 */
function reExport(module) {
	const require = createRequire(inProject("pkg/"));
	const file = require.resolve(module);
	delete require.cache[file];
	const names = Object.keys(require(file)).sort();
	return `// Loaded by Node on \`import\`; gives what \`require\` gives.\nimport entry from "${module}";\n\nexport const { ${names.join(", ")} } = entry;\n`;
}
