// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const inJs = (path) => fileURLToPath(new URL(`../../js/${path}`, import.meta.url));

/** What a file of js/ exports. @param {string} path @returns {Promise<Record<string, readonly string[]>>} */
async function exportsOf(path) {
	const { outputFiles } = await build({ entryPoints: [inJs(path)], bundle: true, format: "esm", write: false });
	return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? "").toString("base64")}`);
}

/** How many members an enum of a generated file has. @param {string} path @param {string} name */
function membersOf(path, name) {
	const [, body] = new RegExp(`export const enum ${name} \\{\\n([^}]*)\\}`).exec(readFileSync(inJs(path), "utf8")) ?? [];
	assert.ok(body !== undefined, name);
	return body.trim().split("\n").length;
}

/** @type {[texts: string, reasons: string, tables: Record<string, string>][]} */
const rooms = [
	[
		"users/texts.ts",
		"users/reasons.ts",
		{
			SENTENCES: "Reason",
			USER_ID_PROBLEMS: "UserIdProblem",
			BASE_URL_PROBLEMS: "BaseUrlProblem",
			TOKEN_PROBLEMS: "TokenProblem",
			HEADER_PROBLEMS: "HeaderProblem",
			HINTS: "Hint",
			UNCONFIRMING: "Unconfirming",
			DECLARED: "Declared",
		},
	],
	[
		"errors/webhook-texts.ts",
		"errors/webhook-reasons.ts",
		{
			SENTENCES: "Reason",
			SECRET_FAULTS: "SecretFault",
			TARGET_FAULTS: "TargetFault",
			FORMS: "SignatureForm",
			BEARER_FAULTS: "BearerFault",
			HEADERS: "Header",
			SWITCHES: "Switch",
		},
	],
	["errors/settings.ts", "errors/webhook-reasons.ts", { SETTINGS: "Setting" }],
];

for (const [path, reasons, tables] of rooms) {
	test(`${path} has words for every number`, async () => {
		const exported = await exportsOf(path);
		for (const [table, name] of Object.entries(tables)) {
			assert.equal(exported[table]?.length, membersOf(reasons, name), table);
			assert.equal(new Set(exported[table]).size, exported[table]?.length, `${table} says something twice`);
		}
	});
}
