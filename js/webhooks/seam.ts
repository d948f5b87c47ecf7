// Calls of the core that verify webhooks.
import { type Core, WINDOW } from "../core/core.js";
import { MemoryError } from "../core/memory-error.js";
import { coreOf, using } from "../core/modules.js";
import { OUT_OF_MEMORY } from "../errors/webhook-texts.js";
import { webhookError } from "./errors.js";

/** What a call gives whose answer is an error. */
export const FAILED = -1;

/**
 * Does something with the core. Nothing of a caller's may be called meanwhile: it could use the core too, and what it throws is not
 * the core's.
 *
 * @throws {PowensError} `not_initialized`, `too_large` where memory ran out, and whatever `work` throws.
 */
export function withCore<T>(work: (core: Core) => T): T {
	try {
		return using(coreOf("webhooks"), work);
	} catch (thrown) {
		throw MemoryError.is(thrown) ? webhookError("too_large", OUT_OF_MEMORY) : thrown;
	}
}

/** Has the core hash bytes. */
export function hash(core: Core, bytes: Uint8Array): void {
	for (let at = 0; at < bytes.length; at += WINDOW) {
		const piece = bytes.subarray(at, at + WINDOW);
		core.openWindow().set(piece);
		core.exports.webhook_hash(piece.length);
	}
}
