// Bundles the receiver for a server: node build.mjs TOOL.
import resolve from "@rollup/plugin-node-resolve";
import { build } from "esbuild";
import { rollup } from "rollup";
import { build as buildByVite } from "vite";
import webpack from "webpack";

const [tool] = process.argv.slice(2);
const folder = `${import.meta.dirname}/dist-${tool}`;
const entry = `${import.meta.dirname}/import.mjs`;

const tools = {
	async esbuild() {
		const options = { entryPoints: [entry], bundle: true, platform: "node" };
		await build({ ...options, format: "esm", outfile: `${folder}/server.mjs` });
		await build({ ...options, format: "cjs", outfile: `${folder}/server.cjs` });
	},
	async rollup() {
		const plugins = [resolve({ exportConditions: ["node"] })];
		const bundle = await rollup({ input: entry, external: /^node:/, plugins });
		await bundle.write({ file: `${folder}/server.mjs`, format: "es" });
	},
	async vite() {
		const rollupOptions = { output: { entryFileNames: "server.mjs" } };
		await buildByVite({ configFile: false, ssr: { noExternal: true }, build: { ssr: entry, outDir: folder, rollupOptions } });
	},
	webpack: () =>
		new Promise((resolve, reject) => {
			const output = { path: folder, filename: "server.cjs" };
			webpack({ mode: "production", target: "node", entry, output }, (error, stats) => {
				if (error || stats.hasErrors() || stats.hasWarnings()) reject(error ?? new Error(stats.toString("errors-warnings")));
				else resolve();
			});
		}),
};

await tools[tool]();
