// @ts-check
// bench/README.md: one section for each benchmark, which replaces its own and leaves the others as they were.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const file = new URL("./README.md", import.meta.url);
const sections = /** @type {const} */ ([
	"What the check of a list costs",
	"What a webhook costs",
	"What a start costs",
	"What a receiver costs",
	"What the crate costs",
]);
const introduction = `# Benchmarks

Made by \`npm run bench\`, which builds the package and measures it beside others on the same machine, in turns; each time is the median of many. \`npm run bench -- list\`, \`npm run bench -- webhooks\`, \`npm run bench -- start-up\`, \`npm run bench -- receiver\` or \`npm run bench -- rust\` makes one section again.
`;

/**
 * @param {typeof sections[number]} heading
 * @param {string} text
 */
export function writeSection(heading, text) {
	const old = existsSync(file) ? readFileSync(file, "utf8").split(/^(?=## )/m) : [];
	const written = new Map(old.map((section) => [section.match(/^## (.*)/)?.[1], section.trim()]));
	written.set(heading, `## ${heading}\n\n${text.trim()}`);
	const parts = sections.map((section) => written.get(section)).filter((section) => section !== undefined);
	writeFileSync(file, `${introduction}\n${parts.join("\n\n")}\n`);
	console.log(`\n${text}\nWritten to bench/README.md.`);
}

/**
 * Where a section was measured, and which versions.
 *
 * @param {readonly string[]} packages beside the product
 */
export function measuredOn(packages) {
	const paths = packages.map((name) => /** @type {const} */ ([name, `../node_modules/${name}/package.json`]));
	const versions = [/** @type {const} */ (["powens-users", "../package.json"]), ...paths].map(
		([name, path]) => `${name} ${JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).version}`,
	);
	return `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${versions.join(", ")}`;
}

/**
 * A table in Markdown: the first column to the left, numbers to the right.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
	const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(" | ")} |`;
	return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
