// @ts-check
// Who compiles against the package: every way of finding it, with every platform's types, with and without exact optional properties.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../../scripts/lib/paths.mjs";
import { tools } from "../runtimes/harness/tools.mjs";
import { frameworkModules } from "./frameworks.mjs";
import { withoutDirectives } from "./wrong-use.mjs";

/**
 * @typedef {object} Consumer
 * @property {string} name
 * @property {Record<string, unknown>} options of the compiler
 * @property {Record<string, string>} files text by name
 * @property {readonly string[]} errors where the compiler must find some, `file:line`; nowhere else
 * @property {boolean} [hasFrameworks] whether those are installed, with their types
 */

/** @typedef {{ name: string, module: string, moduleResolution: string, extensions: string[], since?: number, before?: number }} Resolution */
/** @typedef {{ name: string, options: Record<string, unknown>, sources: string[], exact: boolean[], only?: string, since?: number, hasFrameworks?: boolean }} Platform */

/** An .mts file imports; a .cts file is given what `require` is given, but where modules are always ES modules. @type {Resolution[]} */
const resolutions = [
	{ name: "node16", module: "node16", moduleResolution: "node16", extensions: ["mts", "cts"] },
	{ name: "nodenext", module: "nodenext", moduleResolution: "nodenext", extensions: ["mts", "cts"] },
	{ name: "bundler", module: "esnext", moduleResolution: "bundler", extensions: ["ts", "mts"] },
	{ name: "bundler, preserve", module: "preserve", moduleResolution: "bundler", extensions: ["mts", "cts"], since: 5.4 },
	{ name: "bundler, commonjs", module: "commonjs", moduleResolution: "bundler", extensions: ["ts", "cts"], since: 6 },
	// Knows no `exports`: it finds the types by `types` and `typesVersions`. Later compilers refuse it.
	{ name: "node10", module: "commonjs", moduleResolution: "node10", extensions: ["ts"], before: 6 },
];

const everywhere = ["client", "webhooks", "web", "sandbox", "sandbox-server", "receiver", "wrong-use", "wrong-receiver"];

/** What needs the types of Node. */
const ofNode = ["platform", "node-server", "receiver-node"];

/** @type {Platform[]} */
const platforms = [
	{ name: "no platform", options: { lib: ["es2022"], types: [] }, sources: everywhere, exact: [true, false] },
	{ name: "DOM", options: { lib: ["es2022", "dom"], types: [] }, sources: [...everywhere, "platform"], exact: [true, false] },
	{
		name: "Node",
		options: { lib: ["es2022"], types: ["node"], typeRoots: [tools.file("@types")] },
		sources: [...everywhere, ...ofNode],
		// Once: checking Node's own types takes longer than all the rest.
		exact: [true],
	},
	{
		name: "DOM and Node",
		options: { lib: ["es2022", "dom"], types: ["node"], typeRoots: [tools.file("@types")] },
		sources: [...everywhere, ...ofNode],
		exact: [true],
		// As frameworks have it, whose pages and servers are one project.
		only: "bundler",
		// Before, Node's own types do not compile beside those of the DOM.
		since: 5.4,
	},
	// Once as ES modules and CommonJS, and once without them: the frameworks' types take longer than all of ours.
	...["node16", "bundler", "node10"].map((only) => ({
		name: "Node and frameworks",
		options: { lib: ["es2022"], types: ["node"], typeRoots: [join(frameworkModules, "@types")], esModuleInterop: true },
		sources: ["frameworks"],
		exact: [true],
		only,
		since: only === "bundler" ? 6 : 0,
		hasFrameworks: true,
	})),
];

/**
 * @param {number} version of the compiler, such as 5.4
 * @returns {Consumer[]}
 */
export function consumersOf(version) {
	const known = resolutions.filter(({ since = 0, before = Number.POSITIVE_INFINITY }) => version >= since && version < before);
	const all = known.flatMap((resolution) =>
		platforms
			.filter(({ only = resolution.name, since = 0 }) => only === resolution.name && version >= since)
			.flatMap((platform) => platform.exact.map((isExact) => consumer(resolution, platform, isExact))),
	);
	return [...all, careless()];
}

/**
 * @param {Resolution} resolution
 * @param {Platform} platform
 * @param {boolean} isExact
 * @returns {Consumer}
 */
function consumer({ name, module, moduleResolution, extensions }, platform, isExact) {
	const files = Object.fromEntries(extensions.flatMap((extension) => filesOf(platform.sources, extension)));
	// Only `exports` knows the file by this name.
	if (moduleResolution !== "node10") Object.assign(files, rawModule(extensions));
	if (extensions.includes("cts")) files["require.cts"] = source("require.ts");
	if (extensions.includes("cts") && extensions.includes("mts")) {
		Object.assign(files, { "library.cts": source("library.ts"), "mixed.mts": source("mixed.ts") });
	}
	return {
		name: `${name}, ${platform.name}${isExact ? ", exact" : ""}`,
		options: { module, moduleResolution, ...platform.options, exactOptionalPropertyTypes: isExact },
		files,
		errors: [],
		hasFrameworks: platform.hasFrameworks === true,
	};
}

/** What must not compile, without the directives that let it: each of those lines is an error, and nothing else is. @returns {Consumer} */
function careless() {
	const bare = everywhere.map((name) => ({ file: `${name}.mts`, ...withoutDirectives(source(`${name}.ts`)) }));
	return {
		name: "wrong use, no directives",
		options: { module: "nodenext", moduleResolution: "nodenext", lib: ["es2022"], types: [], exactOptionalPropertyTypes: true },
		files: Object.fromEntries(bare.map(({ file, text }) => [file, text])),
		errors: bare.flatMap(({ file, lines }) => lines.map((line) => `${file}:${line}`)),
	};
}

/**
 * The raw WebAssembly, with the declaration that is the consumer's own.
 *
 * @param {readonly string[]} extensions
 */
function rawModule(extensions) {
	return {
		"wasm.d.ts": source("wasm.d.ts"),
		...Object.fromEntries(extensions.flatMap((extension) => filesOf(["wasm"], extension))),
	};
}

/**
 * @param {readonly string[]} names
 * @param {string} extension
 */
function filesOf(names, extension) {
	return names.map((name) => [`${name}.${extension}`, source(`${name}.ts`)]);
}

/** @param {string} name */
function source(name) {
	return readFileSync(inProject("tests", "types", "sources", name), "utf8");
}
