// @ts-check
// What users load: the WebAssembly, each entry with the scripts that it loads, and what a bundler makes of an import.
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { inProject, root } from "../../scripts/lib/paths.mjs";

/** @typedef {{ raw: number, gzip: number, brotli: number }} Sizes in bytes */

/** What programs write that use a part of the package, or load it by hand. */
const imports = [
	'import { UsersApi } from "powens-users"',
	'import { Webhooks } from "powens-users"',
	'import { UsersApi, Webhooks } from "powens-users"',
	'import { isPowensError } from "powens-users"',
	'import { init, UsersApi } from "powens-users/web"',
	'import { createReceiver, memoryInbox } from "powens-users/receiver"',
];

/** The entries whose WebAssembly is a file: what is beside it, bundled. */
const besideFile = ["pkg/web.js", "pkg/workerd.js", "pkg/edge-light.js"];

/** @type {import("esbuild").BuildOptions & { metafile: true, write: false }} */
const bundling = {
	absWorkingDir: root,
	outfile: "bundle.js",
	bundle: true,
	metafile: true,
	write: false,
	format: "esm",
	external: ["node:*", "*.wasm", "*.wasm?module"],
	logLevel: "error",
};

/** @returns {Promise<Map<string, Sizes>>} by the name of the file or the import */
export async function measure() {
	const { exports } = JSON.parse(await readFile(inProject("package.json"), "utf8"));
	const files = [...new Set(targetsOf(exports))].filter((file) => !file.endsWith(".json")).sort();
	const sizes = new Map();
	for (const file of files) sizes.set(file, await entrySizes(file));
	for (const statement of imports) sizes.set(statement, await sizesOf(await bundled(statement)));
	for (const file of besideFile) {
		sizes.set(`all of ${file}, minified`, await sizesOf(await bundled(`import * as all from "./${file}"`)));
	}
	return sizes;
}

/**
 * @param {unknown} value of `exports`
 * @returns {string[]} the files that it leads to, but for types
 */
function targetsOf(value) {
	if (typeof value === "string") return [value.replace("./", "")];
	return Object.entries(/** @type {object} */ (value)).flatMap(([key, part]) => (key === "types" ? [] : targetsOf(part)));
}

/** @type {Map<string, Promise<Sizes>>} */
const known = new Map();

/**
 * A file with all scripts that it loads, each compressed for itself, as a server sends it; without the package's own main entry, which
 * those of the receiver import by name.
 *
 * @param {string} file
 * @returns {Promise<Sizes>}
 */
async function entrySizes(file) {
	const all = await Promise.all((await loadedBy(file)).map(fileSizes));
	/** @param {keyof Sizes} kind */
	const sum = (kind) => all.reduce((total, sizes) => total + sizes[kind], 0);
	return { raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
}

/** @param {string} file */
function fileSizes(file) {
	const sizes = known.get(file) ?? readFile(inProject(file)).then(sizesOf);
	known.set(file, sizes);
	return sizes;
}

/**
 * @param {string} file
 * @returns {Promise<string[]>} itself too
 */
async function loadedBy(file) {
	if (!/\.[cm]?js$/.test(file)) return [file];
	const external = [...(bundling.external ?? []), "powens-users"];
	const { metafile } = await build({ ...bundling, external, entryPoints: [file], platform: "neutral" });
	return Object.keys(metafile.inputs);
}

/** @param {string} statement */
async function bundled(statement) {
	const names = /\{.*\}/.exec(statement)?.[0] ?? "{ all }";
	const contents = `${statement};\nexport ${names};\n`;
	const result = await build({ ...bundling, stdin: { contents, resolveDir: root }, platform: "browser", minify: true });
	return Buffer.from(result.outputFiles[0]?.contents ?? []);
}

/**
 * @param {Buffer} bytes
 * @returns {Promise<Sizes>}
 */
async function sizesOf(bytes) {
	const [gzipped, brotlied] = await Promise.all([
		promisify(gzip)(bytes, { level: 9 }),
		promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
	]);
	return { raw: bytes.length, gzip: gzipped.length, brotli: brotlied.length };
}
