// The words of what the core says of a webhook by numbers, and of what stands in the way of asking it.
import {
	BearerFault,
	OTHER_EVENTS,
	Reason,
	SecretFault,
	Setting,
	SignatureForm,
	Switch,
	TargetFault,
	WEBHOOK_TYPES,
} from "./webhook-reasons.js";

/** Makes the words of a reason, of what it is about, two numbers and a text. */
type Words = (about: number, n: number, m: number, text: string) => string;

const SETTINGS: { readonly [S in Setting]?: string } = {
	[Setting.Tolerance]: "toleranceSeconds",
	[Setting.MaxBodyBytes]: "maxBodyBytes",
	[Setting.MaxBytes]: "maxBytes",
	[Setting.MaxIssues]: "maxIssues",
};

const SWITCHES: { readonly [S in Switch]: string } = {
	[Switch.AnyAge]: "dangerouslyAcceptAnyAge",
	[Switch.Strict]: "strict",
};

const MOMENT = "must be a valid Date, or ISO 8601 text with a zone (2026-01-31T00:00:00Z).";

const SECRET_FAULTS: { readonly [F in SecretFault]: string } = {
	[SecretFault.NotText]:
		"secretKey must be text, or a list of { name, secretKey, notBefore?, notAfter? }. Give the secret key of the webhook, from the console of Powens.",
	[SecretFault.LoneSurrogate]: "The secret key holds half a character (a lone surrogate).",
	[SecretFault.Empty]: "The secret key is empty.",
	[SecretFault.Blank]: "The secret key is blank.",
	[SecretFault.WhiteSpace]:
		"The secret key has white space or a line break around it, as a file or an environment variable may add; remove it (.trim()).",
	[SecretFault.NoSecret]: "secretKey is an empty list: nothing could be verified. Give at least one secret.",
	[SecretFault.TooMany]: "The list secretKey is longer than 100.",
	[SecretFault.NoEntry]: "Each entry of the list secretKey must be an object, { name, secretKey, notBefore?, notAfter? }.",
	[SecretFault.NoName]: "Each entry of the list secretKey needs a name that is text.",
	[SecretFault.BlankName]: "Each secret of a list needs a name that is not blank.",
	[SecretFault.SameName]: "Two secrets of the list have the same name.",
	[SecretFault.Period]: "A secret has a notBefore that is after its notAfter.",
	[SecretFault.NotBefore]: `notBefore ${MOMENT}`,
	[SecretFault.NotAfter]: `notAfter ${MOMENT}`,
};

const TARGET_FAULTS: { readonly [F in TargetFault]: readonly [option: string, fault: string] } = {
	[TargetFault.NoSlash]: ["path", "it does not start with /"],
	[TargetFault.Query]: ["path", "it holds a query or a fragment; give such text as url, which is cut"],
	[TargetFault.NoScheme]: ["url", "it starts neither with / nor with a scheme such as https://"],
	[TargetFault.NoPath]: ["url", "it has a query right behind its host"],
};

const FORMS: { readonly [F in SignatureForm]: string } = {
	[SignatureForm.WhiteSpace]: "holds white space; pass the header on as it came",
	[SignatureForm.Merged]: "is two headers merged into one; exactly one must be sent",
	[SignatureForm.UrlSafe]: "is base64 in the alphabet of URLs; Powens sends the standard one, with + and /",
	[SignatureForm.Trailing]: "goes on behind its =",
	[SignatureForm.NotBase64]: "holds a character that base64 does not have",
	[SignatureForm.Unpadded]: "lacks the = at its end",
	[SignatureForm.Length]: "is not the base64 of 32 bytes, which has 44 characters",
	[SignatureForm.TailBits]: "has bits behind its last byte that are not zero: it is another spelling of a signature",
};

const BEARER_FAULTS: { readonly [F in BearerFault]: string } = {
	[BearerFault.Form]: "is no Bearer token",
	[BearerFault.Many]: "is there more than once",
	[BearerFault.NotText]: "is given as something that is no text",
};

const HEADERS = ["BI-Signature", "BI-Signature-Date"];
const names = WEBHOOK_TYPES.join(", ");

/** Of every reason: what it says. */
export const WEBHOOK_TEXTS: { readonly [R in Reason]: Words } = {
	[Reason.OutOfBounds]: (about, n, m) => `${SETTINGS[about as Setting]} must be a whole number from ${n} to ${m}.`,
	[Reason.NotBoolean]: (about) => `${SWITCHES[about as Switch]} must be true or false.`,
	[Reason.Secret]: (about) => SECRET_FAULTS[about as SecretFault],
	[Reason.NoSuchSecret]: () => "There is no secret of this name: give a secretName of the list.",
	[Reason.Target]: (about) => {
		const [option, fault] = TARGET_FAULTS[about as TargetFault];
		return `${option} must be the path of the URL that is registered at Powens, such as "/hooks/user-created": ${fault}.`;
	},
	[Reason.DateToSign]: () => "date must be a valid Date, or ISO 8601 text with a zone, such as 2022-06-27T11:08:52.577831Z.",
	[Reason.EventNotCovered]: (about) =>
		`The payload of ${OTHER_EVENTS[about]} is not covered; ${names} are. For every other event verifySignature proves the sender and gives the bytes.`,
	[Reason.UnknownEvent]: () =>
		`The type of event must be one of ${names}. The body does not name it: it is the one of the URL that Powens calls.`,
	[Reason.NoSignature]: () =>
		"There is no header BI-Signature: the request is not from Powens, its webhook is registered without HMAC, or a proxy has removed the header.",
	[Reason.OtherMechanism]: () =>
		"There is no header BI-Signature, but a Bearer token: this webhook is registered with another mechanism. Register it with HMAC in the console of Powens, or use verifyBearer.",
	[Reason.NoDate]: () => "There is a header BI-Signature and no BI-Signature-Date: a proxy may have removed it.",
	[Reason.Duplicate]: (about) => `The header ${HEADERS[about]} is there more than once; exactly one must be sent.`,
	[Reason.NotText]: (about) => `The header ${HEADERS[about]} is given as something that is no text.`,
	[Reason.Malformed]: (about) => `The header BI-Signature ${FORMS[about as SignatureForm]}.`,
	[Reason.DateForm]: () => "The header BI-Signature-Date is no ISO 8601 date with a zone, such as 2022-06-27T11:08:52.577831Z.",
	[Reason.Mismatch]: () =>
		"The signature does not match. Usual causes: the body is not the raw bytes, path is not the one that is registered at Powens, or the secret is another one. diagnose() tells which.",
	[Reason.SecretInactive]: (_about, _n, _m, name) =>
		`The request is signed with the secret "${name}", which is not in use at this time (notBefore, notAfter).`,
	[Reason.Stale]: (_about, age, tolerance) =>
		`The request is genuine, but was signed ${Math.abs(age)} s ${age < 0 ? "in the future" : "ago"}, beyond the tolerance of ${tolerance} s. Look at the clock of this machine, at queues in front of it, and at retries.`,
	[Reason.NoBearer]: () =>
		"There is no header Authorization: the request is not from Powens, or its webhook is registered with another mechanism.",
	[Reason.Bearer]: (about) => `The header Authorization ${BEARER_FAULTS[about as BearerFault]}.`,
	[Reason.UnknownUser]: () => "There is no token on record for the user of the payload.",
	[Reason.OtherToken]: () => "The Bearer token is not the one on record for the user of the payload.",
	[Reason.PayloadInvalid]: (about) => `body is not what ${WEBHOOK_TYPES[about]} carries.`,
};

/** What stands in the way of a body. */
export const BODY_TEXTS = {
	body_not_raw:
		'The body is no text and no bytes: it was parsed already, and the bytes that were signed are gone. Take the raw body: in Express with express.raw({ type: "application/json" }) on this route, in Fastify with addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => done(null, body)), in Next with await request.arrayBuffer() (pages: export const config = { api: { bodyParser: false } } and verifyNode).',
	body_consumed:
		"The body was read already, by a body parser in front of this handler for one. Put the handler before it, or give the raw bytes to verify.",
	body_lone_surrogate:
		"The body is text with half a character (a lone surrogate), which no bytes can be: it was decoded wrongly. Give the raw bytes.",
	body_unreadable: "The body broke off before its end; see cause.",
	gzip_unsupported:
		"The body is compressed with gzip, and this runtime cannot inflate it synchronously. Use a method that reads the request, such as verifyRequest or verifyNode.",
	gzip_invalid: "The body is compressed with gzip, and damaged.",
} as const;

export const ARGUMENT_TEXTS = {
	options: "Webhooks needs an object of options, with secretKey.",
	now: "now must be a function that gives epoch milliseconds.",
	request: "The request must be an object, { path or url, headers, body }.",
	nodeRequest: "The request is none of Node's http server: it cannot be read. Give its parts to verify.",
	unreadable: "The request cannot be read; see cause.",
	target: "Give exactly one of path (as it is registered at Powens) and url (such as req.originalUrl), as text.",
	headers: "headers must be a Headers, a plain object, or the headers of a Node request.",
	secretName: "secretName must be the name of one of the secrets, as text.",
	checkOptions: "The options must be an object, such as { strict, maxIssues, maxBytes }.",
} as const;

export const TOKEN_TEXTS = {
	failed: "The token function failed; see cause.",
	noText: "The token function gave no text.",
} as const;

/** Said of whatever there is no memory for. */
export const OUT_OF_MEMORY =
	"Memory ran out while the body was verified. Give the process more, or limit bodies with maxBodyBytes.";

export function tooLargeText(bytes: number, option: string): string {
	return `The body is larger than ${option} (${bytes} bytes). Raise it if such bodies are expected.`;
}

export function inflatesTooFarText(bytes: number): string {
	return `The body is compressed with gzip and inflates to more than ${bytes} bytes, and as it came no secret signs it: that far nobody's bytes are inflated. If such bodies are expected, inflate them and give the bytes.`;
}
