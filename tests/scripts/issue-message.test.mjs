// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../../js/errors/issue-message.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [source], bundle: true, format: "esm", write: false });
const code = Buffer.from(outputFiles[0]?.contents ?? "").toString("base64");
/** @type {{ issueMessage: (code: number, a: number, b: number, n: number) => string }} */
const { issueMessage } = await import(`data:text/javascript;base64,${code}`);

/** @type {[number, number, number, number, string][]} */
const vectors = JSON.parse(readFileSync(new URL("../vectors/issue-messages.json", import.meta.url), "utf8"));

test("the message of each issue is the one that Rust makes", () => {
	assert.ok(vectors.length > 300);
	for (const [code, a, b, n, message] of vectors) {
		assert.equal(issueMessage(code, a, b, n), message, `of ${code}, ${a}, ${b}, ${n}`);
	}
});

test("numbers that no issue has make no message of their own", () => {
	assert.equal(issueMessage(255, 255, 255, 255), "");
	assert.equal(issueMessage(12, 255, 255, 0), "must be , but is ");
});
