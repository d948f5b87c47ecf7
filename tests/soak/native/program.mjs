// @ts-check
// The program that makes calls by the crate, built where it is not.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { inProject } from "../../../scripts/lib/paths.mjs";
import { nativeFeatures } from "../../../scripts/test/rust-features.mjs";

/** Builds it, and gives its path. */
export async function buildProgram() {
	const args = [
		"build",
		"--example",
		"soak",
		"--features",
		nativeFeatures.join(","),
		"--message-format",
		"json-render-diagnostics",
	];
	const child = spawn("cargo", args, { cwd: inProject(), stdio: ["ignore", "pipe", "inherit"] });
	const [messages, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
	if (code !== 0) throw new Error(`cargo ${args.join(" ")} ended with status ${code}.`);
	for (const line of messages.trim().split("\n")) {
		const { reason, executable, target } = JSON.parse(line);
		if (reason === "compiler-artifact" && target.name === "soak" && executable) return /** @type {string} */ (executable);
	}
	throw new Error(`cargo ${args.join(" ")} named no program.`);
}
