// Calls of the core that verify webhooks.
import { type Core, WINDOW } from "../core/core.js";
import { MemoryError } from "../core/memory-error.js";
import { coreOf, using } from "../core/modules.js";
import { isPowensError, type PowensError } from "../errors/powens-error.js";
import { OUT_OF_MEMORY } from "../errors/webhook-texts.js";
import { webhookError } from "./errors.js";

/** What a call gives whose answer is an error. */
export const FAILED = -1;

/**
 * Does something with the core. Nothing of a caller's may be called meanwhile: it could use the core too, and what it throws is not
 * the core's.
 *
 * @throws {PowensError} `not_initialized`, `too_large` where memory ran out, and whatever `work` throws, or gives as an error: to
 * throw that once takes a quarter of the time of throwing it through everybody who looks for what WebAssembly throws.
 */
export function withCore<T>(work: (core: Core) => T | PowensError): T {
	let given: T | PowensError;
	try {
		given = using(coreOf("webhooks"), work);
	} catch (thrown) {
		throw MemoryError.is(thrown) ? webhookError("too_large", OUT_OF_MEMORY) : thrown;
	}
	if (isPowensError(given)) throw given;
	return given;
}

/** Has the core hash bytes. */
export function hash(core: Core, bytes: Uint8Array): void {
	for (let at = 0; at < bytes.length; at += WINDOW) {
		const piece = bytes.subarray(at, at + WINDOW);
		core.openWindow().set(piece);
		core.exports.webhook_hash(piece.length);
	}
}
