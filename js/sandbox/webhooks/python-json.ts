// JSON as Python's json.dumps writes it, which is what Powens' bodies look like: ", " and ": ", decimals as floats.

/** Fields that are decimals: Python writes 300.0, not 300. Of the Powens documentation, and some seen in practice. */
const DECIMALS: ReadonlySet<string> = new Set(
	`sync_frequency balance coming coming_balance valuation diff diff_percent prev_diff prev_diff_percent total_amount
	available_amount used_amount next_payment_amount rate last_payment_amount insurance_amount insurance_rate value gross_value
	original_value original_gross_value commission`.split(/\s+/),
);

/** How text beyond ASCII is written: escaped, as `json.dumps` does by default, or as itself. */
export type TextForm = "escaped" | "utf-8";

/**
 * Writes a value of JSON as Python does. What JSON cannot hold is treated as `JSON.stringify` does: members that are undefined are
 * left out, other such values are null. A surrogate without its pair is escaped in both forms, since no UTF-8 can hold it.
 */
export function pythonJson(value: unknown, form: TextForm, key = ""): string {
	if (typeof value === "string") return textOf(value, form);
	if (typeof value === "number") return numberOf(value, DECIMALS.has(key));
	if (typeof value === "boolean") return String(value);
	if (typeof value !== "object" || value === null) return "null";
	if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, form)).join(", ")}]`;
	const members = Object.entries(value).filter(([, member]) => member !== undefined);
	return `{${members.map(([name, member]) => `${textOf(name, form)}: ${pythonJson(member, form, name)}`).join(", ")}}`;
}

function textOf(text: string, form: TextForm): string {
	// Well-formed: lone surrogates come out escaped. Both write the same escapes below U+0020.
	const json = JSON.stringify(text);
	return form === "utf-8"
		? json
		: json.replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function numberOf(value: number, isDecimal: boolean): string {
	if (!Number.isFinite(value)) return "null";
	if (Number.isInteger(value) && !isDecimal) return BigInt(value).toString();
	return floatOf(value);
}

/** `repr` of a float: the same digits as in JavaScript, an exponent of two digits from 1e16 on and below 1e-4, and always a sign of being a float. */
function floatOf(value: number): string {
	const magnitude = Math.abs(value);
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e16)) {
		// In this range JavaScript writes no exponent either.
		const digits = String(magnitude);
		return sign + (digits.includes(".") ? digits : `${digits}.0`);
	}
	const [digits = "", exponent = ""] = magnitude.toExponential().split("e");
	return `${sign}${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}
