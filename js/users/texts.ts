// What went wrong with a call, in the words of JavaScript. Which it was, the core says by numbers; see src/api/reason.rs. Each
// list is in the order of an enum of reasons.ts.
import { property } from "../core/guarded.js";
import { filled, lines } from "../errors/sentence.js";
import { SETTINGS } from "../errors/settings.js";
import { BaseUrlProblem, Reason, type Route } from "./reasons.js";

/** The options by the core's numbers of the two kinds of tokens. */
export const TOKEN_OPTIONS = ["usersToken", "userToken"] as const;

const ROUTES = ["GET /users", "GET /users/{userId}", "DELETE /users/{userId}"] as const;

/** How a call is sent. */
export function routeOf(route: Route): readonly [method: "GET" | "DELETE", path: "/users" | "/users/{userId}"] {
	return ROUTES[route].split(" ") as unknown as ["GET", "/users"];
}

/** Of `UserIdProblem`. */
export const USER_ID_PROBLEMS = ["this number is none", "it is text; use Number(id)", "this text is none"];

/** Of `BaseUrlProblem`. */
export const BASE_URL_PROBLEMS = /* @__PURE__ */ lines(`.
; give an address as baseUrl.
a path needs a page with an origin
a path needs a page with an origin of http or https
it starts neither with https:// nor with /
http would send the token or headers in the clear; use https, or set allowInsecureHttp: true
its scheme is neither https nor http
it holds a user name or password
its IPv6 address is malformed
its host name is malformed
its port is malformed
it holds a query or a fragment
its path holds a character that must be percent-encoded
its path has an empty or a dot segment
this runtime cannot read it`);

/** Of `TokenProblem`. */
export const TOKEN_PROBLEMS = /* @__PURE__ */ lines(`is empty
has white space or a line break around it; remove it (.trim())
starts with "Bearer"; give the token alone
holds a character that no token can hold`);

/** Of `HeaderProblem`. */
export const HEADER_PROBLEMS = /* @__PURE__ */ lines(`holds a name that no header has
must not hold Authorization: give usersToken or userToken
holds a name twice; names do not differ by case
holds a character that no header can hold, such as a line break`);

/** Of `Hint`. */
export const HINTS = /* @__PURE__ */ lines(`Powens does not accept the request; see apiDescription.
The token is missing, unknown or revoked.
Only the domain's users token may list users.
Only the user's own token may act on the user.
Check domain or baseUrl.
There is no such user, or the token is another user's.
The user is busy (synchronising?); try later.
Powens or a proxy has a problem; try later, or tell them the request id.
Too many requests; wait (retryAfterMs).
This is not the documented success.
This status is not documented; see apiCode and apiDescription.`);

/** Of `Unconfirming`. */
export const UNCONFIRMING = /* @__PURE__ */ lines(`a body that is no unambiguous JSON object
the body of an error; see apiCode
an id that is no user's
a body that is too large
a body that broke off`);

/** Of `Declared`. */
export const DECLARED = [", declared as JSON", " of HTML; a proxy may have answered", ", not declared as JSON"];

const CORS = "The usual cause is CORS: the origin of this page, @, must be in biapi.allowed_origins of the domain. Else: ";

/** Said of whatever WebAssembly has no memory for. */
export const OUT_OF_MEMORY = "Memory ran out. Ask for less, or give the process more.";

/** Of `Reason`: a sentence each. */
export const SENTENCES = /* @__PURE__ */ lines(`The user id must be a positive integer up to 9007199254740991, or "me": #.
baseUrl must be the address before /users, such as "https://proxy.example/2.0": #.
# must be a whole number from @ to %.
# %.
token %.
# must not be null with domain: only a proxy (baseUrl) can add the authorization.
headers #.
This call needs #, or token; null where a proxy adds the authorization.
The # function failed; see cause.
The # function gave no text.
What the # function gave %.
The headers function failed; see cause.
What the headers function gave is no plain object of texts, and no Headers.
What the headers function gave #.
No answer came from the API. #Check the network and the host name.
The answer, of status @, broke off; see cause.
fetch gave #. It must give a Response, or status and one of body, arrayBuffer, text, json.
The call was not done within @ ms#. Raise timeoutMs, or try later.
% was answered with status @. #
#. A redirect is never followed with a token: correct domain or baseUrl.
The answer is larger than maxResponseBytes (@ bytes). Raise it, or use limit.
Memory ran out. Ask for less, or give the process more.
The body of the answer is no JSON (@ bytes#).
The body of the answer could not be made an object; see cause.
The body of the answer is no #.
The answer holds another user than @. Tell Powens the request id.
It is not known whether the user was deleted: an attempt got no clear answer, and the next one status @. Look the user up (list).
It is not known whether the user was deleted: the answer has status 200 and #. Look the user up (list).`);

type Words = readonly string[];

/** The words for the `#` and the `%` of a sentence, which two of its numbers choose. */
const WORDS: { readonly [R in Reason]?: readonly [hash: Words, percent?: Words] } = {
	[Reason.UserId]: [USER_ID_PROBLEMS],
	[Reason.BaseUrl]: [BASE_URL_PROBLEMS],
	[Reason.Setting]: [SETTINGS],
	[Reason.Token]: [TOKEN_OPTIONS, TOKEN_PROBLEMS],
	[Reason.CallToken]: [TOKEN_OPTIONS, TOKEN_PROBLEMS],
	[Reason.TokenNotSent]: [TOKEN_OPTIONS],
	[Reason.Headers]: [HEADER_PROBLEMS],
	[Reason.TokenMissing]: [TOKEN_OPTIONS],
	[Reason.TokenFailed]: [TOKEN_OPTIONS],
	[Reason.TokenNoText]: [TOKEN_OPTIONS],
	[Reason.TokenRefused]: [TOKEN_OPTIONS, TOKEN_PROBLEMS],
	[Reason.HeadersRefused]: [HEADER_PROBLEMS],
	[Reason.NoAnswer]: [["", CORS]],
	[Reason.NoResponse]: [["no object", "an object without a status"]],
	[Reason.TimedOut]: [["", " before the first request"]],
	[Reason.Status]: [HINTS, ROUTES],
	[Reason.Redirect]: [["The API answered with a redirect", "fetch followed a redirect"]],
	[Reason.NotJson]: [DECLARED],
	[Reason.WrongShape]: [["UsersList", "User"]],
	[Reason.Unconfirmed]: [UNCONFIRMING],
};

const DOMAIN = 'domain must be the name before .biapi.pro, such as "acme-sandbox": lower-case letters, digits, single hyphens#';

/** The text of a reason. */
export function reasonText(reason: number, a: number, n: number, m: number): string {
	const [hash, percent] = WORDS[reason as Reason] ?? [];
	const isDomain = reason === Reason.BaseUrl && a < BaseUrlProblem.NoOrigin;
	const at = reason === Reason.NoAnswer ? pageOrigin() : n;
	return filled(isDomain ? DOMAIN : SENTENCES[reason], hash?.[a], percent?.[n] ?? percent?.[m] ?? m, at);
}

/** Why a value is no user id. */
export function userIdText(problem: string): string {
	return filled(SENTENCES[Reason.UserId], problem);
}

/** The origin of the page or worker; undefined in servers. */
export function pageOrigin(): string | undefined {
	const origin = property(property(globalThis, "location"), "origin");
	return typeof origin === "string" ? origin : undefined;
}
