// The words of a diagnosis.
import { lines } from "./sentence.js";

export const VERIFIES = "The request verifies.";

/** What each cause means and what to do, in the order of `DIAGNOSIS_CAUSES`. */
export const DIAGNOSIS_TEXTS = /* @__PURE__ */ lines(`The headers of the signature are missing or malformed.
The body was parsed and written again: give the raw bytes.
A line break or white space around the body was added or removed: give the raw bytes.
A byte order mark was added to the body or removed: give the raw bytes.
The body was decoded with another encoding than UTF-8: give the raw bytes.
The body is base64, as API Gateway and others hand it over: give Buffer.from(body, "base64").
The body was made text although it is none (it is compressed, for one), and U+FFFD stands for bytes that were lost: give the raw bytes.
There is no body: it was read already, or no parser gives it: give the raw bytes.
The body is JSON that holds the signed text: it was written as JSON once more: give the raw bytes.
The request says that its body is compressed, and it is not: something inflated it. Powens may sign the compressed bytes: give these.
The path that was signed differs by a slash at its end: give path as it is registered at Powens.
The query was signed against signQuery, or was not: set signQuery to true, or to false, and give url.
The whole URL was signed instead of its path.
The path that was signed is a part of the given one, or the other way round: a proxy rewrites paths. Give path as it is registered at Powens.
Another method than POST was signed.
The request is signed with the base64-decoded secret, which Powens takes as text: the sender is not Powens, or the secret is another one.
The request is signed with the secret and a line break behind it: it was registered or stored so.
The request is signed with another secret of the list, which is not in use at this time (notBefore, notAfter).
The signature is right, but its date is beyond the tolerance: look at the clock, at queues and at retries.
None of the usual causes. Most likely path or the secret is another one: compare both with the console of Powens. Else the body is not what was sent.`);
