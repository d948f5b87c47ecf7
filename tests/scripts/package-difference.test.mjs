// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { firstDifference } from "../../scripts/test/package-difference.mjs";

/** @typedef {{ content?: string, mode?: string, prefix?: string }} File */

const BLOCK = 512;
/** Longer than a block, and no whole number of them. */
const long = "a line of a file that is packed\n".repeat(30);
/** @type {Record<string, File>} */
const files = {
	"package/a.js": { content: "one();\n" },
	"package/b.js": { content: long },
	"package/c.js": { content: "three();\n" },
};

/**
 * As npm packs: a tar archive, compressed.
 *
 * @param {Record<string, File>} files
 * @param {import("node:zlib").ZlibOptions} [options]
 */
function packed(files, options) {
	const blocks = Object.entries(files).flatMap(([name, { content = "", mode = "000644 ", prefix = "" }]) => {
		const header = Buffer.alloc(BLOCK);
		header.write(name, 0);
		header.write(mode, 100);
		header.write(`${content.length.toString(8).padStart(11, "0")} `, 124);
		header.write(prefix, 345);
		return [header, Buffer.from(content.padEnd(Math.ceil(content.length / BLOCK) * BLOCK, "\0"))];
	});
	return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), options);
}

test("the same bytes do not differ", () => {
	assert.equal(firstDifference(packed(files), packed(files)), null);
});

test("a file's content: where, and what stands there in each", () => {
	const other = { ...files, "package/b.js": { content: long.replace(/packed\n$/, "shrunk\n") } };
	const difference = firstDifference(packed(files), packed(other)) ?? "";
	assert.match(difference, /^package\/b\.js, at byte 953: ".*packed\\n" in the first, ".*shrunk\\n" in the second/);
	assert.match(difference, /\(960 and 960 bytes\)$/);
});

test("a file that is longer in one of them", () => {
	for (const [one, other, sizes] of /** @type {const} */ ([
		["kept();", "kept();more();", "7 and 14"],
		["kept();more();", "kept();", "14 and 7"],
	])) {
		const difference = firstDifference(
			packed({ "package/a.js": { content: one } }),
			packed({ "package/a.js": { content: other } }),
		);
		assert.match(difference ?? "", new RegExp(`^package/a\\.js, at byte 7: .*\\(${sizes} bytes\\)$`));
	}
});

test("a file's mode", () => {
	const other = { ...files, "package/c.js": { content: "three();\n", mode: "000755 " } };
	assert.equal(firstDifference(packed(files), packed(other)), "package/c.js has mode 000644, then 000755");
});

test("a file that only one of them has", () => {
	const { "package/b.js": gone, ...left } = files;
	assert.ok(gone);
	assert.equal(firstDifference(packed(files), packed(left)), "only the first has package/b.js");
	assert.equal(firstDifference(packed(left), packed(files)), "only the second has package/b.js");
});

test("a name that is too long for one field is told whole", () => {
	const [one, other] = ["1", "2"].map((content) => packed({ "name.js": { content, prefix: "package/folder" } }));
	assert.match(firstDifference(one ?? Buffer.of(), other ?? Buffer.of()) ?? "", /^package\/folder\/name\.js, /);
});

test("the same files, packed otherwise", () => {
	const reversed = Object.fromEntries(Object.entries(files).reverse());
	for (const other of [packed(reversed), packed(files, { level: 1 })])
		assert.equal(firstDifference(packed(files), other), "the order of the files, or how they are compressed");
});
