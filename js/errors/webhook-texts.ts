// The words of what the core says of a webhook by numbers, and of what stands in the way of asking it. Each list is in the order
// of an enum of webhook-reasons.ts.
import { filled, lines } from "./sentence.js";
import { SETTINGS } from "./settings.js";
import { OTHER_EVENTS, Reason, WEBHOOK_TYPES } from "./webhook-reasons.js";

/** Of `Switch`. */
export const SWITCHES = ["dangerouslyAcceptAnyAge", "strict"];

/** Of `SecretFault`. */
export const SECRET_FAULTS =
	/* @__PURE__ */ lines(`secretKey must be text, from the console of Powens, or a list of { name, secretKey, notBefore?, notAfter? }.
secretKey holds half a character (a lone surrogate).
secretKey is empty.
secretKey is blank.
secretKey has white space or a line break around it; remove it (.trim()).
secretKey is an empty list.
secretKey is a list longer than 100.
Each entry of the list must be an object.
Each entry of the list needs a name that is text.
Each entry of the list needs a name that is not blank.
Two entries of the list have the same name.
notBefore is after its notAfter.
notBefore must be a valid Date, or ISO 8601 text with a zone, such as 2022-06-27T11:08:52.577831Z.
notAfter must be a valid Date, or ISO 8601 text with a zone, such as 2022-06-27T11:08:52.577831Z.`);

/** Of `TargetFault`. */
export const TARGET_FAULTS = /* @__PURE__ */ lines(`path does not start with /
path holds a query or a fragment; give url, which is cut
url starts neither with https:// nor with /
url has a query behind its host`);

/** Of `SignatureForm`. */
export const FORMS = /* @__PURE__ */ lines(`holds white space; pass it on as it came
is two headers merged into one
is base64 in the alphabet of URLs, not with + and /
goes on behind its =
holds a character that base64 does not have
lacks the = at its end
is not the base64 of 32 bytes
has bits behind its last byte that are not zero`);

/** Of `BearerFault`. */
export const BEARER_FAULTS = ["is no Bearer token", "is there more than once", "is no text"];

/** Of `Header`. */
export const HEADERS = ["BI-Signature", "BI-Signature-Date"];

/** Of `Reason`: a sentence each. At `&` stand the events that are covered. */
export const SENTENCES = /* @__PURE__ */ lines(`# must be a whole number from @ to %.
# must be true or false.
#
secretName must be the name of a secret of the list.
The path must be the one that is registered at Powens, such as "/hooks/user-created": #.
date must be a valid Date, or ISO 8601 text with a zone, such as 2022-06-27T11:08:52.577831Z.
# is not covered, & are. For other events verifySignature proves the sender and gives the bytes.
The type must be one of &: that of the URL which Powens calls.
The header BI-Signature is missing: the request is not from Powens, its webhook is registered without HMAC, or a proxy removes it.
The header BI-Signature is missing, but there is a Bearer token: register the webhook with HMAC in the console of Powens, or use verifyBearer.
The header BI-Signature-Date is missing: a proxy removes it.
The header # is there more than once.
The header # is no text.
The header BI-Signature #.
The header BI-Signature-Date must be ISO 8601 text with a zone, such as 2022-06-27T11:08:52.577831Z.
The signature does not match: the body is not the raw bytes, path is not as it is registered at Powens, or the secret is another one. diagnose() tells which.
The request is signed with the secret "@", which is not in use at this time (notBefore, notAfter).
The request is genuine, but was signed @ s # (% s). Look at the clock, at queues and at retries.
The header Authorization is missing: the request is not from Powens, or its webhook is registered with another mechanism.
The header Authorization #.
There is no token on record for the user of the payload.
The Bearer token is not the one on record for the user of the payload.
body is not what # carries.`);

/** The words for the `#` of a sentence. */
const WORDS: { readonly [R in Reason]?: readonly string[] } = {
	[Reason.OutOfBounds]: SETTINGS,
	[Reason.NotBoolean]: SWITCHES,
	[Reason.Secret]: SECRET_FAULTS,
	[Reason.Target]: TARGET_FAULTS,
	[Reason.EventNotCovered]: OTHER_EVENTS,
	[Reason.Duplicate]: HEADERS,
	[Reason.NotText]: HEADERS,
	[Reason.Malformed]: FORMS,
	[Reason.Stale]: ["ago, beyond toleranceSeconds", "in the future, beyond toleranceSeconds", "ago, beyond maxAgeSeconds"],
	[Reason.Bearer]: BEARER_FAULTS,
	[Reason.PayloadInvalid]: WEBHOOK_TYPES,
};

/** The text of a reason: of what it is about, two numbers and a text. */
export function webhookText(reason: number, about = 0, n = 0, m = 0, text = ""): string {
	const sentence = SENTENCES[reason]?.replace("&", () => WEBHOOK_TYPES.join(", "));
	const at = text === "" ? Math.abs(n) : text;
	return filled(sentence, WORDS[reason as Reason]?.[about], m, at);
}

/** What stands in the way of a body. */
export const BODY_TEXTS = {
	body_not_raw:
		'The body was parsed already. Take the raw bytes: in Express express.raw({ type: "application/json" }) on this route, in Fastify addContentTypeParser with { parseAs: "buffer" }, in Next request.arrayBuffer() (pages: bodyParser: false, and verifyNode).',
	body_consumed: "The body was read already, by a body parser? Put the handler before it, or give the raw bytes to verify.",
	body_lone_surrogate: "The body holds half a character (a lone surrogate): give the raw bytes.",
	body_unreadable: "The body broke off; see cause.",
	gzip_unsupported: "Only verifyRequest and verifyNode can inflate gzip in this runtime.",
	gzip_invalid: "The gzip of the body is damaged.",
} as const;

export const ARGUMENT_TEXTS = {
	options: "Webhooks needs an object of options, with secretKey.",
	now: "now must be a function.",
	request: "The request must be an object, { path or url, headers, body }.",
	nodeRequest: "The request is none of Node's. Give its parts to verify.",
	unreadable: "The request cannot be read; see cause.",
	origin: 'origin must be { mechanism: "hmac", "bearer" or "oauth", signedAt: a Date, secretName: text }, or without some of it.',
	target: "Give either path (as it is registered at Powens) or url (req.originalUrl), as text.",
	headers: "headers must be a plain object, a Headers, or those of a Node request.",
	checkOptions: "The options must be an object, such as { strict, maxIssues, maxBytes }.",
} as const;

export const TOKEN_TEXTS = {
	failed: "The token function failed; see cause.",
	noText: "The token function gave no text.",
} as const;

/** Said of whatever there is no memory for. */
export const OUT_OF_MEMORY = "Memory ran out. Limit bodies with maxBodyBytes, or give the process more.";

export function tooLargeText(bytes: number, option: string): string {
	return `The body is larger than ${option} (${bytes} bytes). Raise it if such bodies are expected.`;
}

export function inflatesTooFarText(bytes: number): string {
	return `The body inflates to more than ${bytes} bytes, and no secret signs it as it came. If such bodies are expected, inflate them and give the bytes.`;
}
