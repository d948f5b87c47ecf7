// The text of JSON that was checked, for JavaScript's own parser.
import { decoder } from "./codecs.js";
import { platform } from "./platform.js";

/**
 * The text of checked JSON.
 *
 * @param isAscii whether it is known to be nothing but ASCII, which a runtime may copy where it has to decode UTF-8.
 */
export function jsonText(bytes: Uint8Array, isAscii: boolean): string {
	const ascii = isAscii ? platform.view?.(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1") : undefined;
	return ascii ?? textOf(bytes);
}

/** The text of bytes that hold UTF-8. */
export function textOf(bytes: Uint8Array): string {
	return platform.view?.(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8") ?? decoder.decode(bytes);
}
