import type { SentRequest } from "./control.js";

/** Characters of a body that are shown. */
export const MOST_SHOWN_CHARACTERS = 16_384;

/** A body for the eye. */
export interface BodyText {
	readonly text: string;
	/** How many characters are not shown. */
	readonly cut: number;
}

/** The body inflated, its JSON over several lines, cut where it is long. What is no JSON is shown as it is. */
export async function bodyText({ headers, body }: SentRequest): Promise<BodyText> {
	const text = pretty(headers["content-encoding"] === "gzip" ? await inflated(body) : new TextDecoder().decode(body));
	return { text: text.slice(0, MOST_SHOWN_CHARACTERS), cut: Math.max(0, text.length - MOST_SHOWN_CHARACTERS) };
}

function inflated(body: Uint8Array<ArrayBuffer>): Promise<string> {
	return new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

function pretty(text: string): string {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}
