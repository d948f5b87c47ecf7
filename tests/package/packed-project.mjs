// @ts-check
// The package as its users get it: packed by npm, installed into a project of its own.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cache, root } from "../../scripts/lib/paths.mjs";
import { runNpm } from "../../scripts/lib/run.mjs";

/**
 * Packs pkg/ as it is and installs it. Outside this project: here, a package that ours forgot to bundle would be found in
 * node_modules all the same.
 *
 * @returns {Promise<{ folder: string, tarball: string, remove: () => void }>}
 */
export async function packedProject() {
	const packed = join(cache, "package");
	rmSync(packed, { recursive: true, force: true });
	mkdirSync(packed, { recursive: true });
	// The build is the caller's business; prepack would run it again.
	await runNpm("npm pack", ["pack", "--ignore-scripts", "--pack-destination", packed], { cwd: root, quiet: true });
	const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const folder = mkdtempSync(join(tmpdir(), "powens-users-test-"));
	writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
	const tarball = join(packed, `${name}-${version}.tgz`);
	const install = ["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock", tarball];
	await runNpm("npm install of the packed package", install, { cwd: folder, quiet: true });
	return { folder, tarball, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The project that `npm test` has made, or one of this process. */
export async function projectFolder() {
	if (process.env.POWENS_USERS_PROJECT) return process.env.POWENS_USERS_PROJECT;
	const { folder, remove } = await packedProject();
	process.once("exit", remove);
	return folder;
}
