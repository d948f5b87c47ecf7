import type { Readable } from "node:stream";

/** How many bytes may lie here until the source is paused. What its own buffer and the kernel hold comes on top. */
const MOST_WAITING = 65_536;

/**
 * A body while it arrives, read by events: an iterator of Node's costs several promises a chunk.
 */
export class StreamedBody {
	readonly kind = "stream";
	readonly #source: Readable;
	/** What came while nobody waited. */
	readonly #chunks: Uint8Array[] = [];
	#bytes = 0;
	#isStarted = false;
	#isEnded = false;
	#broken: Error | undefined;
	#waiting: Waiting | undefined;

	constructor(source: Readable) {
		this.#source = source;
	}

	next(): Promise<Uint8Array | undefined> {
		if (!this.#isStarted) this.start();
		const chunk = this.#chunks.shift();
		if (chunk !== undefined) {
			this.#bytes -= chunk.length;
			if (this.#chunks.length === 0) this.#source.resume();
			return Promise.resolve(chunk);
		}
		if (this.#broken !== undefined) return Promise.reject(this.#broken);
		if (this.#isEnded) return Promise.resolve(undefined);
		return new Promise((resolve, reject) => {
			this.#waiting = { resolve, reject };
		});
	}

	cancel(): void {
		this.#isStarted = true;
		this.#source.pause();
		this.#break(new Error("Nobody reads this body any more."));
	}

	/** Listens, and keeps what comes. */
	start(): void {
		this.#isStarted = true;
		const source = this.#source;
		if (source.destroyed || source.readableEnded) {
			this.#broken = new Error("The body broke off.");
			return;
		}
		source.on("data", this.#take).on("end", this.#end).on("close", this.#close).on("error", this.#fail);
		// Also where somebody has paused it.
		source.resume();
	}

	readonly #take = (chunk: Uint8Array): void => {
		const waiting = this.#waiting;
		if (waiting !== undefined) {
			this.#waiting = undefined;
			waiting.resolve(chunk);
			return;
		}
		this.#chunks.push(chunk);
		this.#bytes += chunk.length;
		if (this.#bytes > MOST_WAITING) this.#source.pause();
	};

	readonly #end = (): void => {
		this.#isEnded = true;
		this.#leave();
		this.#waiting?.resolve(undefined);
	};

	readonly #close = (): void => this.#break(new Error("The body broke off."));

	readonly #fail = (error: Error): void => this.#break(error);

	#break(error: Error): void {
		if (this.#isEnded || this.#broken !== undefined) return;
		this.#broken = error;
		this.#leave();
		this.#waiting?.reject(error);
	}

	#leave(): void {
		this.#source.off("data", this.#take).off("end", this.#end).off("close", this.#close);
		// The listener of errors stays: one that nobody hears would end the process.
	}
}

interface Waiting {
	resolve(chunk: Uint8Array | undefined): void;
	reject(error: Error): void;
}
