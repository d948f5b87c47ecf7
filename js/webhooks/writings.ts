/** The ways in which common libraries write JSON. */
export function* writings(value: unknown): Generator<string> {
	for (const text of [JSON.stringify(value), spaced(value), JSON.stringify(value, null, 2), JSON.stringify(value, null, 4)]) {
		if (typeof text !== "string") continue;
		yield text;
		yield text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
		yield text.replaceAll("/", "\\/");
	}
}

/** With a space behind each comma and colon, as Python writes it. */
function spaced(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
	return `{${Object.entries(value)
		.map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`)
		.join(", ")}}`;
}
