// @ts-check
// The tables of docs/receiving.md say what the code of the receiver says.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** @param {string} path */
const read = (path) => readFileSync(inProject(path), "utf8");
const page = read("docs/receiving.md");

/** The rows of the table whose head begins so, by cells. @param {string} head */
function table(head) {
	const start = page.indexOf(`\n| ${head} |`);
	assert.ok(start > 0, head);
	const [, , ...lines] =
		page
			.slice(start + 1)
			.split("\n\n", 1)[0]
			?.split("\n") ?? [];
	return lines.map((line) =>
		line
			.split("|")
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

/** @param {string} cell */
const codesIn = (cell) => [...cell.matchAll(/`(.*?)`/g)].map(([, code = ""]) => code);

const rows = table("outcome").flatMap(([kind = "", codes = "", status = ""]) =>
	(codes === "" ? [""] : codesIn(codes)).map((code) => ({ kind: codesIn(kind)[0] ?? "", code, status: Number(status) })),
);

/** What the receiver's own sources write as a code. */
function codesOfReceiver() {
	const folders = ["js/receiver", "js/receiver/proof"];
	const files = folders.flatMap((folder) =>
		readdirSync(inProject(folder))
			.filter((name) => name.endsWith(".ts"))
			.map((name) => `${folder}/${name}`),
	);
	const notCodes = ["invalid_argument", "id_webhook_data", "not_found", "no_route", "timeout"];
	const words = files.flatMap((file) =>
		[...read(file).matchAll(/(?<![\w/])"([a-z]+(?:_[a-z]+)+)"/g)].map(([, word = ""]) => word),
	);
	// As results: those that `replay` gives besides are no answers to requests.
	const results = files.flatMap((file) => [...read(file).matchAll(/\b(?:busy|failed)\("(\w+)"/g)].map(([, word = ""]) => word));
	return new Set([...words.filter((word) => !notCodes.includes(word)), ...results, "not_found"]);
}

test("each code that the receiver answers with is in the table", () => {
	const told = new Set(rows.map(({ code }) => code));
	const missing = [...codesOfReceiver()].filter((code) => !told.has(code));
	assert.deepEqual(missing, []);
});

test("each outcome is in the table", () => {
	const [, kinds = ""] = /export type OutcomeKind =(.*?);/s.exec(read("js/receiver/outcome.ts")) ?? [];
	const named = [...kinds.matchAll(/"(\w+)"/g)].map(([, kind]) => kind);
	assert.deepEqual([...new Set(rows.map(({ kind }) => kind))].sort(), named.sort());
});

test("what Webhooks refuses has the status there that it has everywhere", async () => {
	const { outputFiles } = await build({
		entryPoints: [inProject("js/errors/webhook-reasons.ts")],
		bundle: true,
		format: "esm",
		write: false,
	});
	const { WEBHOOK_STATUSES } = await import(
		`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? "").toString("base64")}`
	);
	const shared = rows.filter(({ kind, code }) => kind === "refused" && Object.hasOwn(WEBHOOK_STATUSES, code));
	assert.ok(shared.length > 15);
	for (const { code, status } of shared) assert.equal(status, WEBHOOK_STATUSES[code], code);
	// Each refusal of a stranger is there.
	const told = shared.map(({ code }) => code);
	const of401 = Object.entries(WEBHOOK_STATUSES).filter(([, status]) => status === 401);
	for (const [code] of of401) assert.ok(told.includes(code), code);
});

test("each limit of the options is in the table, with its default", () => {
	const [, options = ""] = /export interface ReceiverOptions<.*?\{\n(.*?)\n\}/s.exec(read("js/receiver/options.ts")) ?? [];
	const declared = [
		...options.matchAll(/Default(?: and most)?: ([\w` ]+?)(?: \(.*?\))?[.,;].*?\*\/\s+readonly (\w+)\?/gs),
	].filter(([, , name = ""]) => !["now", "random"].includes(name));
	const told = Object.fromEntries(
		table("option").map(([name = "", value = ""]) => [codesIn(name)[0], value.replaceAll("_", "")]),
	);
	assert.ok(declared.length >= 9);
	assert.deepEqual(Object.keys(told).sort(), declared.map(([, , name]) => name).sort());
	for (const [, value = "", name = ""] of declared) {
		if (/^\d+$/.test(value)) assert.equal(told[name], `\`${value}\``, name);
	}
});
