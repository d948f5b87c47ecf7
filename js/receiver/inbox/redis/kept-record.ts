// What is kept, as Redis has it: the facts as JSON, the bytes as they are.
import type { Kept, KeptBody, KeptEntry } from "../inbox.js";
import { textOf } from "./client.js";

/** The facts of a kept body, and no more than those. */
export function recordOf({ route, event, source, reason, code, signedAtMs }: KeptBody): string {
	return JSON.stringify({ route, event, source, reason, code, signedAtMs });
}

/**
 * Reads the reply of a script: record, when it was kept, attempts, length.
 *
 * @returns undefined where nothing is kept.
 */
export function entryOf(key: string, [record, keptAt, attempts, bytes]: readonly unknown[]): KeptEntry | undefined {
	const text = textOf(record);
	if (text === "") return undefined;
	const { route, event, source, reason, code, signedAtMs } = JSON.parse(text) as Omit<KeptBody, "body">;
	return {
		key,
		route,
		event,
		source,
		reason,
		code,
		signedAtMs,
		keptAtMs: Number(textOf(keptAt)),
		attempts: Number(textOf(attempts)),
		bytes: Number(textOf(bytes)),
	};
}

/** The same with the bytes in the place of their length. */
export function keptOf(key: string, [record, keptAt, attempts, body]: readonly unknown[]): Kept | undefined {
	if (!(body instanceof Uint8Array)) throw new TypeError("The client gives text where bytes were asked for.");
	const entry = entryOf(key, [record, keptAt, attempts, String(body.length)]);
	// A copy: the client may use the memory of its replies again.
	return entry && { ...entry, body: new Uint8Array(body) };
}
