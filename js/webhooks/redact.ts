// Foreign errors without the secrets that a caller gave.
import type { Reader, Writer } from "../core/record.js";
import type { ErrorCause } from "../errors/powens-error.js";
import { withCore } from "./seam.js";

/** A foreign error in which the core has replaced every one of these secrets. */
export function redacted(secrets: readonly unknown[], cause: ErrorCause): ErrorCause {
	const texts = secrets.filter((secret) => typeof secret === "string");
	return withCore((core) => {
		const record = core.write().byte(texts.length);
		for (const text of texts) record.text(text);
		writeCause(record, cause);
		return readCause(core.read(core.exports.redact(record.length))) ?? cause;
	});
}

function writeCause(record: Writer, cause: ErrorCause | undefined): void {
	record.byte(cause !== undefined);
	if (cause === undefined) return;
	record.text(cause.name).text(cause.code).text(cause.message).text(cause.digest);
	writeCause(record, cause.cause);
}

function readCause(reader: Reader): ErrorCause | undefined {
	if (reader.byte() === 0) return undefined;
	const [name, code, message, digest] = [reader.text() ?? "", reader.text(), reader.text() ?? "", reader.text()];
	const cause = readCause(reader);
	return { name, code, message, ...(digest !== null && { digest }), ...(cause !== undefined && { cause }) };
}
