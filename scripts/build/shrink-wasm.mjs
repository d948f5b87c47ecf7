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
 * Makes a module of wasm-bindgen small.
 *
 * @param {string} wasm
 */
export async function shrinkWasm(wasm) {
	const module = binaryen.readBinary(readFileSync(wasm));
	const functions = functionsOf(module);
	const imported = functions.filter((info) => Boolean(info.module));
	if (imported.length > 0) {
		const names = imported.map(({ module: from, base }) => `${from}.${base}`).join(", ");
		throw new Error(`The module imports ${names}: bindings/ must take and give numbers alone.`);
	}
	for (const { name, params, results } of functions.filter((info) => lastWords.test(info.name))) {
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
function functionsOf(module) {
	return Array.from({ length: module.getNumFunctions() }, (_, index) =>
		binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
	);
}
