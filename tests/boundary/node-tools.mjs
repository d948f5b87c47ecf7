// @ts-check
// What Node does for the cases.
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {import("./runner.mjs").Package} Package */
/** @typedef {import("./runner.mjs").Tools} Tools */

/** Conditions of runtimes whose entries import the `.wasm` as a module. */
const elsewhere = ["workerd", "edge-light"];

/**
 * @param {string} project with the packed package in its node_modules
 * @returns {Tools}
 */
export function nodeTools(project) {
	const installed = join(project, "node_modules", "powens-users");
	const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
	return {
		runtime: "node",
		inflates: true,
		entries: [...new Set([...filesOf(exports["."]), ...filesOf(exports["./web"])])],
		vectors: (name) => json(`vectors/${name}`),
		outcomes: async () => (await json("soak/outcomes.json")).faults,
		wasm: async () => new Uint8Array(await readFile(join(installed, "pkg", "powens_users.wasm"))).buffer,
		sandbox: () => import(pathToFileURL(join(installed, "pkg", "sandbox.js")).href),
		withFreshPackage: async (work, { entry = "pkg/node.mjs", globals = () => ({}) } = {}) => {
			// Of other files Node makes other modules.
			const copy = mkdtempSync(join(project, "fresh-"));
			for (const part of ["package.json", "pkg"]) cpSync(join(installed, part), join(copy, part), { recursive: true });
			const restore = replace(globals(globalThis));
			try {
				return await work(await import(pathToFileURL(join(copy, entry)).href), globalThis);
			} finally {
				restore();
				rmSync(copy, { recursive: true, force: true });
			}
		},
	};
}

/** @param {string} path below tests */
const json = async (path) => JSON.parse(await readFile(new URL(`../${path}`, import.meta.url), "utf8"));

/**
 * The files that a condition of `exports` leads to.
 *
 * @param {string | Record<string, any>} target
 * @returns {string[]}
 */
function filesOf(target) {
	if (typeof target === "string") return [target.slice(2)];
	const others = Object.entries(target).filter(([condition]) => condition !== "types" && !elsewhere.includes(condition));
	return others.flatMap(([, inner]) => filesOf(inner));
}

/** @param {Record<string, unknown>} values */
function replace(values) {
	const names = Object.keys(values);
	const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
	for (const name of names) {
		const value = values[name];
		if (value === undefined) Reflect.deleteProperty(globalThis, name);
		else Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
	}
	return () => {
		names.forEach((name, index) => {
			const descriptor = before[index];
			if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
			else Object.defineProperty(globalThis, name, descriptor);
		});
	};
}
