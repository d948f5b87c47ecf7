// Foreign errors without the secrets that a caller gave.
import { readRedacted } from "../errors/cause-record.js";
import type { ErrorCause } from "../errors/powens-error.js";
import { withCore } from "./seam.js";

/** A foreign error in which the core has replaced every one of these secrets. */
export function redacted(secrets: readonly unknown[], cause: ErrorCause): ErrorCause {
	const texts = secrets.filter((secret) => typeof secret === "string");
	return withCore((core) => readRedacted(core, texts, cause));
}
