// Signatures by WebCrypto: code of its own, so that this and powens-users prove each other.

/** `BI-Signature`: base64 of HMAC-SHA256 over `POST.path.date.body`. Source: the Powens documentation. */
export async function signature(secretKey: string, endpoint: string, date: string, body: Uint8Array): Promise<string> {
	const encoder = new TextEncoder();
	const algorithm = { name: "HMAC", hash: "SHA-256" };
	const key = await crypto.subtle.importKey("raw", encoder.encode(secretKey), algorithm, false, ["sign"]);
	const head = encoder.encode(`POST.${endpoint}.${date}.`);
	const signed = new Uint8Array(head.length + body.length);
	signed.set(head);
	signed.set(body, head.length);
	return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign("HMAC", key, signed))));
}

/** `BI-Signature-Date`, such as `2022-06-27T11:08:52.577831Z`. @param micros 0 … 999: a clock of this platform knows milliseconds. */
export function signatureDate(epochMs: number, micros: number): string {
	return `${new Date(epochMs).toISOString().slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}
