// @ts-check
// `@ts-expect-error` says that a line is wrong, but not how: a misspelt test would do as well.

const directive = /^(\s*\/\/ )@ts-expect-error /;

/**
 * Codes of errors that tell of a mistake in the test: syntax, names and modules that are not there, types that are not said.
 *
 * @param {number} code
 */
export function isMistake(code) {
	return code < 2000 || [2304, 2307, 2503, 2552].includes(code) || (code >= 7000 && code < 8000);
}

/**
 * @param {string} source
 * @returns {{ text: string, lines: number[] }} the lines that the directives speak of, counted from 1
 */
export function withoutDirectives(source) {
	/** @type {number[]} */
	const lines = [];
	const kept = source.split("\n").map((line, index) => {
		if (!directive.test(line)) return line;
		lines.push(index + 2);
		return line.replace(directive, "$1");
	});
	return { text: kept.join("\n"), lines };
}
