// Objects of JSON that was checked, by JavaScript's own parser.
import { decoder } from "./codecs.js";
import { platform } from "./platform.js";

/**
 * The object that checked JSON says.
 *
 * @param isAscii whether it is known to be nothing but ASCII, which a runtime may copy where it has to decode UTF-8.
 */
export function parseJson(bytes: Uint8Array, isAscii: boolean): unknown {
	const ascii = isAscii ? platform.view?.(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1") : undefined;
	return JSON.parse(ascii ?? textOf(bytes));
}

/** The text of bytes that hold UTF-8. */
export function textOf(bytes: Uint8Array): string {
	return platform.view?.(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8") ?? decoder.decode(bytes);
}
