// Foreign errors in records: told to the core, and read again without secrets.
import type { Core } from "../core/core.js";
import type { Reader, Writer } from "../core/record.js";
import type { ErrorCause } from "./powens-error.js";

/** Tells the core a foreign error, or that there is none. */
export function writeCause(writer: Writer, cause: ErrorCause | undefined): Writer {
	writer.byte(cause !== undefined);
	if (cause === undefined) return writer;
	writer.text(cause.name).text(cause.code).text(cause.message).text(cause.digest);
	return writeCause(writer, cause.cause);
}

export function readCause(reader: Reader): ErrorCause | undefined {
	if (reader.byte() === 0) return undefined;
	const [name, code, message, digest] = [reader.text() ?? "", reader.text(), reader.text() ?? "", reader.text()];
	const behind = readCause(reader);
	return { name, code, message, ...(digest !== null && { digest }), ...(behind !== undefined && { cause: behind }) };
}

/** A foreign error in which the core has replaced every one of these secrets. */
export function readRedacted(core: Core, secrets: readonly string[], cause: ErrorCause): ErrorCause {
	const writer = core.write().byte(secrets.length);
	for (const secret of secrets) writer.text(secret);
	writeCause(writer, cause);
	return readCause(core.read(core.exports.redact(writer.length))) ?? cause;
}
