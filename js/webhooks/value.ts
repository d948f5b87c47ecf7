// Values of any type as bytes. bindings/src/webhooks/value.rs is the other side.
import { isGiven } from "../core/guarded.js";
import type { Writer } from "../core/record.js";

/** What stands for a value: nothing, a text, a number, true, false, or something else. */
const enum Tag {
	Nothing,
	Text,
	Number,
	True,
	False,
	Other,
}

/** Tells the core what a caller gave where one kind of value is wanted and any may come. */
export function writeValue(record: Writer, value: unknown): void {
	if (!isGiven(value)) record.byte(Tag.Nothing);
	else if (typeof value === "string") record.byte(Tag.Text).text(value);
	else if (typeof value === "number") record.byte(Tag.Number).number(value);
	else if (typeof value === "boolean") record.byte(value ? Tag.True : Tag.False);
	else record.byte(Tag.Other);
}
