// @ts-check
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";
import { runPackage } from "../lib/run.mjs";

/**
 * Where Rust goes to say why it gives up, before it traps. What it says goes to a standard error that WebAssembly does not
 * have, so it may as well trap at once, and most of the code that formats such messages is then dead.
 */
const lastWords = /^(core(\[\w+\])?::panicking::panic_fmt|alloc(\[\w+\])?::alloc::handle_alloc_error)(::h\w+)?$/;

const optimization = ["-O3", "--converge", "--strip-producers", "--strip-target-features"];

const features = [
	"bulk-memory",
	"nontrapping-float-to-int",
	"sign-ext",
	"mutable-globals",
	"reference-types",
	"multivalue",
	"simd",
];

/**
 * Makes the module of wasm-bindgen small, and its glue along with it.
 *
 * @param {string} wasm
 * @param {string} glue
 */
export async function shrinkWasm(wasm, glue) {
	const module = binaryen.readBinary(readFileSync(wasm));
	for (const { name, params, results } of functionsOf(module).filter((info) => lastWords.test(info.name))) {
		module.removeFunction(name);
		module.addFunction(name, params, results, [], module.unreachable());
	}
	const code = startingOnce(readFileSync(glue, "utf8"));
	writeFileSync(glue, renameImports(module, code, digest(module.emitBinary(), code)));
	writeFileSync(wasm, module.emitBinary());
	module.dispose();
	const enabled = features.map((feature) => `--enable-${feature}`);
	const args = [wasm, ...enabled, ...optimization, "-o", wasm];
	await runPackage("The optimization of the WebAssembly core", "binaryen", args, { bin: "wasm-opt" });
}

/**
 * Gives the imports short names: those of wasm-bindgen end in hashes, which no compression makes shorter. What they guard against,
 * glue that meets the module of another build (a cache may keep the file), one hash for all of them guards against too.
 *
 * @param {binaryen.Module} module
 * @param {string} glue
 * @param {string} build what the imports are from
 */
function renameImports(module, glue, build) {
	const imports = functionsOf(module).filter((info) => Boolean(info.module));
	const named = replaceOnce(glue, `"./powens_users_bg.js":`, `"${build}":`);
	return imports.reduce((renamed, { name, base, params, results }, index) => {
		module.removeFunction(name);
		module.addFunctionImport(name, build, `_${index}`, params, results);
		return replaceOnce(renamed, `${base}:`, `_${index}:`);
	}, named);
}

/**
 * A start at once may come between the beginning and the end of a start by and by, whose instance must not take the place of the
 * other: there are objects in that one's memory.
 *
 * @param {string} glue
 */
function startingOnce(glue) {
	const opening = "function __wbg_finalize_init(instance, module) {\n";
	return replaceOnce(glue, opening, `${opening}    if (wasm !== undefined) return wasm;\n`);
}

/**
 * @param {string} code
 * @param {string} from
 * @param {string} to
 */
function replaceOnce(code, from, to) {
	const [before, after, ...more] = code.split(from);
	if (before === undefined || after === undefined || more.length > 0) throw new Error(`The glue does not hold ${from} once.`);
	return `${before}${to}${after}`;
}

/** @param {...(Uint8Array | string)} contents */
function digest(...contents) {
	const hash = createHash("sha256");
	for (const content of contents) hash.update(content);
	return hash.digest("hex").slice(0, 8);
}

/** @param {binaryen.Module} module */
function functionsOf(module) {
	return Array.from({ length: module.getNumFunctions() }, (_, index) =>
		binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
	);
}
