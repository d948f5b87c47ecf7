// @ts-check
import { packedProject } from "../../tests/package/packed-project.mjs";
import { alone } from "../lib/lock.mjs";
import { run, runPackage } from "../lib/run.mjs";
import { setUpBrowser } from "../setup/browser.mjs";
import { setUpFirefox } from "../setup/firefox.mjs";
import { setUpPostgres } from "../setup/postgres.mjs";
import { setUpRedis } from "../setup/redis.mjs";
import { setUpRustLints } from "../setup/rust.mjs";
import { setUpBuild } from "../setup/set-up.mjs";
import { runBoundaryInNode, runBoundaryInPage } from "./boundary.mjs";
import { findExamples, runExamples, runRustExamples } from "./examples.mjs";
import { runNodeTests } from "./node-tests.mjs";
import { checkOldestRust } from "./oldest-rust.mjs";
import { buildPackedCrate } from "./packed-crate.mjs";
import { runReproducible } from "./reproducible.mjs";
import { runRuntimes } from "./runtimes.mjs";
import { libraryFeatures, nativeFeatures, wasmFeatures } from "./rust-features.mjs";
import { runRustPage } from "./rust-page.mjs";
import { runRustTests } from "./rust-tests.mjs";
import { runSize } from "./size.mjs";
import { runTypes } from "./types.mjs";
import { runWasmTests, wasmHosts } from "./wasm-tests.mjs";
import { runWithServers } from "./with-servers.mjs";

/** @typedef {import("./stage-runner.mjs").Stage} Stage */

const denyWarnings = ["--", "-D", "warnings"];
const bindings = ["powens-users-bindings/users", "powens-users-bindings/webhooks"];
const ofCrate = (/** @type {readonly string[]} */ features) => features.map((feature) => `powens-users/${feature}`);
const clippy = ["clippy", "--workspace", "--all-targets", "--features", [...ofCrate(nativeFeatures), ...bindings].join(",")];
// Its examples are for other targets.
const wasmClippy = ["clippy", "--workspace", "--exclude", "powens-users-bench", "--lib", "--tests"];
wasmClippy.push("--target", "wasm32-unknown-unknown", "--features");
wasmClippy.push([...ofCrate([...wasmFeatures, "sandbox-tests"]), ...bindings].join(","));
const doc = ["doc", "--package", "powens-users", "--no-deps", "--features"];
// Read when the tests are compiled; clippy only looks at them.
const noSandboxes = { POWENS_SANDBOX_URL: "", POWENS_REFUSING_SANDBOX_URL: "" };
const tsconfigs = ["tsconfig.json", "tsconfig.core.json", "tsconfig.scripts.json", "www/tsconfig.json"];

/** @type {Record<string, Stage>} */
const all = {
	setUp: {
		name: "set-up",
		what: "Node, Rust, npm packages, wasm-pack, wasm-bindgen",
		run: () =>
			alone(async () => {
				await setUpBuild();
				await setUpRustLints();
			}),
	},
	rustfmt: {
		name: "rustfmt",
		what: "cargo fmt --all --check",
		needs: ["set-up"],
		run: () => run("rustfmt", "cargo", ["fmt", "--all", "--check"]),
	},
	clippy: {
		name: "clippy",
		what: "cargo clippy --workspace --all-targets",
		needs: ["set-up"],
		run: () => run("clippy", "cargo", [...clippy, ...denyWarnings]),
	},
	clippyWasm: {
		name: "clippy-wasm",
		what: "the same for wasm32, with the tests that run there",
		needs: ["set-up"],
		run: () => run("clippy for wasm32", "cargo", [...wasmClippy, ...denyWarnings], { env: noSandboxes }),
	},
	biome: {
		name: "biome",
		what: "biome ci",
		needs: ["set-up"],
		run: () => runPackage("biome", "@biomejs/biome", ["ci", "--error-on-warnings"]),
	},
	cargoTest: {
		name: "cargo-test",
		what: "cargo test, doctests included",
		needs: ["set-up"],
		run: () => runRustTests("cargo test", "cargo", ["test", "--no-fail-fast", "--features", nativeFeatures.join(",")]),
	},
	cargoDoc: {
		name: "cargo-doc",
		what: "cargo doc of every feature, natively and for wasm32, without a warning",
		needs: ["set-up"],
		run: async () => {
			const env = { RUSTDOCFLAGS: "-D warnings" };
			await run("cargo doc", "cargo", [...doc, libraryFeatures.join(",")], { env });
			await run("cargo doc for wasm32", "cargo", [...doc, wasmFeatures.join(","), "--target", "wasm32-unknown-unknown"], { env });
		},
	},
	oldestRust: {
		name: "oldest-rust",
		what: "cargo check of the library with the oldest Rust that it is for, each feature by itself",
		needs: ["set-up"],
		run: checkOldestRust,
	},
	crate: {
		name: "crate",
		what: "cargo package: the crate built from what is packed alone",
		needs: ["set-up"],
		run: buildPackedCrate,
	},
	build: {
		name: "build",
		what: "npm run build",
		needs: ["set-up"],
		run: () =>
			alone(async () => {
				const { buildPackage } = await import("../build/package.mjs");
				await buildPackage();
			}),
	},
	tsc: {
		name: "tsc",
		what: `tsc -p ${tsconfigs.join(", ")}`,
		needs: ["set-up", "build"],
		run: async () => {
			for (const config of tsconfigs) await runPackage("tsc", "typescript", ["--noEmit", "-p", config], { bin: "tsc" });
		},
	},
	wasmNode: {
		name: "wasm-node",
		what: "wasm-pack test --node of both crates, against sandboxes",
		needs: ["set-up", "build"],
		run: () => runWasmTests(wasmHosts.node),
	},
	browser: {
		name: "browser",
		what: "Chrome and chromedriver",
		needs: ["set-up"],
		run: () =>
			alone(async () => {
				const { chrome, driver } = await setUpBrowser();
				return `${chrome}, ${driver}`;
			}),
	},
	firefox: {
		name: "firefox",
		what: "Firefox and geckodriver",
		needs: ["set-up"],
		run: () =>
			alone(async () => {
				const { firefox, driver } = await setUpFirefox();
				return `${firefox}, ${driver}`;
			}),
	},
	redis: {
		name: "redis",
		what: "Redis, for the tests of the receiver's inbox",
		needs: ["set-up"],
		run: () => alone(setUpRedis),
	},
	postgres: {
		name: "postgres",
		what: "PostgreSQL, for the tests of the receiver's inbox",
		needs: ["set-up"],
		run: () => alone(setUpPostgres),
	},
	wasmChrome: {
		name: "wasm-chrome",
		what: "wasm-pack test --headless --chrome of both crates, against sandboxes on other origins",
		needs: ["set-up", "build", "browser"],
		run: () => runWasmTests(wasmHosts.chrome),
	},
	wasmFirefox: {
		name: "wasm-firefox",
		what: "wasm-pack test --headless --firefox, the same",
		needs: ["set-up", "build", "firefox"],
		run: () => runWasmTests(wasmHosts.firefox),
	},
	scripts: {
		name: "scripts",
		what: "node --test tests/scripts: the stages themselves",
		needs: ["set-up"],
		run: () => runNodeTests("The tests of the scripts", "tests/scripts"),
	},
	sandbox: {
		name: "sandbox",
		what: "node --test tests/sandbox",
		needs: ["set-up", "build"],
		run: () => runNodeTests("The sandbox tests", "tests/sandbox"),
	},
	receiver: {
		name: "receiver",
		what: "node --test tests/receiver: the order of work, the inbox in memory, the conformance suite",
		needs: ["set-up", "build"],
		run: () => runNodeTests("The tests of the receiver", "tests/receiver"),
	},
	inboxes: {
		name: "inboxes",
		what: "node --test tests/inboxes: the inboxes of the receiver on real servers",
		needs: ["set-up", "build"],
		wants: ["redis", "postgres"],
		run: () => runWithServers("The tests of the inboxes", "tests/inboxes"),
	},
	kill: {
		name: "kill",
		what: "node --test tests/kill: the kill test by itself, its judge, and inboxes that it has to find out",
		needs: ["set-up", "build"],
		run: () => runNodeTests("The kill test by itself", "tests/kill"),
	},
	killRedis: {
		name: "kill-redis",
		what: "three receivers on one Redis, all of them killed at random while the sandbox sends",
		needs: ["set-up", "build", "redis"],
		run: () => runNodeTests("The kill test on Redis", "tests/kill/redis"),
	},
	killPostgres: {
		name: "kill-postgres",
		what: "the same on PostgreSQL, which is stopped at once",
		needs: ["set-up", "build", "postgres"],
		run: () => runNodeTests("The kill test on PostgreSQL", "tests/kill/postgres"),
	},
	recipes: {
		name: "recipes",
		what: "node --test tests/recipes: the receiver with queues and OpenTelemetry, on real servers",
		needs: ["set-up", "build"],
		wants: ["redis", "postgres"],
		run: () => runWithServers("The tests of the recipes", "tests/recipes"),
	},
	soak: {
		name: "soak",
		what: "node --test tests/soak: calls against the faults of the sandbox, judged by its record",
		needs: ["set-up", "build"],
		run: () => runNodeTests("The soak", "tests/soak"),
	},
	soakNative: {
		name: "soak-native",
		what: "node --test tests/soak/native: the same calls by the crate over reqwest and by the npm package",
		needs: ["set-up", "build"],
		run: () => runNodeTests("The soak of the crate", "tests/soak/native"),
	},
	adapters: {
		name: "adapters",
		what: "node --test tests/adapters: the receiver in each framework, over real sockets",
		needs: ["set-up", "build"],
		run: () => runNodeTests("The tests of the adapters", "tests/adapters"),
	},
	package: {
		name: "package",
		what: "node --test tests/package: the packed package, import, require",
		needs: ["set-up", "build"],
		run: async () => {
			const { folder, remove } = await packedProject();
			try {
				return await runNodeTests("The package tests", "tests/package", { POWENS_USERS_PROJECT: folder });
			} finally {
				remove();
			}
		},
	},
	boundary: {
		name: "boundary",
		what: "tests/boundary: the packed package in Node, and what is hostile around it",
		needs: ["set-up", "build"],
		run: runBoundaryInNode,
	},
	boundaryChrome: {
		name: "boundary-chrome",
		what: "the same cases in a page of Chromium",
		needs: ["set-up", "build", "browser"],
		run: () => runBoundaryInPage("chromium"),
	},
	boundaryFirefox: {
		name: "boundary-firefox",
		what: "the same cases in a page of Firefox",
		needs: ["set-up", "build", "firefox"],
		run: () => runBoundaryInPage("firefox"),
	},
	types: {
		name: "types",
		what: "the packed package's types: publint, attw, consumers with each TypeScript",
		needs: ["set-up", "build"],
		run: runTypes,
	},
	size: {
		name: "size",
		what: "bytes of the .wasm and of each entry, against tests/size/budget.json",
		needs: ["set-up", "build"],
		run: runSize,
	},
	reproducible: {
		name: "reproducible",
		what: "a second build, from nothing and elsewhere, gives the same package byte for byte",
		needs: ["set-up", "build"],
		run: runReproducible,
	},
	examples: {
		name: "examples",
		what: "examples/*.mjs against the sandbox",
		needs: ["set-up", "build"],
		run: runExamples,
	},
	rustExamples: {
		name: "rust-examples",
		what: "examples/*.rs over reqwest against the sandbox",
		needs: ["set-up", "build"],
		run: runRustExamples,
	},
	page: {
		name: "page",
		what: "node --test tests/page: the page in headless Chromium",
		needs: ["set-up", "build", "browser"],
		run: async () => {
			await alone(async () => {
				const { buildPage } = await import("../build/page.mjs");
				await buildPage();
			});
			return runNodeTests("The page tests", "tests/page");
		},
	},
	rustPage: {
		name: "rust-page",
		what: "examples/rust-page: a front end in Rust, by wasm-pack, in headless Chromium",
		needs: ["set-up", "build", "browser"],
		run: runRustPage,
	},
	runtimes: {
		name: "runtimes",
		what: "tests/runtimes: the packed package in every runtime, bundler and browser",
		needs: ["set-up", "build"],
		wants: ["browser", "firefox"],
		run: () => runRuntimes(process.env.RUNTIMES),
	},
};

const withExamples = findExamples().length > 0 ? [all.examples] : [];

/** The ones that tell most in the least time. */
export const quickStages = pick([
	all.setUp,
	all.rustfmt,
	all.clippy,
	all.biome,
	all.scripts,
	all.cargoTest,
	all.build,
	all.tsc,
	all.sandbox,
	all.receiver,
	all.package,
	all.boundary,
	all.size,
]);

export const stages = pick([
	all.setUp,
	all.rustfmt,
	all.clippy,
	all.clippyWasm,
	all.biome,
	all.scripts,
	all.cargoTest,
	all.cargoDoc,
	all.oldestRust,
	all.crate,
	all.build,
	all.tsc,
	all.wasmNode,
	all.browser,
	all.firefox,
	all.redis,
	all.postgres,
	all.wasmChrome,
	all.wasmFirefox,
	all.sandbox,
	all.receiver,
	all.inboxes,
	all.recipes,
	all.kill,
	all.killRedis,
	all.killPostgres,
	all.soak,
	all.soakNative,
	all.adapters,
	all.package,
	all.boundary,
	all.boundaryChrome,
	all.boundaryFirefox,
	all.size,
	all.types,
	all.reproducible,
	...withExamples,
	all.rustExamples,
	all.page,
	all.rustPage,
	all.runtimes,
]);

/** @param {readonly (Stage | undefined)[]} stages */
function pick(stages) {
	return stages.filter((stage) => stage !== undefined);
}
