// @ts-check
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
	writeFileSync(glue, renameImports(module, readFileSync(glue, "utf8")));
	writeFileSync(wasm, module.emitBinary());
	module.dispose();
	const enabled = features.map((feature) => `--enable-${feature}`);
	const args = [wasm, ...enabled, ...optimization, "-o", wasm];
	await runPackage("The optimization of the WebAssembly core", "binaryen", args, { bin: "wasm-opt" });
}

/**
 * Gives the imports short names: those of wasm-bindgen end in hashes, which no compression makes shorter.
 *
 * @param {binaryen.Module} module
 * @param {string} glue
 */
function renameImports(module, glue) {
	const imports = functionsOf(module).filter((info) => Boolean(info.module));
	return imports.reduce((renamed, { name, module: from, base, params, results }, index) => {
		const [before, after, ...more] = renamed.split(`${base}:`);
		if (before === undefined || after === undefined || more.length > 0) throw new Error(`The glue does not define ${base} once.`);
		module.removeFunction(name);
		module.addFunctionImport(name, from ?? "", `_${index}`, params, results);
		return `${before}_${index}:${after}`;
	}, glue);
}

/** @param {binaryen.Module} module */
function functionsOf(module) {
	return Array.from({ length: module.getNumFunctions() }, (_, index) =>
		binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
	);
}
