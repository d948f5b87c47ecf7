// Hands a body to the check that was begun.
import { argumentError, scanFeed, scanStopped } from "../core.js";
import { openWindow, throughWindow, WINDOW, windowUses, writeText } from "../window.js";

/** Text is handed over in pieces of so many UTF-16 units. */
const PIECE = WINDOW / 4;

/** All of the bytes. */
export function scan(bytes: Uint8Array): void {
	throughWindow(bytes, (length, isLast) => {
		const kept = scanFeed(length, isLast);
		return scanStopped() ? -1 : kept;
	});
}

/** Text that comes in pieces; false where it is longer than allowed, in bytes. */
export function scanText(pieces: Iterable<string>, maxBytes: number): boolean {
	const feeder = new TextFeeder(maxBytes);
	let text = "";
	for (const piece of pieces) {
		text += piece;
		while (text.length >= PIECE && feeder.wantsMore) text = text.slice(feeder.feed(text));
		if (!feeder.wantsMore) return feeder.isWithinLimit;
	}
	while (text.length > 0 && feeder.wantsMore) text = text.slice(feeder.feed(text));
	feeder.end();
	return feeder.isWithinLimit;
}

class TextFeeder {
	readonly #maxBytes: number;
	#kept = 0;
	#total = 0;
	#uses = windowUses();
	wantsMore = true;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	get isWithinLimit(): boolean {
		return this.#total <= this.#maxBytes;
	}

	/** Takes the beginning of the text, and gives how long that was. */
	feed(text: string): number {
		this.#assertUndisturbed();
		// Not between the two halves of a character.
		const isCut = /[\ud800-\udbff]/.test(text.charAt(PIECE - 1));
		const piece = text.slice(0, isCut ? PIECE - 1 : PIECE);
		const written = writeText(piece, this.#kept);
		this.#total += written;
		this.#kept = scanFeed(this.#kept + written, false);
		this.#uses = windowUses();
		this.wantsMore = this.isWithinLimit && !scanStopped();
		return piece.length;
	}

	end(): void {
		this.#assertUndisturbed();
		openWindow();
		if (this.wantsMore) scanFeed(this.#kept, true);
	}

	/** A Proxy is asked while it is read. What it calls then may write over what is kept in the window, and another check takes the
	 * place of this one. */
	#assertUndisturbed(): void {
		if (windowUses() === this.#uses) return;
		throw argumentError("The body must not call functions of this package while it is read: a Proxy in it did.", undefined);
	}
}
