// One running WebAssembly module: its exports, and the window through which bytes go in and out.
import type { InitOutput } from "../../pkg/wasm/both/powens_users.js";
import { MemoryError } from "./memory-error.js";
import { Reader, Writer } from "./record.js";

/** How long the window is at first, in bytes: it fits into the caches of a processor. */
export const WINDOW = 131_072;

/** What the core exports; a module of one part has the functions of that part. All take numbers and give a number. */
export type Exports = InitOutput;

export class Core {
	readonly exports: Exports;
	#window = new Uint8Array(0);
	/** The window's bytes as numbers. Good until the window is opened again. */
	data: DataView = new DataView(new ArrayBuffer(0));

	constructor(exports: Exports) {
		this.exports = exports;
	}

	/** The memory of WebAssembly. Another one after it has grown. */
	get memory(): ArrayBuffer {
		return (this.exports.memory as unknown as { readonly buffer: ArrayBuffer }).buffer;
	}

	/**
	 * The window, at least so many bytes long. Not to be kept: when the memory grows, it is another one.
	 *
	 * @throws {MemoryError}
	 */
	openWindow(length: number = WINDOW): Uint8Array<ArrayBuffer> {
		// A view of memory that has grown since has no bytes any more.
		if (this.#window.length < length || this.#window.length === 0) {
			const size = Math.max(length, WINDOW);
			// WebAssembly gives addresses beyond 2 GiB as negative numbers.
			const address = this.exports.window_at(size) >>> 0;
			if (address === 0) throw new MemoryError();
			this.#window = new Uint8Array(this.memory, address, size);
			this.data = new DataView(this.memory, address, size);
		}
		return this.#window;
	}

	/** Begins a record for the core. */
	write(): Writer {
		this.openWindow();
		return new Writer(this);
	}

	/** The record that the core gave as an answer of so many bytes. */
	read(length: number): Reader {
		this.openWindow(length);
		return new Reader(this);
	}
}
