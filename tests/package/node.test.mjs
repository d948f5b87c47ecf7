// @ts-check
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inProject } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { projectFolder } from "./packed-project.mjs";

const folder = await projectFolder();
cpSync(inProject("tests", "package", "consumer"), folder, { recursive: true });

const programs = {
	"import lists, gets and deletes": "import.mjs",
	"require lists, gets and deletes": "require.cjs",
	"require gives the sandbox too": "sandbox.cjs",
	"import gives the server of the sandbox": "sandbox-server.mjs",
	"require gives the server of the sandbox": "sandbox-server.cjs",
	"import and require give the same classes": "both.mjs",
	"the entry of browsers lists, gets and deletes": "default-entry.mjs",
	"and it does without what the oldest browsers lack": "older.mjs",
};

for (const [name, file] of Object.entries(programs)) {
	test(name, () => run(file, process.execPath, [join(folder, file)], { cwd: folder, quiet: true }));
}
