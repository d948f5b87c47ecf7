// @ts-check
import { readFileSync } from "node:fs";
import { inProject } from "../lib/paths.mjs";

/**
 * Printable ASCII, without what means something inside a text of JavaScript, in HTML or in a replacement: it comes through
 * every encoding and every tool.
 */
const alphabet = "!#%()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

/**
 * Gives a .wasm file to an entry as a function that makes its bytes, which the bundle holds as text.
 *
 * Not as base64: it cuts bytes apart, and so hides from gzip what repeats. Compressed, it is a third larger than the module;
 * this text is as large as the module.
 *
 * @type {import("esbuild").Plugin}
 */
export const inlineWasm = {
	name: "inline-wasm",
	setup({ onLoad }) {
		onLoad({ filter: /\.wasm$/ }, ({ path }) => {
			const { text, order } = textOf(readFileSync(path));
			const args = [text, alphabet, order].map((argument) => JSON.stringify(argument)).join(", ");
			const contents = `import { bytesOfText } from "./bytes-of-text.js";\nexport default () => bytesOfText(${args});\n`;
			return { contents, resolveDir: inProject("js/entries") };
		});
	},
};

/**
 * What js/entries/bytes-of-text.ts reads.
 *
 * @param {Uint8Array} bytes
 */
function textOf(bytes) {
	const counts = new Uint32Array(256);
	for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
	const order = [...counts.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
	const pairs = [...alphabet.slice(-2)].flatMap((first) => [...alphabet].map((second) => first + second));
	const codes = [...alphabet.slice(0, -2), ...pairs];
	const codeOf = new Map(order.map((byte, index) => [byte, codes[index] ?? ""]));
	return { text: Array.from(bytes, (byte) => codeOf.get(byte)).join(""), order };
}
