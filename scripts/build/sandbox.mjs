// @ts-check
import { relative, resolve } from "node:path";
import { buildStep } from "../lib/build-step.mjs";
import { root } from "../lib/paths.mjs";
import { bundle } from "./bundle.mjs";

/**
 * The sandbox as a library for any runtime, as a server and as a command. Its libraries are bundled, so that the package has
 * no dependencies.
 *
 * @type {readonly { entry: string, outfile: string, platform: import("esbuild").Platform, format?: import("esbuild").Format }[]}
 */
const parts = [
	{ entry: "js/sandbox/index.ts", outfile: "pkg/sandbox.js", platform: "neutral" },
	// For test runners whose tests are CommonJS, such as jest.
	{ entry: "js/sandbox/index.ts", outfile: "pkg/sandbox.cjs", platform: "neutral", format: "cjs" },
	{ entry: "js/sandbox/server/index.ts", outfile: "pkg/sandbox-server.js", platform: "node" },
	{ entry: "js/sandbox/server/index.ts", outfile: "pkg/sandbox-server.cjs", platform: "node", format: "cjs" },
	{ entry: "js/sandbox/server/command.ts", outfile: "pkg/sandbox-command.js", platform: "node" },
];

/** pkg/sandbox*.js */
export function buildSandbox() {
	return buildStep({
		name: "the sandbox",
		inputs: ["js", "package-lock.json", "scripts/build/sandbox.mjs", "scripts/build/bundle.mjs"],
		outputs: parts.map(({ outfile }) => outfile),
		build: async () => {
			for (const { entry, outfile, platform, format = "esm" } of parts) {
				// "neutral" leaves them empty; hono has no other.
				const mainFields = ["module", "main"];
				const conditions = platform === "neutral" ? ["import"] : undefined;
				await bundle(entry, outfile, {
					format,
					platform,
					mainFields,
					plugins: [onePartImportsAnother],
					...(conditions && { conditions }),
					// For browsers too, `node:fs` would become `fs`, which Deno and bundlers do not take for Node's.
					...(platform === "node" && { target: ["es2022", "node20"] }),
				});
			}
		},
	});
}

/**
 * Where one part imports another, the bundle imports that bundle rather than a second copy.
 *
 * @type {import("esbuild").Plugin}
 */
const onePartImportsAnother = {
	name: "one-part-imports-another",
	setup: ({ initialOptions, onResolve }) => {
		onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
			if (kind === "entry-point") return undefined;
			const source = relative(root, resolve(resolveDir, path)).replaceAll("\\", "/").replace(/\.js$/, ".ts");
			const part = parts.find(({ entry, format = "esm" }) => entry === source && format === initialOptions.format);
			return part && { path: part.outfile.replace("pkg/", "./"), external: true };
		});
	},
};
