// Compressed bodies: how they are known, and how far those are inflated whose sender is not proven.

/** Known by the first bytes: frameworks leave the header `Content-Encoding` on bodies that they inflated. */
export function isCompressed(bytes: Uint8Array | undefined): boolean {
	return bytes?.[0] === 0x1f && bytes[1] === 0x8b;
}

/** How far any compressed body is inflated, whoever sent it. */
const SAFE_BYTES = 4_194_304;
/** How many times its length a larger one is inflated. JSON of Powens shrinks to a tenth or so, a bomb to a thousandth. */
const SAFE_RATIO = 128;

/** How many bytes are made of so many compressed ones, whoever sent them. */
export function safelyInflated(length: number): number {
	return Math.max(SAFE_BYTES, SAFE_RATIO * length);
}
