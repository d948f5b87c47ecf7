// @ts-check
// The tables of docs/emulator.md say what the code of the sandbox says.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const page = readFileSync(inProject("docs/emulator.md"), "utf8");

/** What a file of the sandbox exports. @param {string} path @returns {Promise<Record<string, any>>} */
async function exportsOf(path) {
	const entryPoints = [inProject(`js/sandbox/${path}`)];
	const { outputFiles } = await build({ entryPoints, bundle: true, format: "esm", write: false });
	return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? "").toString("base64")}`);
}

/** The rows of the table whose head begins so. @param {string} head */
function table(head) {
	const lines =
		page
			.slice(page.indexOf(`\n| ${head} |`) + 1)
			.split("\n\n")[0]
			?.split("\n")
			.slice(2) ?? [];
	assert.ok(lines.length > 0, head);
	return lines.map((line) =>
		line
			.split("|")
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

/** @param {string} cell */
const code = (cell) => /^`(.*)`$/.exec(cell)?.[1] ?? assert.fail(cell);

/** The text of a value as a source says it: 10_000. @param {unknown} value */
const literal = (value) =>
	typeof value === "number" && value >= 1000
		? String(value)
				.replace(/(?=(?:\d{3})+$)/g, "_")
				.replace(/^_/, "")
		: JSON.stringify(value);

test("each choice stands there with its default, what else it may be, and a source", async () => {
	const { DEFAULT_CHOICES, readChoices } = await exportsOf("choices.ts");
	const told = table("choice");
	assert.deepEqual(
		told.map(([name = "", value = ""]) => [code(name), code(value)]),
		Object.entries(DEFAULT_CHOICES).map(([name, value]) => [name, literal(value)]),
	);
	for (const [name = "", , others = "", what, source] of told) {
		assert.ok(what && source, name);
		for (const [, other = ""] of others.matchAll(/`(.*?)`/g)) readChoices({ [code(name)]: JSON.parse(other) });
	}
});

test("each option stands there", async () => {
	const source = readFileSync(inProject("js/sandbox/options.ts"), "utf8");
	const [, body = ""] = /export interface SandboxOptions \{\n(.*?)\n\}/s.exec(source) ?? [];
	const names = [...body.matchAll(/^\t(\w+)\?:/gm)].map(([, name]) => name);
	assert.deepEqual(
		table("option of `createSandbox`")
			.map(([name = ""]) => code(name))
			.sort(),
		names.sort(),
	);
});

test("each fault stands there, and whether the work may be done all the same", async () => {
	const { PERFORMS, FAULTS } = await exportsOf("faults/catalog.ts");
	const ofAnswers = table("fault of an answer");
	assert.deepEqual(
		ofAnswers.map(([name = "", , performs]) => [code(name), performs]),
		Object.entries(PERFORMS).map(([name, performs]) => [name, performs.join(", ")]),
	);
	const ofDeliveries = table("fault of a delivery");
	assert.deepEqual(
		[...ofAnswers, ...ofDeliveries].map(([name = ""]) => code(name)),
		FAULTS,
	);
});

test("each user who always fails stands there, with how", async () => {
	const { SPECIAL_USERS } = await exportsOf("faults/special-users.ts");
	const rows = SPECIAL_USERS.map(
		(/** @type {any} */ { id, fault, performs, says }) => `| ${id} | \`${fault}\` | ${performs} | ${says} |\n`,
	).join("");
	const current = /(?<=^\| user \|.*\n.*\n)(?:\|.*\n)+/m;
	if (process.env.UPDATE === "1")
		writeFileSync(
			inProject("docs/emulator.md"),
			page.replace(current, () => rows),
		);
	else assert.equal(current.exec(page)?.[0], rows);
});

test("what a broken connection is called stands there as the soaks hold both clients to it", () => {
	const { faults } = JSON.parse(readFileSync(inProject("tests/soak/outcomes.json"), "utf8"));
	const codes = (/** @type {string} */ cell) => cell.split(", ").map(code);
	const told = table("fault over HTTP").flatMap(([names = "", calls = "", npm = "", crate = ""]) =>
		codes(names).flatMap((fault) => codes(calls).map((call) => [fault, call, codes(npm), codes(crate)])),
	);
	const held = ["refused", "reset", "reset_in_body"].flatMap((fault) =>
		["list", "get", "delete"].map((call) => [fault, call, faults[fault][call], faults[fault][call]]),
	);
	assert.deepEqual(told.sort(), held.sort());
});
