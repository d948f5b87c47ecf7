// @ts-check
// Which entry each condition of `exports` leads to, and that they all export the same.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { build } from "esbuild";
import { projectFolder } from "./packed-project.mjs";

const folder = await projectFolder();
const require = createRequire(join(folder, "index.js"));

/**
 * The file that a bundler loads.
 *
 * @param {"import" | "require"} kind
 * @param {string} module
 * @param {string[]} conditions
 */
async function resolved(kind, module, conditions) {
	const contents = kind === "import" ? `import * as entry from "${module}"; use(entry);` : `use(require("${module}"));`;
	const { metafile } = await build({
		stdin: { contents, resolveDir: folder, sourcefile: "program.js" },
		absWorkingDir: folder,
		bundle: true,
		write: false,
		metafile: true,
		logLevel: "silent",
		platform: "neutral",
		conditions,
		external: ["node:*", "*.wasm", "*.wasm?module"],
	});
	const [loaded] = metafile.inputs["program.js"]?.imports ?? [];
	return basename(loaded?.path ?? "");
}

/** @type {Record<string, { conditions: string[], import: string, require: string }>} */
const tools = {
	wrangler: { conditions: ["workerd", "worker", "browser"], import: "workerd.js", require: "workerd.js" },
	"wrangler, with Node's modules": {
		conditions: ["workerd", "worker", "browser", "node"],
		import: "workerd.js",
		require: "workerd.js",
	},
	"Next's edge runtime": {
		conditions: ["edge-light", "worker", "browser", "module"],
		import: "edge-light.js",
		require: "edge-light.js",
	},
	Node: { conditions: ["node", "module-sync"], import: "node.mjs", require: "node.cjs" },
	"a bundler for Node": { conditions: ["node", "module"], import: "node-bundler.js", require: "node-bundler.js" },
	Bun: { conditions: ["bun", "node"], import: "node.mjs", require: "node.cjs" },
	"a bundler for browsers": { conditions: ["browser", "module"], import: "default.js", require: "default.js" },
	"jest's jsdom": { conditions: ["browser"], import: "default.js", require: "require.cjs" },
	"nothing that it tells": { conditions: [], import: "default.js", require: "require.cjs" },
};

for (const [name, { conditions, ...expected }] of Object.entries(tools)) {
	test(`a tool with the conditions of ${name}`, async () => {
		for (const kind of /** @type {const} */ (["import", "require"])) {
			assert.equal(await resolved(kind, "powens-users", conditions), expected[kind], kind);
			const web = expected[kind] === "default.js" ? "web.js" : `web-${expected[kind]}`;
			assert.equal(await resolved(kind, "powens-users/web", conditions), web, `${kind} of powens-users/web`);
		}
	});
}

describe("the names that are exported", () => {
	const names = Object.keys(require("powens-users")).sort();

	/** @param {string} file */
	async function exportsOf(file) {
		const path = join(folder, "node_modules", "powens-users", "pkg", file);
		if (file.endsWith(".cjs")) return Object.keys(require(path));
		const external = ["node:*", "*.wasm", "*.wasm?module"];
		const entry = { entryPoints: [path], outfile: "out.js", absWorkingDir: folder, external };
		const { metafile } = await build({
			...entry,
			bundle: true,
			write: false,
			metafile: true,
			format: "esm",
			platform: "neutral",
		});
		return metafile.outputs["out.js"]?.exports ?? [];
	}

	for (const file of ["node.mjs", "node.cjs", "node-bundler.js", "require.cjs", "default.js", "workerd.js", "edge-light.js"]) {
		test(file, async () => assert.deepEqual((await exportsOf(file)).toSorted(), names));
		const web = file === "default.js" ? "web.js" : `web-${file}`;
		test(web, async () => assert.deepEqual((await exportsOf(web)).toSorted(), [...names, "init"].toSorted()));
	}
});
