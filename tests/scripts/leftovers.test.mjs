// @ts-check
// What an older build left in pkg/ is not packed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { leftovers } from "../../scripts/build/leftovers.mjs";
import { inProject } from "../../scripts/lib/paths.mjs";

test("a file is left over unless a step makes it, or the folder that it is in", () => {
	const files = ["pkg/node.mjs", "pkg/old.js", "pkg/types/index.d.ts", "pkg/typesafe.js", "pkg/wasm/users/a.wasm"].map((file) =>
		inProject(file),
	);
	const outputs = ["pkg/node.mjs", "pkg/node.mjs.map", "pkg/types", "pkg/wasm"];
	assert.deepEqual(leftovers(files, outputs), [inProject("pkg/old.js"), inProject("pkg/typesafe.js")]);
});
