// The text of JSON that was checked, for JavaScript's own parser.
import { decoder } from "./codecs.js";
import { platform } from "./platform.js";

/**
 * The text of checked JSON.
 *
 * @param isAscii whether it is known to be nothing but ASCII, which a runtime may copy where it has to decode UTF-8.
 */
export function jsonText(bytes: Uint8Array, isAscii = false): string {
	return platform.text?.(bytes, isAscii) ?? decoder.decode(bytes);
}
