// What was found under the names of headers, told to the core.
import { isArray } from "../core/guarded.js";
import type { Writer } from "../core/record.js";
import { readError } from "./errors.js";
import type { FoundHeaders } from "./headers.js";
import { withCore } from "./seam.js";

/** The two headers of a signature, as one text each; throws for all else, with the core's reason. */
export function textHeaders({ signature, date, authorization }: FoundHeaders): { signature: string; date: string } {
	if (typeof signature === "string" && typeof date === "string") return { signature, date };
	return withCore<never>((core) => {
		const record = core.write();
		for (const found of [signature, date, authorization]) writeFound(record, found);
		core.exports.webhook_headers(record.length);
		return readError(core);
	});
}

/** What was found under a name: nothing, a text, more than one, or something that is no text. */
export function writeFound(record: Writer, found: unknown): void {
	const kind = found === undefined || found === null ? 0 : typeof found === "string" ? 1 : isArray(found) ? 2 : 3;
	record.byte(kind).text(kind === 1 ? (found as string) : undefined);
}
