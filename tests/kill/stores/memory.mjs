// @ts-check
// The inbox of another process, which keeps it in memory: for a kill test of the kill test itself, with no server.
import { TIMES } from "../plan.mjs";

/** @typedef {import("powens-users/receiver").Inbox} Inbox */

/** Bytes as base64, and back. */
const written = (/** @type {string} */ _, /** @type {unknown} */ value) =>
	value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
const read = (/** @type {string} */ _, /** @type {any} */ value) =>
	typeof value?.base64 === "string" ? new Uint8Array(Buffer.from(value.base64, "base64")) : value;

/** @param {unknown} value */
export const toText = (value) => JSON.stringify(value, written);
/** @param {string} text */
export const fromText = (text) => JSON.parse(text, read);

/** @param {string} url */
export async function openMemory(url) {
	/** @param {keyof Inbox} method */
	const far =
		(method) =>
		async (/** @type {unknown[]} */ ...args) => {
			const response = await fetch(url, {
				method: "POST",
				body: toText({ method, args }),
				signal: AbortSignal.timeout(TIMES.storeTimeoutMs),
			});
			const text = await response.text();
			if (!response.ok) throw new Error(text);
			return fromText(text).result;
		};
	/** @type {Inbox} */
	const inbox = {
		retentionMs: 30 * 86_400_000,
		...{ claim: far("claim"), renew: far("renew"), commit: far("commit"), release: far("release") },
		...{ keep: far("keep"), list: far("list"), read: far("read"), drop: far("drop") },
	};
	return { inbox, affect: undefined, ownContext: undefined, close: async () => {} };
}
