//! What can be wrong with a request that does not verify.

use crate::words::words;

words! {
    /// What can be wrong. Source: our decision.
    #[non_exhaustive]
    pub enum DiagnosisCause {
        /// The headers are missing or malformed.
        Headers = "headers",
        /// The body was parsed and written again.
        BodyReserialised = "body_reserialised",
        /// A line break was added to the body or removed from it.
        BodyTrimmed = "body_trimmed",
        /// A byte order mark was added or removed.
        Bom = "bom",
        /// The body was read with another encoding.
        BodyEncoding = "body_encoding",
        /// The body is base64.
        BodyBase64 = "body_base64",
        /// Bytes of the body were lost.
        BodyDecoded = "body_decoded",
        /// There is no body.
        BodyEmpty = "body_empty",
        /// The body is JSON of the JSON.
        BodyJsonText = "body_json_text",
        /// The body was inflated on its way.
        Compressed = "compressed",
        /// The trailing slash of the path.
        TrailingSlash = "trailing_slash",
        /// The query was signed.
        Query = "query",
        /// The whole URL was signed.
        FullUrl = "full_url",
        /// A proxy rewrote the path.
        ProxyPrefix = "proxy_prefix",
        /// Another method was signed.
        Method = "method",
        /// The secret is used decoded.
        SecretBase64 = "secret_base64",
        /// The secret is used with a line break.
        SecretNewline = "secret_newline",
        /// A secret that is not in use signs it.
        OtherSecret = "other_secret",
        /// The clocks differ.
        ClockSkew = "clock_skew",
        /// None of these.
        Unknown = "unknown",
    }
}

impl DiagnosisCause {
    /// What it means and what to do.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Headers => "The headers of the signature are missing or malformed.",
            Self::BodyReserialised => {
                "The body was parsed and written again on its way: take the raw bytes, as they came."
            }
            Self::BodyTrimmed => {
                "A line break or white space around the body was added or removed on its way: take the raw bytes."
            }
            Self::Bom => "A byte order mark was added to the body or removed from it: take the raw bytes.",
            Self::BodyEncoding => {
                "The body was decoded with another encoding than UTF-8 on its way: take the raw bytes."
            }
            Self::BodyBase64 => {
                "The body is the base64 of the bytes that were signed, as some platforms hand it over: decode it."
            }
            Self::BodyDecoded => {
                "The body was decoded as text although it is none, and bytes of it were lost: it holds U+FFFD, which stands for what could not be decoded. Take the raw bytes."
            }
            Self::BodyEmpty => "There is no body: it was read before, or never read.",
            Self::BodyJsonText => {
                "The body is JSON that holds the signed text as one value: it was written as JSON once more. Take the raw bytes."
            }
            Self::Compressed => {
                "The request says that its body is compressed, and the body is not: something inflated it. Powens may sign the compressed bytes: take these."
            }
            Self::TrailingSlash => {
                "The path that was signed differs by a slash at its end: it is the one that is registered at Powens."
            }
            Self::Query => "The query was signed with the path where it was not to be, or the other way round.",
            Self::FullUrl => "The whole URL was signed instead of its path.",
            Self::ProxyPrefix => {
                "The path that was signed is a part of the one that was given, or has a part in front of it: a proxy rewrites paths. The one that is registered at Powens counts."
            }
            Self::Method => "Another method than POST was signed.",
            Self::SecretBase64 => {
                "The request was signed with the base64-decoded secret; Powens takes the secret as text, so the sender is not Powens, or another secret is the right one."
            }
            Self::SecretNewline => {
                "The request was signed with the secret and a line break behind it: it was registered or stored so."
            }
            Self::OtherSecret => {
                "The request was signed with another of the secrets, which is not in use at this time."
            }
            Self::ClockSkew => {
                "The signature is right, but its date is too far from now: look at the clock of this machine, at queues and at retries."
            }
            Self::Unknown => {
                "None of the usual causes makes the signature match. Most likely the path or the secret is another one: compare both with the console of Powens, webhook by webhook. Else the body is not what was sent."
            }
        }
    }
}
