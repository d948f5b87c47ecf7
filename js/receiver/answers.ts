// What is answered: a status, and a code that says why. What to do about it goes to `onOutcome`.
import type { Answer } from "./incoming.js";

const NONE: Readonly<Record<string, string>> = Object.freeze({});
const ACCEPTED: Answer = Object.freeze({ status: 204, headers: NONE, body: "", isUnread: false });
/** When to come again, where nothing tells. Powens documents no regard for it; proxies and people have some. */
const RETRY_AFTER_SECONDS = "5";

/** Those that were given, by their codes, of which there are few: an adapter may keep beside one how it is sent. */
const known = /* @__PURE__ */ new Map<string | null, Answer>();

/** The answer to a request. */
export function answerOf(status: number, code: string | null, isUnread: boolean): Answer {
	if (status === 204) return isUnread ? { ...ACCEPTED, isUnread } : ACCEPTED;
	const before = known.get(code);
	if (before?.status === status && before.isUnread === isUnread) return before;
	const headers: Record<string, string> = { "content-type": "application/json" };
	if (status === 405) headers.allow = "POST";
	if (status === 503) headers["retry-after"] = RETRY_AFTER_SECONDS;
	const answer = Object.freeze({ status, headers: Object.freeze(headers), body: `{"code":"${code}"}`, isUnread });
	known.set(code, answer);
	return answer;
}
