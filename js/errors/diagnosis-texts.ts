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
The body was made text although it is none, and bytes were lost (U+FFFD): give the raw bytes.
There is no body: it was read already, or by no parser: give the raw bytes.
The body was written as JSON once more: give the raw bytes.
The body was inflated on its way: give the compressed bytes.
The path that was signed differs by a slash at its end: give path as it is registered at Powens.
The query was signed, or not, against signQuery: change it, and give url.
The whole URL was signed instead of its path.
The path that was signed is longer or shorter, as a proxy rewrites it: give path as it is registered at Powens.
Another method than POST was signed.
The request is signed with the base64-decoded secret, as Powens never does.
The request is signed with the secret and a line break behind it.
The request is signed with another secret of the list, which is not in use at this time (notBefore, notAfter).
The signature is right, but its date is beyond the tolerance: look at the clock, at queues and at retries.
Most likely path or the secret is another one: compare both with the console of Powens. Else the body is not what was sent.`);
