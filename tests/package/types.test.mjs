// @ts-check
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";
import { runPackage } from "../../scripts/lib/run.mjs";
import { projectFolder } from "./packed-project.mjs";

/** @typedef {{ name: string, extension: "ts" | "mts" | "cts", files: string[], options: Record<string, unknown> }} Case */

const folder = await projectFolder();
const everywhere = ["client", "webhooks", "wrong-use"];
const nodeNext = { module: "nodenext", moduleResolution: "nodenext" };
const bundler = { module: "esnext", moduleResolution: "bundler" };
const es = { lib: ["es2022"], types: [] };
const dom = { lib: ["es2022", "dom"], types: [] };
const node = { lib: ["es2022"], types: ["node"], typeRoots: [inProject("node_modules", "@types")] };

/** @type {Case[]} */
const cases = [
	{ name: "import, no platform", extension: "mts", files: everywhere, options: { ...nodeNext, ...es } },
	{ name: "require, no platform", extension: "cts", files: everywhere, options: { ...nodeNext, ...es } },
	{ name: "bundler, no platform", extension: "ts", files: everywhere, options: { ...bundler, ...es } },
	{
		name: "import, Node",
		extension: "mts",
		files: [...everywhere, "platform", "node-server", "sandbox"],
		options: { ...nodeNext, ...node },
	},
	{
		name: "require, Node",
		extension: "cts",
		files: [...everywhere, "platform", "node-server"],
		options: { ...nodeNext, ...node },
	},
	{
		name: "import, node16",
		extension: "mts",
		files: everywhere,
		options: { module: "node16", moduleResolution: "node16", ...es },
	},
	{
		name: "require, node16",
		extension: "cts",
		files: everywhere,
		options: { module: "node16", moduleResolution: "node16", ...es },
	},
	{ name: "bundler, browser", extension: "ts", files: [...everywhere, "platform", "sandbox"], options: { ...bundler, ...dom } },
];

for (const { name, extension, files, options } of cases) {
	test(`types: ${name}`, async () => {
		const config = `tsconfig.${name.replaceAll(/\W+/g, "-")}.json`;
		const copies = files.map((file) => `${file}.${extension}`);
		for (const [index, file] of files.entries()) {
			cpSync(inProject("tests", "package", "types", `${file}.ts`), join(folder, copies[index] ?? ""));
		}
		const compilerOptions = {
			strict: true,
			exactOptionalPropertyTypes: true,
			skipLibCheck: false,
			noEmit: true,
			target: "es2022",
			...options,
		};
		writeFileSync(join(folder, config), JSON.stringify({ compilerOptions, files: copies }));
		await runPackage(name, "typescript", ["-p", join(folder, config)], { bin: "tsc", cwd: folder, quiet: true });
	});
}
