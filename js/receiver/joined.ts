/** Chunks as one array; a single one as it is. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
	const [first] = chunks;
	if (chunks.length === 1 && first !== undefined) return first;
	const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.byteLength;
	}
	return bytes;
}
