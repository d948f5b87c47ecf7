/**
 * The bytes that a text stands for: a character of `alphabet` for each of the frequent ones, two for each of the others. The
 * last two characters of the alphabet begin such a pair.
 *
 * @param order every byte once, the most frequent first
 */
export function bytesOfText(text: string, alphabet: string, order: readonly number[]): Uint8Array<ArrayBuffer> {
	const indexes = new Uint8Array(128);
	for (let index = 0; index < alphabet.length; index += 1) indexes[alphabet.charCodeAt(index)] = index;
	const indexAt = (at: number) => indexes[text.charCodeAt(at)] ?? 0;
	const firstOfPair = alphabet.length - 2;
	const bytes = new Uint8Array(text.length);
	let length = 0;
	for (let at = 0; at < text.length; at += 1) {
		let index = indexAt(at);
		if (index >= firstOfPair) {
			at += 1;
			index = firstOfPair + (index - firstOfPair) * alphabet.length + indexAt(at);
		}
		bytes[length] = order[index] ?? 0;
		length += 1;
	}
	return bytes.slice(0, length);
}
