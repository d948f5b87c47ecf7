// @ts-check
import { gunzipSync } from "node:zlib";

const BLOCK = 512;

/**
 * Where two packages that npm packed differ first, or null where they are the same bytes.
 *
 * @param {Buffer} first
 * @param {Buffer} second
 * @returns {string | null}
 */
export function firstDifference(first, second) {
	if (first.equals(second)) return null;
	const [before, after] = [filesOf(first), filesOf(second)];
	for (const name of new Set([...before.keys(), ...after.keys()])) {
		const [one, other] = [before.get(name), after.get(name)];
		if (one === undefined || other === undefined) return `only the ${one === undefined ? "second" : "first"} has ${name}`;
		if (!one.content.equals(other.content)) return `${name}, ${contentDifference(one.content, other.content)}`;
		if (!one.header.equals(other.header)) return `${name} has mode ${modeOf(one.header)}, then ${modeOf(other.header)}`;
	}
	return "the order of the files, or how they are compressed";
}

/**
 * The files of a compressed tar archive.
 *
 * @param {Buffer} archive
 */
function filesOf(archive) {
	const tar = gunzipSync(archive);
	/** @type {Map<string, { header: Buffer, content: Buffer }>} */
	const files = new Map();
	for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
		const header = tar.subarray(at, at + BLOCK);
		const size = Number.parseInt(textAt(header, 124, 12), 8);
		const name = [textAt(header, 345, 155), textAt(header, 0, 100)].filter((part) => part !== "").join("/");
		files.set(name, { header, content: tar.subarray(at + BLOCK, at + BLOCK + size) });
		at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
	}
	return files;
}

/**
 * @param {Buffer} header
 * @param {number} start
 * @param {number} length
 */
function textAt(header, start, length) {
	return header
		.toString("latin1", start, start + length)
		.replace(/\0.*$/s, "")
		.trim();
}

/** @param {Buffer} header */
function modeOf(header) {
	return textAt(header, 100, 8);
}

/**
 * @param {Buffer} first
 * @param {Buffer} second
 */
function contentDifference(first, second) {
	const found = first.findIndex((byte, index) => byte !== second[index]);
	const at = found < 0 ? first.length : found;
	const [one, other] = [first, second].map((bytes) => JSON.stringify(bytes.toString("latin1", Math.max(0, at - 20), at + 40)));
	return `at byte ${at}: ${one} in the first, ${other} in the second (${first.length} and ${second.length} bytes)`;
}
