// @ts-check
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { buildStep } from "../lib/build-step.mjs";
import { inProject } from "../lib/paths.mjs";
import { bundle } from "./bundle.mjs";
import { inlineWasm } from "./inline-wasm.mjs";
import { siblings } from "./siblings.mjs";

/** @typedef {{ entry: string, outfile: string, besides?: Record<string, string> }} Entry `besides`: modules that are files of their own */

const wasm = "pkg/powens_users.wasm";

/**
 * One line for each file that a condition of `exports` names. One for another runtime is another line here, another file in
 * js/entries and another condition in package.json.
 *
 * @type {readonly Entry[]}
 */
const entries = [
	{ entry: "js/entries/core.ts", outfile: "pkg/core.cjs" },
	{ entry: "js/entries/node.ts", outfile: "pkg/node.cjs", besides: { "./core.js": "./core.cjs" } },
	{ entry: "js/entries/node.ts", outfile: "pkg/node.mjs", besides: { "./core.js": "./core.cjs" } },
	{ entry: "js/entries/require.ts", outfile: "pkg/require.cjs", besides: { "./core.js": "./core.cjs" } },
	{ entry: "js/entries/default.ts", outfile: "pkg/default.js" },
	{
		entry: "js/entries/workerd.ts",
		outfile: "pkg/workerd.js",
		besides: { "../../pkg/powens_users.wasm": "./powens_users.wasm" },
	},
	{ entry: "js/web.ts", outfile: "pkg/web.js" },
	{ entry: "js/entries/web-started.ts", outfile: "pkg/web-node.cjs", besides: { "./node.js": "./node.cjs" } },
	{ entry: "js/entries/web-started.ts", outfile: "pkg/web-node.mjs", besides: { "./node.js": "./node.mjs" } },
	{ entry: "js/entries/web-started.ts", outfile: "pkg/web-require.cjs", besides: { "./node.js": "./require.cjs" } },
	{ entry: "js/entries/web-started.ts", outfile: "pkg/web-workerd.js", besides: { "./node.js": "./workerd.js" } },
];

/** The package's JavaScript, and the WebAssembly as a file. */
export function buildEntries() {
	return buildStep({
		name: "the entries",
		inputs: [
			"js",
			"pkg/wasm",
			"package-lock.json",
			"scripts/build/entries.mjs",
			"scripts/build/inline-wasm.mjs",
			"scripts/build/siblings.mjs",
			"scripts/build/bundle.mjs",
		],
		outputs: [wasm, ...entries.flatMap(({ outfile }) => [outfile, `${outfile}.map`])],
		build: async () => {
			copyFileSync(inProject("pkg/wasm/powens_users_bg.wasm"), inProject(wasm));
			for (const entry of entries) await buildEntry(entry);
		},
	});
}

/** @param {Entry} entry */
async function buildEntry({ entry, outfile, besides = {} }) {
	const isCommonJs = outfile.endsWith(".cjs");
	await bundle(entry, outfile, {
		format: isCommonJs ? "cjs" : "esm",
		// Only as "node" CommonJS tells Node the names of its exports.
		platform: isCommonJs || outfile.endsWith(".mjs") ? "node" : "neutral",
		inject: ["js/codecs.ts"],
		plugins: [siblings(besides, () => namesOf("./core.cjs")), inlineWasm],
		sourcemap: true,
	});
	leaveWasmOut(`${outfile}.map`);
	console.log(`${outfile}: ${sizes(readFileSync(inProject(outfile)))}`);
}

/**
 * A source map repeats its sources; the WebAssembly as text is none that anybody reads.
 *
 * @param {string} map
 */
function leaveWasmOut(map) {
	const content = JSON.parse(readFileSync(inProject(map), "utf8"));
	const sourcesContent = content.sourcesContent.map((/** @type {string} */ text, /** @type {number} */ index) =>
		content.sources[index].endsWith(".wasm") ? "// The WebAssembly as text." : text,
	);
	writeFileSync(inProject(map), JSON.stringify({ ...content, sourcesContent }));
}

/** @param {Buffer} bytes */
function sizes(bytes) {
	const [plain, gzip] = [bytes, gzipSync(bytes)].map(({ length }) => `${(length / 1000).toFixed(1)} kB`);
	return `${plain}, ${gzip} gzip`;
}

/**
 * What the package exports.
 *
 * @param {string} core relative to pkg/
 * @returns {string[]}
 */
function namesOf(core) {
	const require = createRequire(inProject("pkg/"));
	delete require.cache[require.resolve(core)];
	return Object.keys(require(core).api).sort();
}
