// Values of any type as bytes. bindings/src/webhooks/value.rs is the other side.
import { isGiven } from "../core/guarded.js";
import type { Writer } from "../core/record.js";

/** What stands for a value: nothing, a text, a number, true, false, or something else. */
const [NOTHING, TEXT, NUMBER, TRUE, FALSE, OTHER] = [0, 1, 2, 3, 4, 5];

/** Tells the core what a caller gave where one kind of value is wanted and any may come. */
export function writeValue(record: Writer, value: unknown): void {
	if (!isGiven(value)) record.byte(NOTHING);
	else if (typeof value === "string") record.byte(TEXT).text(value);
	else if (typeof value === "number") record.byte(NUMBER).number(value);
	else if (typeof value === "boolean") record.byte(value ? TRUE : FALSE);
	else record.byte(OTHER);
}
