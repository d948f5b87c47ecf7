// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";
import { runPackage } from "../lib/run.mjs";

/**
 * Where Rust goes to say why it gives up, before it traps. What it says goes to a standard error that WebAssembly does not
 * have, so it may as well trap at once, and all the code that formats such messages is then dead.
 */
const lastWords = [
	/^core(\[\w+\])?::panicking::/,
	/^core(\[\w+\])?::(str|slice::index)::\w+_fail(_rt)?/,
	/^core(\[\w+\])?::(cell::panic_already\w+|option::\w+_failed)/,
	/^alloc(\[\w+\])?::(raw_vec::(handle_error|capacity_overflow)|alloc::handle_alloc_error)/,
	/assert_failed(::h\w+)?$/,
	/^std(\[\w+\])?::thread::local::panic_access_error/,
	/^__rustc(\[\w+\])?::(rust_panic|__rust_alloc_error_handler|rust_begin_unwind)/,
];

/** What wasm-bindgen prepares for objects of JavaScript, which no function of ours takes or gives. */
const forObjects = "__wbindgen_init_externref_table";

/** Rust puts the far end of the stack at the lowest addresses, so that no sum of an address wraps around to one in use. */
const optimization = ["-O3", "--converge", "--low-memory-unused", "--strip-producers", "--strip-target-features"];

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
 * Makes a module of wasm-bindgen small.
 *
 * @param {string} wasm
 */
export async function shrinkWasm(wasm) {
	const module = binaryen.readBinary(readFileSync(wasm));
	const functions = functionsOf(module);
	for (const { name, module: from, base, params, results } of functions.filter((info) => Boolean(info.module))) {
		if (!base?.startsWith(forObjects))
			throw new Error(`The module imports ${from}.${base}: bindings/ must take and give numbers alone.`);
		module.removeFunction(name);
		module.addFunction(name, params, results, [], module.nop());
	}
	for (const name of namesOfExports(module).filter((name) => name.startsWith("__"))) module.removeExport(name);
	for (const { name, params, results } of functions.filter(({ name }) => lastWords.some((pattern) => pattern.test(name)))) {
		module.removeFunction(name);
		module.addFunction(name, params, results, [], module.unreachable());
	}
	writeFileSync(wasm, module.emitBinary());
	module.dispose();
	const enabled = features.map((feature) => `--enable-${feature}`);
	const args = [wasm, ...enabled, ...optimization, "-o", wasm];
	await runPackage("The optimization of the WebAssembly core", "binaryen", args, { bin: "wasm-opt" });
}

/**
 * Gives a module an export with the name of its build, so that JavaScript refuses the file of another version, which a cache may
 * have kept, instead of calling into the wrong functions.
 *
 * @param {string} wasm
 * @param {string} build
 */
export function nameBuild(wasm, build) {
	const module = binaryen.readBinary(readFileSync(wasm));
	module.addMemoryExport("0", build);
	writeFileSync(wasm, module.emitBinary());
	module.dispose();
}

/** @param {binaryen.Module} module */
function namesOfExports(module) {
	return Array.from(
		{ length: module.getNumExports() },
		(_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name,
	);
}

/** @param {binaryen.Module} module */
function functionsOf(module) {
	return Array.from({ length: module.getNumFunctions() }, (_, index) =>
		binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
	);
}
