// A body that is being read: under a deadline, and within what all bodies together may have. Nothing is set aside for a length
// that a stranger declares: what counts is what has arrived.

import { isCompressed } from "../core/compressed.js";
import type { Allotment } from "./allotment.js";
import { isPromise } from "./awaitable.js";
import type { Incoming, IncomingBody } from "./incoming.js";
import { joined } from "./joined.js";
import { LATE, steadyNow, within } from "./time.js";

/** Why reading stopped before the end. */
export type ReadFailure = "body_timeout" | "no_room" | "body_not_raw" | "body_consumed";

/** What a small chunk counts: so much is kept for it, however few bytes it has. */
const LEAST_CHUNK = 256;

export interface ReadLimits {
	readonly bodyTimeoutMs: number;
	readonly waitMs: number;
	readonly buffered: Allotment;
}

/** Thrown into whoever reads; {@link BodyReader.failure} says what it is. */
class Stopped extends Error {}

/** As what reads a web-standard request takes a body: so the head is judged before the first byte is asked for. */
export class BodyReader {
	readonly #incoming: Incoming;
	readonly #limits: ReadLimits;
	#body: IncomingBody | undefined;
	#counted = 0;
	#endsAt = Number.POSITIVE_INFINITY;
	/** What was read so far. */
	chunks: Uint8Array[] = [];
	/** In bytes, as they came. */
	length = 0;
	/** Whether there is nothing more to read. */
	isAtEnd = false;
	failure: ReadFailure | null = null;

	constructor(incoming: Incoming, limits: ReadLimits) {
		this.#incoming = incoming;
		this.#limits = limits;
	}

	/** All bytes at once, where they are here already, not compressed, and there is room for them: nothing is waited for then. */
	arrived(): Uint8Array | undefined {
		const bytes = this.#incoming.arrived?.();
		if (bytes === undefined) return undefined;
		// What is read of it now, whatever becomes of it here.
		this.#body = { kind: "bytes", bytes };
		const size = Math.max(bytes.byteLength, LEAST_CHUNK);
		if (isCompressed(bytes) || !this.#limits.buffered.take(size)) return undefined;
		this.#counted = size;
		this.length = bytes.byteLength;
		this.chunks = [bytes];
		this.isAtEnd = true;
		return bytes;
	}

	getReader(): this {
		return this;
	}

	async read(): Promise<{ done: boolean; value?: Uint8Array }> {
		const chunk = this.#next();
		const value = isPromise(chunk) ? await chunk : chunk;
		if (value === undefined) {
			this.isAtEnd = true;
			return { done: true };
		}
		if (ArrayBuffer.isView(value)) {
			const size = Math.max(value.byteLength, LEAST_CHUNK);
			const { buffered, waitMs } = this.#limits;
			if (!buffered.take(size) && !(await buffered.wait(size, waitMs))) throw this.#stop("no_room");
			this.#counted += size;
			this.length += value.byteLength;
			this.chunks.push(value);
		}
		return { done: false, value };
	}

	/** Nobody wants the rest. */
	async cancel(): Promise<void> {
		if (this.#body?.kind === "stream" && !this.isAtEnd) this.#body.cancel();
	}

	/** Takes more of what all bodies may have, for what was made of this one; false where that is not left. */
	hold(bytes: number): boolean {
		if (!this.#limits.buffered.take(bytes)) return false;
		this.#counted += bytes;
		return true;
	}

	/** Gives back what the body has of all bodies' bytes. */
	giveBack(): void {
		if (this.#counted > 0) this.#limits.buffered.give(this.#counted);
		this.#counted = 0;
		this.chunks = [];
	}

	/** Known by the first two bytes, as `Webhooks` knows it. */
	get isCompressed(): boolean {
		const [first, second] = this.chunks;
		return isCompressed(first === undefined || first.byteLength > 1 ? first : joined([first, second ?? new Uint8Array(0)]));
	}

	#next(): Uint8Array | undefined | Promise<Uint8Array | undefined> {
		const body = this.#open();
		if (body.kind === "lost") throw this.#stop(body.code);
		if (body.kind === "bytes") return this.isAtEnd || this.chunks.length > 0 ? undefined : body.bytes;
		// A stream that is always ready gives timers no turn.
		if (this.chunks.length > 0 && steadyNow() > this.#endsAt) throw this.#stop("body_timeout");
		const chunk = body.next();
		return isPromise(chunk) ? this.#inTime(chunk) : chunk;
	}

	#open(): IncomingBody {
		if (this.#body === undefined) {
			this.#body = this.#incoming.body();
			this.#endsAt = steadyNow() + this.#limits.bodyTimeoutMs;
		}
		return this.#body;
	}

	/** One timer a chunk: nothing that outlives it holds on to it, however many chunks there are. */
	async #inTime(chunk: PromiseLike<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
		const value = await within(chunk, Math.max(0, this.#endsAt - steadyNow()));
		if (value === LATE) throw this.#stop("body_timeout");
		return value;
	}

	#stop(failure: ReadFailure): Stopped {
		this.failure = failure;
		void this.cancel();
		return new Stopped(failure);
	}
}
