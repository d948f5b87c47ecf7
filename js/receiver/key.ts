// The key of a delivery: the same each time that Powens sends it. The date is signed, so a hash of what is signed would be new
// each time.

/** Which delivery it is, of those of one path and one domain. */
export function keyOf(route: string, source: string, id: number | null, bodyHash: string): string {
	return `${route}\n${source}\n${id ?? `sha256:${bodyHash}`}`;
}

/** A key of its own for a body that came under the id of another one. */
export function conflictKeyOf(key: string, bodyHash: string): string {
	return `${key}\nsha256:${bodyHash}`;
}

/** `id_webhook_data` of bytes that are proven, and perhaps no payload of any event; null where there is none. */
export function idOf(body: Uint8Array): number | null {
	try {
		const payload: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
		if (typeof payload !== "object" || payload === null || !Object.hasOwn(payload, "id_webhook_data")) return null;
		const { id_webhook_data: id } = payload as { id_webhook_data: unknown };
		return Number.isSafeInteger(id) ? (id as number) : null;
	} catch {
		return null;
	}
}
