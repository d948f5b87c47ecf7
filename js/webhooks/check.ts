// Hands a payload to the check of the core, window by window.

import { encoder } from "../core/codecs.js";
import { type Core, WINDOW } from "../core/core.js";
import type { Reader } from "../core/record.js";
import { readIssues } from "../errors/issues.js";
import type { Issue } from "../errors/powens-error.js";
import type { Range } from "./content.js";

/** What is asked of a check, as bits. */
const enum Bit {
	First = 1,
	Last = 2,
	Strict = 4,
	FromObject = 8,
	TooLarge = 16,
}

/** Most issues of a payload that are told, where nobody asks for another number. */
export const MAX_ISSUES = 100;

/** How much is fed at once where a window does not hold a whole key or number: the core refuses those that are longer than 1 MiB. */
const LARGE = 10 * WINDOW;

/** What a check found. */
export interface Report {
	/** Not what the event carries. */
	readonly isRefused: boolean;
	/** No unambiguous JSON. */
	readonly isMalformed: boolean;
	readonly isAscii: boolean;
	/** `id_webhook_data`. */
	readonly id: number | null;
	/** The id of the user whom the payload is about. */
	readonly userId: number | null;
	/** Where the user is, who is a part of the payload. */
	readonly user: Range;
	readonly issues: Issue[];
	readonly warnings: Issue[];
}

/** What is asked for. */
export interface Asked {
	readonly event: number;
	readonly maxIssues: number;
	readonly isStrict: boolean;
}

/** Checks bytes. */
export function check(core: Core, { event, maxIssues, isStrict }: Asked, bytes: Uint8Array): Report {
	let bits: number = Bit.First | (isStrict ? Bit.Strict : 0);
	let kept = 0;
	let at = 0;
	do {
		// What needs more than that at once gets more; no more than that, however long the window is by now.
		const size = kept < WINDOW ? WINDOW : LARGE;
		const window = core.openWindow(size);
		const end = Math.min(bytes.length, at + size - kept);
		window.set(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end), kept);
		const length = kept + end - at;
		at = end;
		kept = core.exports.webhook_check(event, maxIssues, at === bytes.length ? bits | Bit.Last : bits, length);
		bits &= ~Bit.First;
	} while (kept >= 0);
	return readReport(core.read(-kept));
}

/** Checks the text of an object already parsed: no more than so many bytes of it. */
export function checkText(core: Core, { event, maxIssues, isStrict }: Asked, text: string, maxBytes: number): Report {
	let bits: number = Bit.First | Bit.FromObject | (isStrict ? Bit.Strict : 0);
	let kept = 0;
	let at = 0;
	let total = 0;
	do {
		const size = kept < WINDOW / 2 ? WINDOW : LARGE;
		const window = core.openWindow(size);
		const { read, written } = encoder.encodeInto(text.slice(at, at + (size - kept) / 3), window.subarray(kept));
		// A half of a character at the end of a piece is encoded with its other half.
		const isCut = /[\ud800-\udbff]/.test(text.charAt(at + read - 1)) && at + read < text.length;
		at += isCut ? read - 1 : read;
		total += isCut ? written - 3 : written;
		if (total > maxBytes) {
			kept = core.exports.webhook_check(event, maxIssues, bits | Bit.TooLarge, maxBytes);
			break;
		}
		const length = kept + (isCut ? written - 3 : written);
		kept = core.exports.webhook_check(event, maxIssues, at === text.length ? bits | Bit.Last : bits, length);
		bits &= ~Bit.First;
	} while (kept >= 0);
	return readReport(core.read(-kept));
}

/** The report on a body that is larger than allowed. */
export function checkTooLarge(core: Core, { event, maxIssues }: Asked, maxBytes: number): Report {
	return readReport(core.read(-core.exports.webhook_check(event, maxIssues, Bit.First | Bit.TooLarge, maxBytes)));
}

/** A report as the core writes it. */
export function readReport(reader: Reader): Report {
	const refused = reader.byte();
	const isAscii = reader.byte() === 1;
	const id = reader.optionalNumber();
	const userId = reader.optionalNumber();
	const user = { start: reader.number(), end: reader.number() };
	const issues = readIssues(reader);
	const warnings = readIssues(reader);
	return { isRefused: refused > 0, isMalformed: refused === 2, isAscii, id, userId, user, issues, warnings };
}
