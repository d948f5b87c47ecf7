// @ts-check
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { buildStep } from "../lib/build-step.mjs";
import { cargoMetadata } from "../lib/cargo-metadata.mjs";
import { inProject, root } from "../lib/paths.mjs";
import { output, run } from "../lib/run.mjs";
import { shrinkWasm } from "./shrink-wasm.mjs";

const folder = "pkg/wasm";
const name = "powens_users";

/** The Rust core, for every JavaScript runtime alike: pkg/wasm. */
export function buildWasm() {
	return buildStep({
		name: "the WebAssembly core",
		inputs: ["src", "Cargo.toml", "Cargo.lock", "scripts/build/wasm.mjs", "scripts/build/shrink-wasm.mjs"],
		outputs: [folder],
		versions: [
			output("rustc", ["--version"]) ?? "",
			output("wasm-pack", ["--version"]) ?? "",
			output("wasm-bindgen", ["--version"]) ?? "",
			JSON.parse(readFileSync(inProject("node_modules/binaryen/package.json"), "utf8")).version,
		],
		build,
	});
}

async function build() {
	rmSync(inProject(folder), { recursive: true, force: true });
	// Without its own installs: wasm-bindgen is on PATH, put there by our set-up.
	const args = [
		"build",
		"--mode",
		"no-install",
		"--target",
		"web",
		"--no-pack",
		"--release",
		"--out-dir",
		folder,
		"--out-name",
		name,
	];
	await run("The build of the WebAssembly core", "wasm-pack", args, {
		env: { CARGO_ENCODED_RUSTFLAGS: rustFlags().join("\x1f"), RUSTFLAGS: undefined },
	});
	const wanted = new Set([`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm`, `${name}_bg.wasm.d.ts`]);
	for (const file of readdirSync(inProject(folder))) if (!wanted.has(file)) rmSync(inProject(folder, file), { recursive: true });
	await shrinkWasm(inProject(folder, `${name}_bg.wasm`), inProject(folder, `${name}.js`));
	const glue = readFileSync(inProject(folder, `${name}.js`), "utf8");
	if (glue.includes("new URL("))
		throw new Error("The glue holds `new URL(`: omit-default-module-path in Cargo.toml has no effect.");
}

/** Keeps this machine's paths out of the module, where panics would carry them; the same bytes come from any folder. */
function rustFlags() {
	const { CARGO_ENCODED_RUSTFLAGS: encoded, RUSTFLAGS: plain = "", CARGO_HOME, RUSTUP_HOME } = process.env;
	const given = encoded === undefined ? plain.split(" ") : encoded.split("\x1f");
	const { packages, target_directory: target } = cargoMetadata();
	// cargo names the folder of a registry after its address.
	const registries = new Set(
		packages.filter(({ id }) => id.startsWith("registry+")).map((crate) => dirname(dirname(crate.manifest_path))),
	);
	// The last that matches wins, so the most particular comes last.
	const places = [
		[homedir(), "/home"],
		[RUSTUP_HOME ?? join(homedir(), ".rustup"), "/rustup"],
		[output("rustc", ["--print", "sysroot"]), "/rust"],
		[CARGO_HOME ?? join(homedir(), ".cargo"), "/cargo"],
		...[...registries].map((folder) => [folder, "/crates"]),
		[root.replace(/[\\/]$/, ""), "/powens-users"],
		[target, "/powens-users/target"],
	];
	const remaps = places.filter(([from]) => from).map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
	// Only Safari (16.4) has had it for less long than what else we use: they sign small events in seven eighths of the time.
	return [...given.filter((flag) => flag !== ""), "-Ctarget-feature=+simd128", ...remaps];
}
