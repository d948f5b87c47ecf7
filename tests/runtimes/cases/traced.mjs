// @ts-check
// Tools that resolve the package in their own way, copy what they reach from there, and leave it to Node to resolve it once more in the
// copy (Nitro, Nuxt, and all that deploy by @vercel/nft): whatever condition they set, the copy holds what Node asks for.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { receiverReport } from "../harness/receiver-expectation.mjs";
import { tools } from "../harness/tools.mjs";

/** @typedef {import("../harness/case-runner.mjs").RuntimeCase} RuntimeCase */
/** @typedef {{ name: string, conditions: string[], kinds?: ("import" | "require")[] }} Tool */

/** @type {Tool[]} */
const picks = [
	{ name: "node", conditions: ["node"] },
	{ name: "node and module, as Nitro", conditions: ["node", "module", "production"] },
	{ name: "node and what Node knows besides", conditions: ["node", "node-addons", "module-sync"] },
	{ name: "module", conditions: ["module"] },
	{ name: "none", conditions: [] },
	{ name: "browser", conditions: ["browser"], kinds: ["import"] },
	{ name: "deno", conditions: ["deno", "node"] },
	{ name: "bun", conditions: ["bun", "worker", "node"] },
	{ name: "workerd and worker", conditions: ["workerd", "worker"] },
	{ name: "edge-light", conditions: ["edge-light"] },
	{ name: "conditions that no entry has", conditions: ["netlify", "development"] },
];

/**
 * Copies what a program with nothing but the package in it reaches into a node_modules of its own.
 *
 * @param {import("../harness/context.mjs").Context} context
 * @param {Tool["conditions"]} conditions
 * @param {"import" | "require"} kind
 * @param {string} name
 * @returns {Promise<string>} the folder of the copy
 */
async function copyOfTraced({ folder }, conditions, kind, name) {
	const { nodeFileTrace } = createRequire(tools.file("@vercel/nft", "package.json"))("@vercel/nft");
	const copy = join(folder, "copies", [...conditions, kind, name].join("-").replaceAll("/", "-"));
	mkdirSync(copy, { recursive: true });
	const program = join(folder, `${kind}-${name.replaceAll("/", "-")}.${kind === "import" ? "mjs" : "cjs"}`);
	writeFileSync(program, kind === "import" ? `import ${JSON.stringify(name)};\n` : `require(${JSON.stringify(name)});\n`);
	const base = dirname(folder);
	// Without `exportsOnly` it would follow `main` too.
	const { fileList } = await nodeFileTrace([program], { base, conditions, exportsOnly: true });
	const files = [...fileList].filter((file) => file.startsWith(join("node_modules", "powens-users")));
	for (const file of files) cpSync(join(base, file), join(copy, file));
	for (const program of ["program.mjs", "receiver.mjs"]) cpSync(join(folder, program), join(copy, program));
	return copy;
}

/**
 * @param {Tool} tool
 * @param {"powens-users" | "powens-users/web" | "powens-users/receiver"} name
 * @param {"import" | "require"} kind
 * @param {string} [program]
 * @returns {RuntimeCase}
 */
const traced = ({ name: conditions, ...tool }, name, kind, program = "program.mjs") => ({
	name: `@vercel/nft ${tools.version("@vercel/nft")}, ${kind} of ${name}, conditions: ${conditions}, run by Node`,
	project: "traced",
	run: async (context) => {
		const cwd = await copyOfTraced(context, tool.conditions, kind, name);
		return context.runNode(program, [name, kind], { cwd });
	},
});

export default picks.flatMap((tool) =>
	(tool.kinds ?? /** @type {const} */ (["import", "require"])).flatMap((kind) => [
		traced(tool, "powens-users", kind),
		traced(tool, "powens-users/web", kind),
		{ ...traced(tool, "powens-users/receiver", kind, "receiver.mjs"), expected: receiverReport },
	]),
);
