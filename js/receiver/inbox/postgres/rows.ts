// What the database gives, as it is understood here.
import { isObject } from "../../../core/guarded.js";
import type { Kept, KeptEntry, KeptReason } from "../inbox.js";

type Row = Readonly<Record<string, unknown>>;

/** The one row of a result, or undefined. */
export function firstRow(result: { readonly rows: readonly unknown[] } | undefined): Row | undefined {
	const row = result?.rows[0];
	return isObject(row) ? (row as Row) : undefined;
}

/** A boolean; `t` where somebody has told the library to leave values as they come. */
export function isTrue(value: unknown): boolean {
	return value === true || value === "t";
}

export function entryOf(row: Row): KeptEntry {
	return {
		key: String(row.key),
		route: String(row.route),
		event: row.event === null ? null : String(row.event),
		source: String(row.source),
		reason: row.reason as KeptReason,
		code: String(row.code),
		signedAtMs: row.signed_at_ms === null ? null : Number(row.signed_at_ms),
		keptAtMs: Math.floor(Number(row.kept_at_ms)),
		attempts: Number(row.attempts),
		bytes: Number(row.bytes),
	};
}

export function keptOf(row: Row): Kept {
	if (!ArrayBuffer.isView(row.body)) throw new TypeError("PostgreSQL's bytea must come as a Buffer, which is how pg does it.");
	// Not a Buffer any more, nor a part of memory that others use.
	return { ...entryOf(row), body: new Uint8Array(row.body as Uint8Array) };
}
