import { isPowensError, type PowensError } from "powens-users";

/** The call that failed. */
export type Call = { readonly kind: "list" } | { readonly kind: "get" | "delete"; readonly userId: number };

/** What a person is told about an error. */
export interface ErrorText {
	readonly title: string;
	/** What to do next: one or two plain sentences. */
	readonly advice: string;
	/** The error's own message, where it says more than title and advice. */
	readonly quote: string | null;
	/** Whether the same call, unchanged, may succeed. */
	readonly mayRetry: boolean;
}

type Text = Omit<ErrorText, "quote"> & { readonly quote?: string | null };

/** The title and the advice for anything that a call of `UsersApi` rejected with. */
export function errorText(error: unknown, call: Call): ErrorText {
	const text = isPowensError(error) ? powensText(error, call) : foreignText();
	return { quote: null, ...text };
}

function powensText(error: PowensError, call: Call): Text {
	switch (error.code) {
		case "invalid_argument":
			return retryNot(
				"This request was not sent",
				"A setting of the connection is not allowed. Disconnect and correct it.",
				error,
			);
		case "token_unavailable":
			return tokenText(error, call);
		case "headers_unavailable":
			return { title: "The request's headers could not be made", advice: "Try again.", quote: reason(error), mayRetry: true };
		case "network":
			return {
				title: "No answer came",
				advice: "Check the address and this machine's connection, then try again.",
				quote: error.message,
				mayRetry: true,
			};
		case "timeout":
			return { title: "No answer came in time", advice: "The service may be busy. Try again in a moment.", mayRetry: true };
		case "redirect":
			return retryNot(
				"The address answered with a redirect",
				"Tokens never follow a redirect. Disconnect and correct the domain or the base URL.",
				error,
			);
		case "too_large":
			return retryNot("The answer is too large", "It was refused while it arrived, so that this page stays usable.", error);
		case "invalid_response":
		case "invalid_json":
			return {
				title: "The answer could not be read",
				advice:
					"It is not the JSON of the Users API. Another server may have answered in its place: check the address, or try again.",
				quote: error.message,
				mayRetry: true,
			};
		case "invalid_shape":
			return {
				title: "The answer has an unknown shape",
				advice: "It is JSON, but not what Powens documents, so nothing of it is shown. Try again, or report the places below.",
				mayRetry: true,
			};
		case "id_mismatch":
			return retryNot("The answer was about another user", "Do not act on it. Report it to Powens with the request id.", error);
		case "delete_unconfirmed":
			return {
				title: `${subject(call)} may or may not have been deleted`,
				advice: "An attempt got no clear answer, and the next one was refused. Look the user up before you go on.",
				mayRetry: false,
			};
		case "http_status":
			return statusText(error, call);
		default:
			// The others are about webhooks, which no call of this page receives.
			return foreignText();
	}
}

/** Texts for an answer with a status that is no success. */
function statusText(error: PowensError, call: Call): Text {
	const { status } = error;
	const token = call.kind === "list" ? "the users token" : "this user's token";
	if (status === 401)
		return {
			title: `Powens does not accept ${token}`,
			advice:
				call.kind === "list"
					? "It is mistyped, revoked, or of another domain. Disconnect and give the one from the console's Settings."
					: "It is mistyped or revoked, or the user is already gone. Refresh the list, or give another token.",
			mayRetry: true,
		};
	if (status === 403)
		return {
			title: `Powens does not let ${token} do this`,
			advice:
				call.kind === "list"
					? "Listing needs the users token of this domain; the token of a single user is not enough."
					: "This call needs the token of the user in question; the users token, or another user's, is not enough.",
			mayRetry: true,
		};
	if (status === 404)
		return call.kind === "list"
			? {
					title: "There is no Users API at this address",
					advice: "Disconnect and check the domain or the base URL.",
					mayRetry: true,
				}
			: {
					title: `Powens finds no user ${call.userId}`,
					advice: "The user is gone, or the token belongs to another user. Refresh the list to see which.",
					mayRetry: true,
				};
	if (status === 429)
		return {
			title: "Too many requests",
			advice: `Powens limits how often it is called. ${waitText(error.retryAfterMs)}`,
			mayRetry: true,
		};
	if (status !== null && status >= 500)
		return {
			title: "Powens has a problem",
			advice: `The service answered ${status}. Try again in a moment; if it goes on, quote the request id to their support.`,
			mayRetry: true,
		};
	return {
		title: `Powens refused the request${status === null ? "" : ` (${status})`}`,
		advice: "What Powens says about it is below.",
		quote: error.message,
		mayRetry: true,
	};
}

function tokenText(error: PowensError, call: Call): Text {
	if (call.kind === "list")
		return { title: "There is no users token", advice: "Disconnect and give one.", quote: reason(error), mayRetry: false };
	return {
		title: `No token of user ${call.userId} could be had`,
		advice: "Opening or deleting a user needs that user's own token.",
		quote: reason(error),
		mayRetry: true,
	};
}

function foreignText(): Text {
	return { title: "Something went wrong in this page", advice: "Try again. If it stays so, reload the page.", mayRetry: true };
}

function retryNot(title: string, advice: string, error: PowensError): Text {
	return { title, advice, quote: error.message, mayRetry: false };
}

/** What stood behind the error, in its own words. */
function reason(error: PowensError): string {
	return error.cause?.message || error.message;
}

function subject(call: Call): string {
	return call.kind === "list" ? "The user" : `User ${call.userId}`;
}

/** How long to wait, as `Retry-After` has it. */
export function waitText(retryAfterMs: number | null): string {
	if (retryAfterMs === null) return "Wait a minute, then try again.";
	const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
	return seconds < 120 ? `Wait ${seconds} s, then try again.` : `Wait ${Math.ceil(seconds / 60)} minutes, then try again.`;
}
