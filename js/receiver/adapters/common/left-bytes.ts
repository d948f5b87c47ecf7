// The body of a request that somebody has read before: the bytes that are left of it, if any.
import { isObject } from "../../../core/guarded.js";
import type { IncomingBody } from "../../incoming.js";

/** What body parsers and platforms put beside a request. */
export interface Holder {
	readonly rawBody?: unknown;
	readonly body?: unknown;
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** The bytes that one of these holds, or why there are none. */
export function leftBytes(holders: readonly Holder[]): IncomingBody {
	let isParsed = false;
	for (const { rawBody, body } of holders) {
		for (const left of [rawBody, body]) {
			const found = rawOf(left);
			if (found !== undefined) return found;
			isParsed ||= isObject(left);
		}
	}
	return { kind: "lost", code: isParsed ? "body_not_raw" : "body_consumed" };
}

function rawOf(left: unknown): IncomingBody | undefined {
	if (typeof left === "string") return textBody(left);
	if (left instanceof Uint8Array || Object.prototype.toString.call(left) === "[object Uint8Array]") {
		return { kind: "bytes", bytes: left as Uint8Array };
	}
	return undefined;
}

/**
 * A body that came as text. Text in UTF-8 is exact; compressed bytes that were taken for text are lost, and are known by the first
 * byte of gzip, which no JSON has.
 */
export function textBody(text: string): IncomingBody {
	if (text.charCodeAt(0) === 0x1f) return { kind: "lost", code: "body_not_raw" };
	return { kind: "bytes", bytes: encoder.encode(text) };
}
