// @ts-check
import { readFileSync } from "node:fs";
import { findProgram } from "../lib/find-program.mjs";
import { inProject } from "../lib/paths.mjs";
import { output, run } from "../lib/run.mjs";
import { NotRun } from "../lib/stop.mjs";
import { orNotRun } from "../setup/or-not-run.mjs";
import { libraryFeatures, wasmFeatures } from "./rust-features.mjs";

const wasmTarget = "wasm32-unknown-unknown";

/** Checks the library by itself with the oldest Rust that Cargo.toml allows, with each feature by itself. */
export async function checkOldestRust() {
	const version = /^rust-version = "(.+)"$/m.exec(readFileSync(inProject("Cargo.toml"), "utf8"))?.[1];
	if (version === undefined) throw new Error("Cargo.toml has no rust-version");
	if (findProgram("rustup") === null) throw new NotRun(`there is no rustup, which could install Rust ${version}`);
	await setUpToolchain(version);
	const check = ["run", version, "cargo", "check", "--quiet", "--package", "powens-users", "--lib", "--locked"];
	for (const feature of ["", ...libraryFeatures]) await run(`Rust ${version}`, "rustup", [...check, "--features", feature]);
	for (const feature of ["", ...wasmFeatures]) {
		await run(`Rust ${version} for wasm32`, "rustup", [...check, "--features", feature, "--target", wasmTarget]);
	}
	return `Rust ${version}, ${libraryFeatures.length + wasmFeatures.length + 2} sets of features`;
}

/** @param {string} version */
async function setUpToolchain(version) {
	const installed = output("rustup", ["run", version, "rustc", "--version"]) !== null;
	const targets = installed ? output("rustup", ["target", "list", "--installed", "--toolchain", version]) : null;
	if (targets?.split(/\s+/).includes(wasmTarget)) return;
	console.log(`Installing Rust ${version}, the oldest that the crate is for (under a minute, once)…`);
	const install = ["toolchain", "install", version, "--profile", "minimal", "--target", wasmTarget, "--no-self-update"];
	await orNotRun(run(`Installing Rust ${version}`, "rustup", install), `Rust ${version} could not be installed`);
}
