// What is answered: a status, and a code that says why. What to do about it goes to `onOutcome`.
import type { Answer } from "./incoming.js";

const NONE: Readonly<Record<string, string>> = Object.freeze({});
const ACCEPTED: Answer = Object.freeze({ status: 204, headers: NONE, body: "", isUnread: false });
/** When to come again, where nothing tells. Powens documents no regard for it; proxies and people have some. */
const RETRY_AFTER_SECONDS = "5";

/** The answer to a request. */
export function answerOf(status: number, code: string | null, isUnread: boolean): Answer {
	if (status === 204) return isUnread ? { ...ACCEPTED, isUnread } : ACCEPTED;
	const headers: Record<string, string> = { "content-type": "application/json" };
	if (status === 405) headers.allow = "POST";
	if (status === 503) headers["retry-after"] = RETRY_AFTER_SECONDS;
	return { status, headers, body: `{"code":"${code}"}`, isUnread };
}
