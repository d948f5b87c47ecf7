// Random bytes and the two texts that the sandbox makes of them: tokens and request ids.

/** Fills a fresh array with random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Random bytes from a function like `Math.random`, or from the platform's `crypto` where there is none. */
export function randomBytesFrom(random: (() => number) | undefined): RandomBytes {
	if (random === undefined) return (length) => crypto.getRandomValues(new Uint8Array(length));
	return (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** A request id as Powens' answers were seen to hold it: hex text. */
export function requestId(bytes: RandomBytes): string {
	return Array.from(bytes(16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** An opaque token in padded standard base64: it ends in `=` and now and then holds `+` and `/`, as real ones may. */
export function randomToken(bytes: RandomBytes): string {
	return btoa(String.fromCharCode(...bytes(32)));
}
