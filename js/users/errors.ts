// Errors of calls: what the core says of them as a record, put into words.
import type { Core } from "../core/core.js";
import { readCause } from "../errors/cause-record.js";
import { readIssues, withFirst } from "../errors/issues.js";
import { PowensError } from "../errors/powens-error.js";
import { codes, effects } from "./reasons.js";
import { reasonText } from "./texts.js";

/** Why an attempt failed, and how long until the next one; null where there is none. */
export interface Failed {
	readonly error: PowensError;
	readonly retryInMs: number | null;
}

/** The error that the core answered with, by a negative number. */
export function readFailed(core: Core, answer: number): Failed {
	const reader = core.read(-answer);
	const wait = reader.number();
	const [code, reason, a] = [reader.byte(), reader.byte(), reader.byte()];
	const text = reasonText(reason, a, reader.number(), reader.number());
	const fields = {
		code: codes[code] ?? "network",
		status: reader.optionalNumber(),
		requestId: reader.text(),
		retryAfterMs: reader.optionalNumber(),
		attempts: reader.number(),
		effect: effects[reader.byte() - 1] ?? null,
		apiCode: reader.text(),
		apiDescription: reader.text(),
		apiMessage: reader.text(),
		issues: readIssues(reader),
	};
	const error = new PowensError(withFirst(text, fields.issues), {
		...fields,
		pointer: fields.issues[0]?.pointer ?? null,
		cause: readCause(reader),
	});
	return { error, retryInMs: wait < 0 ? null : wait };
}
