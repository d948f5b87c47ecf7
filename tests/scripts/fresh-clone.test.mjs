// @ts-check
// On a fresh clone there is no node_modules: what the commands import before they have set it up is Node's own or ours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { build } from "esbuild";
import { root } from "../../scripts/lib/paths.mjs";

const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
/** @type {string[]} */
const commands = [...new Set(Object.values(scripts).flatMap((command) => /scripts\/\S+\.mjs/.exec(command) ?? []))];

test("there are commands", () => assert.ok(commands.length >= 5));

for (const command of commands) {
	test(`${command} imports no npm package at its start`, async () => {
		const { metafile } = await build({
			absWorkingDir: root,
			entryPoints: [command],
			bundle: true,
			write: false,
			metafile: true,
			format: "esm",
			platform: "node",
			packages: "external",
			logLevel: "silent",
			plugins: [{ name: "only-static", setup: ({ onResolve }) => onResolve({ filter: /^/ }, onlyStatic) }],
		});
		const imports = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
			imports.filter(({ external, path }) => external && !path.startsWith("node:")).map(({ path }) => `${file}: ${path}`),
		);
		assert.deepEqual(imports, []);
	});
}

/**
 * What is imported later has its own time.
 *
 * @param {import("esbuild").OnResolveArgs} args
 */
function onlyStatic({ kind, path }) {
	return kind === "dynamic-import" ? { path: `node:later:${path}`, external: true } : undefined;
}
