/**
 * 32 bits of a text: FNV-1a over its characters, mixed once more, since the table takes low bits. It finds a record, whose key is
 * then compared as a whole: two keys of one hash cost a look more, and are never taken for each other.
 */
export function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
