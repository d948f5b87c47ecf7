// @ts-check
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { buildStep } from "../lib/build-step.mjs";
import { inProject } from "../lib/paths.mjs";
import { bundle } from "./bundle.mjs";
import { inlineWasm } from "./inline-wasm.mjs";
import { shortNames } from "./short-names.mjs";
import { siblings } from "./siblings.mjs";
import { buildNameFile } from "./wasm.mjs";

/** @typedef {{ entry: string, outfile: string, besides?: Record<string, string> }} Entry `besides`: what {@link siblings} takes */

const wasm = "pkg/powens_users.wasm";

const besidesCore = { "index.js": "./core.cjs", "entries/core.js": "./core.cjs" };
const besidesBare = {
	"index.js": "./bare.js",
	"core/modules.js": "./bare.js",
	"errors/foreign-error.js": "./bare.js",
	"errors/powens-error.js": "./bare.js",
	"entries/part.js": "./bare.js",
};
const besidesTexts = {
	...besidesBare,
	"../pkg/wasm/users/powens_users.wasm": "./users-text.js",
	"../pkg/wasm/webhooks/powens_users.wasm": "./webhooks-text.js",
};
const besidesModule = {
	...besidesBare,
	"../pkg/powens_users.wasm": "./powens_users.wasm",
	"../pkg/powens_users.wasm?module": "./powens_users.wasm?module",
};

/**
 * The files that conditions of `exports` name, and what these share. One for another runtime is another line here, another file
 * in js/entries and another condition in package.json.
 *
 * @type {readonly Entry[]}
 */
const entries = [
	{ entry: "js/entries/inlined.ts", outfile: "pkg/inlined.cjs" },
	{
		entry: "js/entries/core.ts",
		outfile: "pkg/core.cjs",
		besides: { "index.js": "./inlined.cjs", "entries/inlined.js": "./inlined.cjs" },
	},
	{ entry: "js/entries/node.ts", outfile: "pkg/node.cjs", besides: besidesCore },
	{ entry: "js/entries/node.ts", outfile: "pkg/node.mjs", besides: besidesCore },
	{ entry: "js/entries/require.ts", outfile: "pkg/require.cjs", besides: besidesCore },
	{ entry: "js/entries/bare.ts", outfile: "pkg/bare.js" },
	{ entry: "js/entries/users-text.ts", outfile: "pkg/users-text.js" },
	{ entry: "js/entries/webhooks-text.ts", outfile: "pkg/webhooks-text.js" },
	{ entry: "js/entries/default.ts", outfile: "pkg/default.js", besides: besidesTexts },
	{ entry: "js/entries/node-bundler.ts", outfile: "pkg/node-bundler.js", besides: besidesTexts },
	{ entry: "js/entries/workerd.ts", outfile: "pkg/workerd.js", besides: besidesModule },
	{ entry: "js/entries/edge-light.ts", outfile: "pkg/edge-light.js", besides: besidesModule },
	{ entry: "js/web.ts", outfile: "pkg/web.js", besides: besidesBare },
	...["node.cjs", "node.mjs", "node-bundler.js", "require.cjs", "workerd.js", "edge-light.js"].map((file) => ({
		entry: "js/entries/web-started.ts",
		outfile: `pkg/web-${file}`,
		besides: { "entries/node.js": `./${file}` },
	})),
];

/** What several entries are made of; `exports` names none of these. */
const shared = ["inlined.cjs", "core.cjs", "bare.js", "users-text.js", "webhooks-text.js"];

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
			"scripts/build/short-names.mjs",
			"scripts/build/siblings.mjs",
			"scripts/build/bundle.mjs",
		],
		outputs: [wasm, ...entries.flatMap(({ outfile }) => [outfile, `${outfile}.map`])],
		build: async () => {
			copyFileSync(inProject("pkg/wasm/both/powens_users.wasm"), inProject(wasm));
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
		platform: isCommonJs ? "node" : "neutral",
		external: ["node:*"],
		define: { BUILD: JSON.stringify(readFileSync(inProject(buildNameFile), "utf8")) },
		plugins: [siblings(besides, exportedNames), inlineWasm],
		sourcemap: true,
		...shortNames,
		footer: { js: shared.includes(basename(outfile)) ? "" : filesOfNode(outfile) },
	});
	leaveContentsOut(`${outfile}.map`);
	console.log(`${outfile}: ${sizes(readFileSync(inProject(outfile)))}`);
}

/**
 * A function that nobody calls. Tools such as Nitro resolve the package as a bundler does, copy the files that they reach from there,
 * and leave it to Node to resolve the package anew, which asks for other files. By what stands here those tools find them too, while
 * bundlers drop it: as a template the address is none that they take for a file to be emitted.
 *
 * @param {string} outfile
 */
function filesOfNode(outfile) {
	const name = basename(outfile).startsWith("web") ? "web-node" : "node";
	const place = outfile.endsWith(".cjs")
		? (/** @type {string} */ file) => `__dirname + "/${file}"`
		: (/** @type {string} */ file) => `new URL("./${file}", \`\${import.meta.url}\`)`;
	const files = [`${name}.mjs`, `${name}.cjs`].filter((file) => file !== basename(outfile));
	return `function filesOfNode() {\n  return [${files.map(place).join(", ")}];\n}`;
}

/**
 * A source map repeats its sources. Those of js/ are in the package, and the WebAssembly as text is none that anybody reads.
 *
 * @param {string} map
 */
function leaveContentsOut(map) {
	const content = JSON.parse(readFileSync(inProject(map), "utf8"));
	/** @type {string[]} */
	const sources = content.sources;
	const sourcesContent = sources.map((source, index) => {
		if (source.endsWith(".wasm")) return "// The WebAssembly as text.";
		return source.startsWith("../js/") ? null : content.sourcesContent[index];
	});
	writeFileSync(inProject(map), JSON.stringify({ ...content, sourcesContent }));
}

/** @param {Buffer} bytes */
function sizes(bytes) {
	const [plain, gzip] = [bytes, gzipSync(bytes)].map(({ length }) => `${(length / 1000).toFixed(1)} kB`);
	return `${plain}, ${gzip} gzip`;
}

/** What js/index.ts exports. The first entry is there by then. */
function exportedNames() {
	const require = createRequire(inProject("pkg/"));
	const first = inProject("pkg/inlined.cjs");
	delete require.cache[first];
	const { provideInlined, ...exported } = require(first);
	return Object.keys(exported).sort();
}
