// @ts-check
import { readdirSync } from "node:fs";
import { buildStep } from "../lib/build-step.mjs";
import { inProject } from "../lib/paths.mjs";
import { runPackage } from "../lib/run.mjs";

const made = new Set(["node_modules", "dist"]);

/** The admin console: www/dist. Needs the package, which it imports as any user would. */
export function buildPage() {
	const sources = readdirSync(inProject("www")).filter((name) => !made.has(name) && !name.endsWith(".tsbuildinfo"));
	return buildStep({
		name: "the page",
		inputs: [
			...sources.map((name) => `www/${name}`),
			"pkg/default.js",
			"package.json",
			"package-lock.json",
			"scripts/build/page.mjs",
		],
		outputs: ["www/dist"],
		build: () => runPackage("The build of the page", "vite", ["build"], { cwd: inProject("www") }),
	});
}
