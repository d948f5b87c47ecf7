// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "../lib/find-program.mjs";
import { inProject } from "../lib/paths.mjs";
import { output, run } from "../lib/run.mjs";
import { Stop } from "../lib/stop.mjs";
import { canUseApt, installWithApt } from "./apt.mjs";
import { isOlder } from "./version.mjs";

const wasmTarget = "wasm32-unknown-unknown";

const installRust =
	process.platform === "win32"
		? "Install it with rustup-init.exe from https://rustup.rs, open a new terminal and run the command again."
		: "Install it with\n\n  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y\n\nopen a new terminal and run the command again.";

/** Finds Rust with its wasm target; installs the target where rustup can. */
export async function setUpRust() {
	checkCompiler();
	await setUpLinker();
	const sysroot = output("rustc", ["--print", "sysroot"]) ?? "";
	if (existsSync(join(sysroot, "lib", "rustlib", wasmTarget))) return;
	const add = ["target", "add", wasmTarget];
	if (findProgram("rustup") === null) {
		throw new Stop(
			`This Rust (${sysroot}) has no ${wasmTarget} target, and there is no rustup that could add it.\n` +
				`Install the target with the package manager that Rust came from, or use rustup. ${installRust}`,
		);
	}
	console.log(`Installing Rust's ${wasmTarget} target (under a minute, once)…`);
	await run(`Installing the ${wasmTarget} target`, "rustup", add);
}

/** Finds rustfmt and clippy, which a minimal Rust leaves out. */
export async function setUpRustLints() {
	const components = [
		["rustfmt", "cargo-fmt"],
		["clippy", "cargo-clippy"],
	]
		// rustup puts the programs there in any case; only one that is installed answers.
		.filter(([, program]) => output(/** @type {string} */ (program), ["--version"]) === null)
		.map(([component]) => /** @type {string} */ (component));
	if (components.length === 0) return;
	if (findProgram("rustup") === null) {
		throw new Stop(`${components.join(" and ")} are missing. Install them with the package manager that Rust came from.`);
	}
	console.log(`Installing ${components.join(" and ")} (under a minute, once)…`);
	await run("Installing the lints", "rustup", ["component", "add", ...components]);
}

function checkCompiler() {
	if (findProgram("cargo") === null || findProgram("rustc") === null) {
		throw new Stop(`Rust is not installed: there is no cargo on PATH. ${installRust}`);
	}
	const printed = output("rustc", ["--version"]);
	if (printed === null)
		throw new Stop("rustc is on PATH but does not run. `rustc --version` says why; `rustup default stable` is the usual cure.");
	const version = /\d+\.\d+\.\d+/.exec(printed)?.[0] ?? "0";
	const oldest = /^rust-version = "(.+)"$/m.exec(readFileSync(inProject("Cargo.toml"), "utf8"))?.[1] ?? "0";
	if (isOlder(version, oldest)) {
		throw new Stop(
			`This project needs Rust ${oldest} or newer; this is ${version}. Run \`rustup update stable\` and the command again.`,
		);
	}
}

/** Rust links native programs (build scripts, wasm-pack) with the system's C compiler, which rustup does not bring. */
async function setUpLinker() {
	if (process.platform === "win32" || findProgram("cc") !== null) return;
	if (process.platform === "darwin") {
		throw new Stop("Rust needs a linker, and there is no `cc` on PATH. Run `xcode-select --install` and the command again.");
	}
	if (!canUseApt()) {
		throw new Stop(
			"Rust needs a linker, and there is no `cc` on PATH. Install a C compiler and run the command again:\n\n" +
				"  sudo apt-get install build-essential     (Debian, Ubuntu)\n  sudo dnf install gcc                     (Fedora)",
		);
	}
	console.log("Installing a C compiler, which Rust links with (about 1 minute, once)…");
	await installWithApt(["gcc", "libc6-dev"]);
}
