// @ts-check
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { buildStep } from "../lib/build-step.mjs";
import { cargoMetadata } from "../lib/cargo-metadata.mjs";
import { inProject, root } from "../lib/paths.mjs";
import { output, run } from "../lib/run.mjs";
import { nameBuild, shrinkWasm } from "./shrink-wasm.mjs";

const folder = "pkg/wasm";
const name = "powens_users";

/**
 * The modules: the features of bindings/ that each has, so that a page loads what it imports, and what each is optimised for. A call
 * waits for a network, so that its module may be small; a webhook is verified in microseconds.
 *
 * `inline` is up to what cost LLVM copies a function to where it is called. What counts for speed says `inline(always)`, so that less
 * than its own limits (50 at level s, 225 at level 3) is 2 to 5 % (gzip) smaller, and as fast.
 */
const modules = {
	users: { features: ["users"], level: "s", inline: 15 },
	webhooks: { features: ["webhooks"], level: "3", inline: 50 },
	both: { features: ["users", "webhooks"], level: "3", inline: 60 },
};

/** Where the name of the build is, which JavaScript and modules share. */
export const buildNameFile = `${folder}/build.txt`;

/** The Rust core, for every JavaScript runtime alike: a folder of pkg/wasm for each module. */
export function buildWasm() {
	return buildStep({
		name: "the WebAssembly core",
		inputs: ["src", "bindings", "Cargo.toml", "Cargo.lock", "scripts/build/wasm.mjs", "scripts/build/shrink-wasm.mjs"],
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
	for (const [module, options] of Object.entries(modules)) await buildModule(module, options);
	const files = Object.keys(modules).map((module) => inProject(folder, module, `${name}.wasm`));
	const hash = createHash("sha256");
	for (const file of files) hash.update(readFileSync(file));
	const build = `build_${hash.digest("hex").slice(0, 8)}`;
	for (const file of files) nameBuild(file, build);
	writeFileSync(inProject(buildNameFile), build);
}

/**
 * @param {string} module
 * @param {{ features: readonly string[], level: string, inline: number }} options
 */
async function buildModule(module, { features, level, inline }) {
	const target = inProject(folder, module);
	mkdirSync(target, { recursive: true });
	// Without its own installs: wasm-bindgen is on PATH, put there by our set-up.
	const args = ["build", inProject("bindings"), "--mode", "no-install", "--target", "web", "--no-pack", "--release"];
	args.push("--out-dir", target, "--out-name", name, "--", "--features", features.join(","));
	await run(`The build of the WebAssembly core (${module})`, "wasm-pack", args, {
		env: {
			CARGO_ENCODED_RUSTFLAGS: [...rustFlags(), `-Cllvm-args=--inline-threshold=${inline}`].join("\x1f"),
			RUSTFLAGS: undefined,
			CARGO_PROFILE_RELEASE_OPT_LEVEL: level,
		},
	});
	// JavaScript takes numbers from the exports themselves, and so does without the glue; only its types are read.
	renameSync(join(target, `${name}_bg.wasm`), join(target, `${name}.wasm`));
	const wanted = new Set([`${name}.wasm`, `${name}.d.ts`]);
	for (const file of readdirSync(target)) if (!wanted.has(file)) rmSync(join(target, file), { recursive: true });
	await shrinkWasm(join(target, `${name}.wasm`));
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
