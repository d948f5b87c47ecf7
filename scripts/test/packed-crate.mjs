// @ts-check
import { run } from "../lib/run.mjs";
import { libraryFeatures } from "./rust-features.mjs";

/** Packs the crate, and builds it from what was packed alone. */
export async function buildPackedCrate() {
	const args = ["package", "--package", "powens-users", "--allow-dirty", "--locked", "--quiet"];
	await run("cargo package", "cargo", [...args, "--features", libraryFeatures.join(",")]);
}
