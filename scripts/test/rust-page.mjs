// @ts-check
import { inProject } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { runNodeTests } from "./node-tests.mjs";

/** Builds the front end of examples/rust-page as its first lines say, but faster, and runs its tests. */
export async function runRustPage() {
	const page = "examples/rust-page";
	const args = ["build", page, "--mode", "no-install", "--target", "web", "--dev", "--no-pack", "--no-typescript", "--locked"];
	await run("The build of the page in Rust", "wasm-pack", args, { env: { CARGO_TARGET_DIR: inProject("target") } });
	return runNodeTests("The tests of the page in Rust", "tests/rust-page");
}
