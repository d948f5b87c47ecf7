// The body of a request, as text of a bounded length.
import { invalidValue } from "./errors.js";

/** Bytes that a body may have. */
const MAX_BODY_BYTES = 65_536;

/** @throws {ApiError} `invalidValue` for a body that is too long, which is not read to its end. */
export async function readText(request: Request): Promise<string> {
	if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BODY_BYTES) throw tooLong();
	// Firefox has no body here; what its pages send to a sandbox is theirs, and in their memory already.
	if (request.body === undefined || request.body === null) return checked(await request.text());
	const reader = request.body.getReader();
	const decoder = new TextDecoder();
	let text = "";
	for (let length = 0; ; ) {
		const { done, value } = await reader.read();
		if (done) return text + decoder.decode();
		length += value.length;
		if (length > MAX_BODY_BYTES) {
			reader.cancel().catch(() => {});
			throw tooLong();
		}
		text += decoder.decode(value, { stream: true });
	}
}

/** @throws {ApiError} `invalidValue` for what is no JSON. */
export function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		throw invalidValue("The body is not JSON.");
	}
}

function checked(text: string): string {
	if (text.length > MAX_BODY_BYTES) throw tooLong();
	return text;
}

const tooLong = (): Error => invalidValue(`The body is to have at most ${MAX_BODY_BYTES} bytes.`);
