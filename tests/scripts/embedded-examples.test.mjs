// @ts-check
// Where a page shows a file, under a comment with its path, the two are the same: what is read is what is tested.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** @param {string} path */
const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** @param {string} path */
const read = (path) => readFileSync(inProject(path), "utf8");
/** @param {string} folder @param {string} ending */
const filesOf = (folder, ending) =>
	readdirSync(inProject(folder))
		.filter((name) => name.endsWith(ending))
		.map((name) => `${folder}/${name}`);

const pages = ["README.md", ...filesOf("docs", ".md"), ...filesOf("docs/receiving", ".md")];
/** `<!-- examples/receivers/node.mjs -->`, and the block behind it. */
const shown = /^<!-- ((?:examples|tests)\/\S+) -->\n```(\w+)\n(.*?)^```$/gms;

for (const page of pages) {
	const text = read(page);
	const told = [...text.matchAll(shown)];
	if (told.length === 0) continue;
	test(`${page} shows ${told.map(([, file]) => file).join(", ")}`, () => {
		const current = text.replaceAll(shown, (_, file, language) => `<!-- ${file} -->\n\`\`\`${language}\n${read(file)}\`\`\``);
		if (process.env.UPDATE === "1") writeFileSync(inProject(page), current);
		else assert.equal(text, current);
	});
}

test("each framework's example has a page of its name, which shows it, and which docs/receiving.md names", () => {
	const guide = read("docs/receiving.md");
	const examples = filesOf("examples/receivers", ".mjs");
	assert.ok(examples.length >= 13);
	const all = pages.map(read).join("\n");
	for (const example of examples) assert.ok(all.includes(`\n<!-- ${example} -->\n\`\`\`js\n`), `no page shows ${example}`);
	for (const page of filesOf("docs/receiving", ".md")) {
		const name = page.replace(/^docs\/receiving\/(.*)\.md$/, "$1");
		assert.ok(read(page).includes(`<!-- examples/receivers/${name}.mjs -->`), `${page} does not show its example`);
		assert.ok(guide.includes(`](receiving/${name}.md)`), `docs/receiving.md does not name ${page}`);
	}
});

test("links between the pages lead somewhere", () => {
	for (const page of pages) {
		const text = read(page).replaceAll(/^```.*?^```$/gms, "");
		for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
			if (/^(https?|mailto):/.test(target)) continue;
			const [path = "", anchor] = target.split("#");
			const file = path === "" ? page : fileURLToPath(new URL(path, `file:///${page}`)).slice(1);
			assert.ok(existsSync(inProject(file)), `${page}: ${target}`);
			if (anchor !== undefined && file.endsWith(".md")) assert.ok(anchorsOf(read(file)).includes(anchor), `${page}: ${target}`);
		}
	}
});

/** The anchors that GitHub gives the headings of a page. @param {string} markdown */
function anchorsOf(markdown) {
	const headings = [...markdown.replaceAll(/^```.*?^```$/gms, "").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
	return headings.map((heading) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
			.replaceAll(" ", "-"),
	);
}
