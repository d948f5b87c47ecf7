import { issueSentences } from "./issue-words.js";
import { filled } from "./sentence.js";

type Words = readonly string[];

/**
 * What is wrong at a place of a body, in words that follow the name of the place: `must be text, but is a number`. The arguments
 * are the numbers by which the core knows an issue.
 */
export function issueMessage(code: number, a: number, b: number, n: number): string {
	const [sentence, first, second]: readonly [string?, Words?, Words?] = issueSentences[code] ?? [];
	return filled(sentence, first?.[a], second?.[b], n);
}
