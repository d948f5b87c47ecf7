// The window: the piece of WebAssembly's memory through which bytes are handed to the core.
import { decoder, encoder } from "./codecs.js";
import { memory, windowAt } from "./core.js";
import { type FastBytes, platform } from "./platform.js";

/** How long it is at first, in bytes: it fits into the caches of a processor. */
export const WINDOW = 131_072;

let address = 0;
let uses = 0;
let view: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** The window, at least so many bytes long. Not to be kept: when the memory grows, it is another one. */
export function openWindow(length = WINDOW): Uint8Array<ArrayBuffer> {
	uses += 1;
	// A view of memory that has grown since has no bytes any more.
	if (view.length < length) {
		const size = Math.max(length, view.length, WINDOW);
		address = windowAt(size);
		view = viewOf(address, size);
	}
	return view;
}

/** How often the window was opened: who keeps something in it sees that nobody else has used it since. */
export function windowUses(): number {
	return uses;
}

/** A part of the core's memory. */
export function viewOf(start: number, length: number): Uint8Array<ArrayBuffer> {
	return platform.view?.(memory.buffer, start, length) ?? new Uint8Array(memory.buffer, start, length);
}

/** Writes text to the window as UTF-8, and gives how many bytes that are. */
export function writeText(text: string, at = 0): number {
	const window = openWindow(at + text.length * 3);
	return encoder.encodeInto(text, at === 0 ? window : window.subarray(at)).written;
}

/** Hands bytes to the core window by window. `take` gets how many bytes are there and whether they are the last, and gives how
 * many of them, moved to the window's start, it wants to see again; a negative number ends it all. */
export function throughWindow(bytes: Uint8Array, take: (length: number, isLast: boolean) => number): boolean {
	let kept = 0;
	let at = 0;
	do {
		// What needs more than the window at once gets a longer one.
		const window = openWindow(kept < WINDOW ? WINDOW : kept * 2);
		const end = Math.min(bytes.length, at + window.length - kept);
		window.set(bytes.subarray(at, end), kept);
		const length = kept + end - at;
		at = end;
		kept = take(length, at === bytes.length);
		if (kept < 0) return false;
	} while (at < bytes.length);
	return true;
}

/** The text of a part of the window, which holds UTF-8. */
export function readText(start: number, end: number): string {
	const window = openWindow();
	if (platform.view === undefined) return decoder.decode(window.subarray(start, end));
	return (window as FastBytes).toString("utf8", start, end);
}

/** The text of bytes that hold UTF-8. */
export function textOf(bytes: Uint8Array): string {
	return platform.view?.(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8") ?? decoder.decode(bytes);
}

/** Text as UTF-8. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
	return encoder.encode(text);
}
