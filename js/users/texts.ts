// What went wrong with a call, in the words of JavaScript. Which it was, the core says by numbers; see src/api/reason.rs.
import {
	BaseUrlProblem,
	Declared,
	HeaderProblem,
	Hint,
	Reason,
	type Route,
	Setting,
	TokenProblem,
	Unconfirming,
	UserIdProblem,
} from "./reasons.js";

/** The options by the core's numbers of the two kinds of tokens. */
const tokenOptions = ["usersToken", "userToken"];

export const routes: Record<Route, readonly [method: "GET" | "DELETE", path: "/users" | "/users/{userId}"]> = [
	["GET", "/users"],
	["GET", "/users/{userId}"],
	["DELETE", "/users/{userId}"],
];

const settings: { readonly [S in Setting]?: string } = {
	[Setting.Timeout]: "timeoutMs",
	[Setting.MaxRetries]: "maxRetries",
	[Setting.MaxResponseBytes]: "maxResponseBytes",
	[Setting.PageLimit]: "limit",
	[Setting.PageOffset]: "offset",
};

const userIdProblems: Record<UserIdProblem, string> = {
	[UserIdProblem.Number]: "this number is none",
	[UserIdProblem.Digits]: "it is text; use Number(id)",
	[UserIdProblem.Text]: "this text is something else",
};

const baseUrlProblems: Record<BaseUrlProblem, string> = {
	[BaseUrlProblem.Domain]: "",
	[BaseUrlProblem.DomainAddress]: " Give the first label alone, or a whole address as baseUrl.",
	[BaseUrlProblem.NoOrigin]: "a path needs a page with an origin; here, give a whole https:// address",
	[BaseUrlProblem.Origin]: "a path needs a page with an http or https origin; here, give a whole https:// address",
	[BaseUrlProblem.Start]: "it starts neither with https:// nor with /",
	[BaseUrlProblem.Insecure]: "plain http would send the token or headers in the clear; use https, or set allowInsecureHttp: true",
	[BaseUrlProblem.Scheme]: "its scheme is neither https nor http",
	[BaseUrlProblem.UserInfo]: "it holds a user name or password",
	[BaseUrlProblem.Ipv6]: "its IPv6 address is malformed",
	[BaseUrlProblem.Host]: "its host name is malformed",
	[BaseUrlProblem.Port]: "its port is malformed",
	[BaseUrlProblem.Query]: "it holds a query or a fragment",
	[BaseUrlProblem.Character]: "its path holds a character that must be percent-encoded",
	[BaseUrlProblem.Segment]: "its path has an empty or a dot segment",
	[BaseUrlProblem.Unreadable]: "it is no address that this runtime can read",
};

const tokenProblems: Record<TokenProblem, string> = {
	[TokenProblem.Empty]: "is empty",
	[TokenProblem.Spaces]: "has white space or a line break around it; remove it (.trim())",
	[TokenProblem.Bearer]: 'starts with "Bearer"; give the token alone',
	[TokenProblem.Character]: "holds a character that no token can hold (allowed: ASCII letters, digits and punctuation)",
};

const headerProblems: Record<HeaderProblem, string> = {
	[HeaderProblem.Name]: "holds a name that is no HTTP header name",
	[HeaderProblem.Authorization]:
		"must not hold Authorization: give the token as usersToken or userToken, so that it goes only where it belongs",
	[HeaderProblem.Twice]: "holds a name twice; names do not differ by case",
	[HeaderProblem.Value]: "holds a value with a character that no header can hold, a line break for one",
};

const hints: Record<Hint, string> = {
	[Hint.Request]: "Powens does not accept the request; see apiDescription.",
	[Hint.Token]: "The token is missing, unknown or revoked; obtain a new one.",
	[Hint.UsersToken]: "The token may not list users; it must be the domain's users token.",
	[Hint.UserToken]: "The token may not act on this user; it must be that user's own token.",
	[Hint.Address]: "Check domain or baseUrl.",
	[Hint.NoUser]: "There is no such user, or the token is another user's.",
	[Hint.Busy]: "The user is busy, a synchronisation may be running; try again later.",
	[Hint.Later]: "Powens or a proxy before it has a problem; try again later, and tell them the request id if it stays.",
	[Hint.Slower]: "Too many requests; wait for retryAfterMs, where it is given.",
	[Hint.NoSuccess]: "This is not the documented success, so the call counts as failed.",
	[Hint.Unknown]: "This status is not documented for the call; see apiCode and apiDescription.",
};

const unconfirming: Record<Unconfirming, string> = {
	[Unconfirming.NoObject]: "a body that is no unambiguous JSON object; a proxy or a sign-in page may have answered",
	[Unconfirming.Error]: "the body of an error; see apiCode",
	[Unconfirming.Id]: "an id that is no user's",
	[Unconfirming.TooLarge]: "a body that is too large for a confirmation",
	[Unconfirming.BrokenOff]: "a body that broke off",
};

const declared: Record<Declared, string> = {
	[Declared.Json]: ", declared as JSON",
	[Declared.Html]: " of HTML; a proxy in front of the API may have answered",
	[Declared.Other]: ", not declared as JSON",
};

/** Takes a problem, kind or hint, and the numbers that belong to it. */
type Text = (a: never, n: never, m: number) => string;

const notKnown = "It is not known whether the user was deleted: ";
const lookUp = "Look the user up (list) before you go on.";

const texts = {
	[Reason.UserId]: (a: UserIdProblem) => userIdText(userIdProblems[a]),
	[Reason.BaseUrl]: (a: BaseUrlProblem) =>
		a <= BaseUrlProblem.DomainAddress
			? `domain must be the name before .biapi.pro, such as "acme-sandbox": lower-case letters and digits, with single hyphens between them.${baseUrlProblems[a]}`
			: `baseUrl must be the address before /users, such as "https://proxy.example/2.0": ${baseUrlProblems[a]}.`,
	[Reason.Setting]: (a: Setting, n: number, m: number) => `${settings[a]} must be a whole number from ${n} to ${m}.`,
	[Reason.Token]: (a: number, n: TokenProblem) => `${tokenOptions[a]} is refused. The token ${tokenProblems[n]}.`,
	[Reason.CallToken]: (_: number, n: TokenProblem) => `token is refused. The token ${tokenProblems[n]}.`,
	[Reason.TokenNotSent]: (a: number) =>
		`${tokenOptions[a]} must not be null with domain: only a proxy, given as baseUrl, can add the authorization itself.`,
	[Reason.Headers]: (a: HeaderProblem) => `headers ${headerProblems[a]}.`,
	[Reason.TokenMissing]: (a: number) =>
		`This call needs ${tokenOptions[a]}, which was not given. Give it to UsersApi, or token to the call; behind a proxy that adds the authorization, ${tokenOptions[a]}: null.`,
	[Reason.TokenFailed]: (a: number) => `The ${tokenOptions[a]} function failed; see cause.`,
	[Reason.TokenNoText]: (a: number) => `The ${tokenOptions[a]} function gave no text.`,
	[Reason.TokenRefused]: (a: number, n: TokenProblem) =>
		`The ${tokenOptions[a]} function gave no token that can be sent. The token ${tokenProblems[n]}.`,
	[Reason.HeadersFailed]: () => "The headers function failed; see cause.",
	[Reason.HeadersNone]: () =>
		"The headers function gave what is no set of headers: it must be a plain object of texts, or a Headers.",
	[Reason.HeadersRefused]: (a: HeaderProblem) =>
		`The headers function gave what is no set of headers: headers ${headerProblems[a]}.`,
	[Reason.NoAnswer]: (isPage: number) =>
		`No answer came from the API. ${
			isPage === 0
				? "Check the network and the host name."
				: `In a browser the usual cause is CORS: the origin of this page, ${pageOrigin()}, must be listed in biapi.allowed_origins of the domain's configuration. Else check the network and the host name.`
		}`,
	[Reason.BrokenOff]: (_: number, n: number) => `The answer, of status ${n}, broke off before its end; see cause.`,
	[Reason.NoResponse]: (a: number) =>
		`fetch gave ${a === 0 ? "a value that is no object" : "an object without an HTTP status"}; it must give a Response, or an object with a numeric status and one of body, arrayBuffer, text, json.`,
	[Reason.TimedOut]: (isFirst: number, n: number) =>
		`The call was not done within ${n} ms${isFirst === 0 ? "" : " before the first request"}. Raise timeoutMs, or try later.`,
	[Reason.Status]: (a: Hint, n: number, m: Route) => `${routes[m].join(" ")} was answered with status ${n}. ${hints[a]}`,
	[Reason.Redirect]: (isFollowed: number) =>
		`${
			isFollowed === 0
				? "The API answered with a redirect"
				: 'The fetch that was given followed a redirect, against redirect: "manual"'
		}. A redirect is never followed with a token: correct domain or baseUrl.`,
	[Reason.TooLarge]: (_: number, n: number) =>
		`The answer is larger than maxResponseBytes (${n} bytes). Raise it, or ask for less with limit.`,
	[Reason.OutOfMemory]: () => OUT_OF_MEMORY,
	[Reason.NotJson]: (a: Declared, n: number) => `The body of the answer is no JSON (${n} bytes${declared[a]}).`,
	[Reason.Unparsable]: () => "The body of the answer could not be made an object; see cause.",
	[Reason.WrongShape]: (a: number) => `The body of the answer is no ${a === 0 ? "UsersList" : "User"}.`,
	[Reason.OtherUser]: (_: number, n: number) =>
		`The answer holds another user than the one asked for, ${n}. Do not use it; tell Powens, with the request id.`,
	[Reason.RefusedAfterUnknown]: (_: number, n: number) =>
		`${notKnown}an attempt got no clear answer, and the next one was refused with status ${n}, as it would be if the user were gone. ${lookUp}`,
	[Reason.Unconfirmed]: (a: Unconfirming) => `${notKnown}the answer has status 200 and ${unconfirming[a]}. ${lookUp}`,
} satisfies Record<Reason, Text>;

/** Said of whatever WebAssembly has no memory for. */
export const OUT_OF_MEMORY =
	"WebAssembly has run out of memory for this. Later calls work; ask for less, or give the process more.";

/** The text of a reason. */
export function reasonText(reason: number, a: number, n: number, m: number): string {
	return (texts as Record<number, (...parts: number[]) => string>)[reason]?.(a, n, m) ?? "";
}

/** Why a value is no user id. */
export function userIdText(problem: string): string {
	return `The user id must be a positive integer up to 9007199254740991, or "me": ${problem}.`;
}

/** The origin of the page or worker; undefined in servers. */
export function pageOrigin(): string | undefined {
	try {
		const { location } = globalThis as { location?: { origin?: unknown } };
		return typeof location?.origin === "string" ? location.origin : undefined;
	} catch {
		return undefined;
	}
}
