// @ts-check
import { output, run, runNpm } from "../lib/run.mjs";
import { NotRun, Stop } from "../lib/stop.mjs";
import { setUpCargoDeny, setUpCargoHack, setUpCargoSemverChecks } from "../setup/release-tools.mjs";
import { setUpBuild } from "../setup/set-up.mjs";

/** @typedef {import("../test/stage-runner.mjs").Stage} Stage */

/** What tells of a machine without a way to the advisories, and nothing of the advisories. */
const unreachable = {
	rustsec: /failed to (fetch|load|acquire|clone|open).*advisory|failed to fetch advisory database/i,
	npm: /audit endpoint returned an error|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/,
};

/**
 * @param {string} since the revision that the public API is compared with
 * @returns {readonly Stage[]}
 */
export function releaseStages(since) {
	return [
		{ name: "set-up", what: "Rust, npm packages, wasm-pack, wasm-bindgen", run: setUpBuild },
		{
			name: "deny",
			what: "cargo deny check licenses bans sources",
			needs: ["set-up"],
			run: async () => {
				await setUpCargoDeny();
				await run("cargo deny", "cargo", ["deny", "--all-features", "check", "licenses", "bans", "sources"]);
			},
		},
		{
			name: "advisories",
			what: "cargo deny check advisories",
			needs: ["deny"],
			run: () =>
				unlessUnreachable(unreachable.rustsec, "the advisories of RustSec could not be fetched", (onOutput) =>
					run("cargo deny", "cargo", ["deny", "--all-features", "check", "advisories"], { onOutput }),
				),
		},
		{
			name: "semver",
			what: `cargo semver-checks against ${since}`,
			needs: ["set-up"],
			run: async () => {
				await setUpCargoSemverChecks();
				const commit = output("git", ["rev-parse", "--verify", `${since}^{commit}`]);
				if (commit === null) throw new NotRun(`there is no revision ${since} to compare with; give one with --since`);
				const features = ["--only-explicit-features", "--features", "client,reqwest,gzip"];
				await run("cargo semver-checks", "cargo", ["semver-checks", "-p", "powens-users", "--baseline-rev", commit, ...features]);
			},
		},
		{
			name: "each-feature",
			what: "cargo hack check --each-feature",
			needs: ["set-up"],
			run: async () => {
				await setUpCargoHack();
				const library = ["--package", "powens-users", "--lib", "--each-feature", "--no-dev-deps"];
				// Each for the platform that it is for.
				await run("cargo hack", "cargo", [
					"hack",
					"check",
					...library,
					"--exclude-features",
					"gloo-net",
					"--exclude-all-features",
				]);
				const wasm = ["--exclude-features", "reqwest", "--exclude-all-features", "--target", "wasm32-unknown-unknown"];
				await run("cargo hack for wasm32", "cargo", ["hack", "check", ...library, ...wasm]);
			},
		},
		{
			name: "npm-audit",
			what: "npm audit",
			needs: ["set-up"],
			run: () =>
				unlessUnreachable(unreachable.npm, "the registry of npm did not answer the audit", (onOutput) =>
					runNpm("npm audit", ["audit", "--loglevel=warn"], { onOutput }),
				),
		},
	];
}

/**
 * Runs what fails where it finds something, and where it cannot look: the second is "not run".
 *
 * @param {RegExp} isUnreachable in what it prints
 * @param {string} reason
 * @param {(onOutput: (text: string) => void) => Promise<void>} check
 */
async function unlessUnreachable(isUnreachable, reason, check) {
	let printed = "";
	try {
		await check((text) => {
			printed += text;
		});
	} catch (error) {
		if (error instanceof Stop && isUnreachable.test(printed)) throw new NotRun(reason);
		throw error;
	}
}
