// Random bytes and the two texts that the sandbox makes of them: tokens and request ids.

/** Fills a fresh array with random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Random bytes from a function like `Math.random`, or from the platform's `crypto` where there is none. */
export function randomBytesFrom(random: (() => number) | undefined): RandomBytes {
	if (random === undefined) return (length) => crypto.getRandomValues(new Uint8Array(length));
	return (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** The id of a request, as the header `X-Request-Id` and as error bodies have it. */
export interface RequestId {
	readonly header: string;
	readonly body: string | number | null;
}

/** @param form Hex text, as Powens' answers were seen to hold it; an integer; or null in bodies and hex in the header. */
export function requestId(bytes: RandomBytes, form: "text" | "integer" | "null" = "text"): RequestId {
	const random = bytes(16);
	if (form === "integer") {
		// Six bytes: a safe integer.
		const body = random.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
		return { header: String(body), body };
	}
	const hex = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
	return { header: hex, body: form === "null" ? null : hex };
}

/** An opaque token in padded standard base64: it ends in `=` and now and then holds `+` and `/`, as real ones may. */
export function randomToken(bytes: RandomBytes): string {
	return btoa(String.fromCharCode(...bytes(32)));
}
