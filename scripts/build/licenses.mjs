// @ts-check
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildStep } from "../lib/build-step.mjs";
import { cargoMetadata } from "../lib/cargo-metadata.mjs";
import { inProject } from "../lib/paths.mjs";
import { inputsFolder } from "./bundle.mjs";

/** @typedef {{ name: string, version: string, license: string, folder: string }} Component */

const file = "pkg/THIRD-PARTY-LICENSES.txt";

const intro = `Third-party software in this package

The server of the sandbox (sandbox-server*) holds the npm packages below, the WebAssembly of the client the Rust crates and
parts of Rust's standard library (the Rust Project, MIT OR Apache-2.0). Where a licence may be chosen, MIT is, unless an entry
says otherwise.
`;

/** The licence texts of all that is bundled: pkg/THIRD-PARTY-LICENSES.txt. */
export function buildLicenses() {
	return buildStep({
		name: "the licence texts",
		inputs: ["Cargo.lock", "package.json", "package-lock.json", ".cache/bundle-inputs", "scripts/build/licenses.mjs"],
		outputs: [file],
		build: async () => {
			const components = [...bundledPackages(), ...linkedCrates()];
			writeFileSync(inProject(file), `${intro}${components.map(entryOf).join("")}`);
		},
	});
}

/** @param {Component} component */
function entryOf({ name, version, license, folder }) {
	const rule = "-".repeat(80);
	return `\n${rule}\n${name} ${version} (${license})\n${rule}\n\n${licenseText(folder, license)}\n`;
}

/**
 * @param {string} folder
 * @param {string} license as an SPDX expression
 */
function licenseText(folder, license) {
	const texts = readdirSync(folder).filter((entry) => /^(licen[cs]e|copying|notice)/i.test(entry));
	// "AND" leaves no choice.
	const mit = / AND /.test(license) ? [] : texts.filter((entry) => /mit/i.test(entry));
	const chosen = (mit.length > 0 ? mit : texts).sort();
	// Some crates are published without a text. Ours of this licence is no other.
	if (chosen.length === 0 && /(^|[ /])Apache-2\.0($|[ /])/.test(license)) {
		return "Taken under the Apache License 2.0; its text is LICENSE-APACHE of this package.";
	}
	if (chosen.length === 0) throw new Error(`There is no licence text in ${folder}`);
	return chosen.map((entry) => readFileSync(join(folder, entry), "utf8").replaceAll("\r\n", "\n").trim()).join("\n\n");
}

/** @returns {Component[]} the npm packages that the bundles hold a file of */
function bundledPackages() {
	const published = readdirSync(inputsFolder).filter((name) => isPublished(name.replace(/\.json$/, "")));
	const inputs = published.flatMap((name) => JSON.parse(readFileSync(join(inputsFolder, name), "utf8")));
	const folders = inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
	return [...new Set(folders)].sort().map((path) => {
		const folder = inProject(path);
		const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
		return { name, version, license, folder };
	});
}

/**
 * Not what an earlier build left under another name, nor what stays in the repository.
 *
 * @param {string} bundle
 */
function isPublished(bundle) {
	const { files } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
	const isLeftOut = files.includes(`!pkg/${bundle}`) || files.includes(`!pkg/${bundle.replace(/\.\w+$/, ".*")}`);
	return existsSync(inProject("pkg", bundle)) && !isLeftOut;
}

/**
 * The crates whose code is linked into the module: what is needed to run, without macros and build scripts.
 *
 * @returns {Component[]}
 */
function linkedCrates() {
	const { packages, resolve } = cargoMetadata();
	const crates = new Map(packages.map((crate) => [crate.id, crate]));
	const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
	/** @param {string} id */
	const isMacro = (id) => crates.get(id)?.targets.some(({ kind }) => kind.includes("proc-macro"));
	const linked = new Set([resolve.root]);
	for (const id of linked) {
		for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? []) {
			if (dep_kinds.some(({ kind }) => kind === null) && !isMacro(pkg)) linked.add(pkg);
		}
	}
	return packages
		.filter(({ id }) => linked.has(id) && id.startsWith("registry+"))
		.map(({ name, version, license, manifest_path }) => ({ name, version, license, folder: dirname(manifest_path) }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}
