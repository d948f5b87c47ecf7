// @ts-check

/**
 * A table as text: the first column flush left, the others flush right.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export function table(rows) {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows
		.map((row) => row.map((cell, column) => cell[column === 0 ? "padEnd" : "padStart"](widths[column] ?? 0)).join("  "))
		.join("\n");
}
