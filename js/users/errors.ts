// Errors of calls: what the core says of them as a record, put into words.
import type { Core } from "../core/core.js";
import type { Reader, Writer } from "../core/record.js";
import { issueText, readIssues } from "../errors/issues.js";
import { type ErrorCause, PowensError } from "../errors/powens-error.js";
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
	const cause = readCause(reader);
	const [first] = fields.issues;
	const error = new PowensError(first === undefined ? text : `${text} First of all, ${issueText(first)}.`, {
		...fields,
		pointer: first?.pointer ?? null,
		...(cause !== undefined && { cause }),
	});
	return { error, retryInMs: wait < 0 ? null : wait };
}

/** Tells the core a foreign error, or that there is none. */
export function writeCause(writer: Writer, cause: ErrorCause | undefined): Writer {
	writer.byte(cause !== undefined);
	if (cause === undefined) return writer;
	writer.text(cause.name).text(cause.code).text(cause.message).text(cause.digest);
	return writeCause(writer, cause.cause);
}

function readCause(reader: Reader): ErrorCause | undefined {
	if (reader.byte() === 0) return undefined;
	const [name, code, message, digest] = [reader.text() ?? "", reader.text(), reader.text() ?? "", reader.text()];
	const behind = readCause(reader);
	return { name, code, message, ...(digest !== null && { digest }), ...(behind !== undefined && { cause: behind }) };
}

/** A foreign error without secrets. */
export function readRedacted(core: Core, secrets: readonly string[], cause: ErrorCause): ErrorCause {
	const writer = core.write().byte(secrets.length);
	for (const secret of secrets) writer.text(secret);
	writeCause(writer, cause);
	return readCause(core.read(core.exports.redact(writer.length))) ?? cause;
}
