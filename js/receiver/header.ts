import type { WebhookHeaders } from "../webhooks/headers.js";

/** A header as one text, by its name in lower case; null where there is none. */
export function headerOf(headers: WebhookHeaders, name: string): string | null {
	if (typeof headers.get === "function") return (headers as { get(name: string): string | null }).get(name);
	const record = headers as Readonly<Record<string, string | readonly string[] | undefined>>;
	// The platforms give names in lower case; others are looked for.
	const found = Object.hasOwn(record, name) ? name : Object.keys(record).find((given) => given.toLowerCase() === name);
	const value = found === undefined ? undefined : record[found];
	return typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : null;
}
