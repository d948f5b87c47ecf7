// @ts-check
// The recipes of README.md, as programs: its own text, and around it what a reader has.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../../../scripts/lib/paths.mjs";

/** Writes down what the recipe hands over, for {@link expected} to be compared with. */
const prelude = `import { appendFileSync } from "node:fs";
import { isPowensError, Webhooks } from "powens-users";

const webhooks = new Webhooks({ secretKey: "recipe-secret" });
const note = (text) => appendFileSync(process.env.NOTES, text + "\\n");
const handle = async (event) => note("handled " + event.user.id);
const keep = async (body) => note("kept " + new TextDecoder().decode(body));
`;

/** What a case reports: each answer, and what was handed over. */
export const expected = {
	statuses: { genuine: 204, compressed: 204, forged: 401, undocumented: 204 },
	notes: ["handled 42", "handled 42", 'kept {"id": "forty-two"}'],
};

/**
 * @param {string} title how its paragraph begins: "Hono"
 * @returns {string} the program, but for the lines of the platform that the recipe leaves out
 */
export function recipeOf(title) {
	const readme = readFileSync(inProject("README.md"), "utf8");
	const [, section = ""] = readme.match(/^### The raw body\n(.*?)^### /ms) ?? [];
	const recipes = [...section.matchAll(/^([^\n]+):\n\n```js\n(.*?)^```\n/gms)];
	const own = recipes.filter(([, name = ""]) => name === title || name.startsWith(`${title},`) || name.startsWith(`${title} `));
	const [receive] = [...section.matchAll(/^```js\n(.*?^async function receive.*?)^```\n/gms)];
	assert.equal(own.length, 1, `README.md has ${own.length} recipes for ${title}`);
	assert.ok(receive, "README.md has no function receive()");
	assert.ok((own[0]?.[2] ?? "").trimEnd().split("\n").length <= 4, `the recipe for ${title} has grown`);
	return `${prelude}\n${receive[1]}\n${own[0]?.[2]}`;
}

/**
 * @param {import("./context.mjs").Context} context
 * @param {string} name
 * @param {(notes: string) => Promise<string>} send gives what a program has printed that sends the webhooks: the statuses
 */
export async function exchange({ folder }, name, send) {
	const notes = join(folder, `notes-of-${name}.txt`);
	const statuses = JSON.parse(await send(notes));
	return { statuses, notes: readFileSync(notes, "utf8").trim().split("\n") };
}
