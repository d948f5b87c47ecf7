// What is wrong with a body, as the core says it.
import type { Reader } from "../core/record.js";
import type { Issue } from "./powens-error.js";

/** Issues of a record: how many, and the code, the words and the pointer of each. */
export function readIssues(reader: Reader): Issue[] {
	const issues: Issue[] = [];
	for (let left = reader.number(); left > 0; left -= 1) {
		const [code, message, pointer] = [reader.text() as Issue["code"], reader.text() ?? "", reader.text() ?? ""];
		issues.push({ pointer, code, message });
	}
	return issues;
}

/** A text, and what the first issue says, on one line. */
export function withFirst(text: string, [first]: readonly Issue[]): string {
	if (first === undefined) return text;
	const { pointer, message } = first;
	// A line break in a key must not become one in a log, nor what turns or hides text.
	const place = pointer === "" ? "the body" : `"${pointer.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd")}"`;
	return `${text} First of all, ${place} ${message}.`;
}
