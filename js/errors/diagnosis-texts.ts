// The words of a diagnosis.
import type { DIAGNOSIS_CAUSES } from "./webhook-reasons.js";

export const VERIFIES = "The request verifies.";

/** What each cause means and what to do. */
export const DIAGNOSIS_TEXTS: { readonly [C in (typeof DIAGNOSIS_CAUSES)[number]]: string } = {
	headers: "The headers of the signature are missing or malformed.",
	body_reserialised: "The body was parsed and written again on its way: give the raw bytes, as they came.",
	body_trimmed: "A line break or white space around the body was added or removed on its way: give the raw bytes.",
	bom: "A byte order mark was added to the body or removed from it: give the raw bytes.",
	body_encoding: "The body was decoded with another encoding than UTF-8 on its way: give the raw bytes.",
	body_base64:
		'The body is the base64 of the bytes that were signed, as API Gateway and other platforms hand it over: give Buffer.from(body, "base64").',
	body_decoded:
		"The body was made text although it is none (it is compressed, for one), and bytes of it were lost: it holds U+FFFD, which stands for what could not be decoded. Give the raw bytes.",
	body_empty: "There is no body: it was read before, or no parser that gives raw bytes ran. Give the raw bytes.",
	body_json_text:
		"The body is JSON that holds the signed text as one value: it was written as JSON once more. Give the raw bytes.",
	compressed:
		"The request says that its body is compressed, and the body is not: something inflated it. Powens may sign the compressed bytes: give these.",
	trailing_slash: "The path that was signed differs by a slash at its end: give path exactly as it is registered at Powens.",
	query:
		"The query was signed with the path where it was not to be, or the other way round: set signQuery to true, or to false, and give url.",
	full_url: "The whole URL was signed instead of its path.",
	proxy_prefix:
		"The path that was signed is a part of the one that was given, or has a part in front of it: a proxy rewrites paths. Give path as it is registered at Powens.",
	method: "Another method than POST was signed.",
	secret_base64:
		"The request was signed with the base64-decoded secret; Powens takes the secret as text, so the sender is not Powens, or another secret is the right one.",
	secret_newline: "The request was signed with the secret and a line break behind it: it was registered or stored so.",
	other_secret:
		"The request was signed with another of the named secrets, which is not in use at this time (notBefore, notAfter).",
	clock_skew:
		"The signature is right, but its date is beyond the tolerance: look at the clock of this machine, at queues and at retries.",
	unknown:
		"None of the usual causes makes the signature match. Most likely path or the secret is another one: compare both with the console of Powens, webhook by webhook. Else the body is not what was sent.",
};
