//! What can be wrong with a request that does not verify.

macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $message:literal;)*) => {
        /// What can be wrong. Source: our decision.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum DiagnosisCause { $($(#[$doc])* $name,)* }

        impl DiagnosisCause {
            /// Every cause there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The cause as text. It never changes.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it means and what to do.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

causes! {
    /// The headers are missing or malformed.
    Headers = "headers", "The headers of the signature are missing or malformed.";
    /// The body was parsed and written again.
    BodyReserialised = "body_reserialised", "The body was parsed and written again on its way: take the raw bytes, as they came.";
    /// A line break was added to the body or removed from it.
    BodyTrimmed = "body_trimmed", "A line break or white space around the body was added or removed on its way: take the raw bytes.";
    /// A byte order mark was added or removed.
    Bom = "bom", "A byte order mark was added to the body or removed from it: take the raw bytes.";
    /// The body was read with another encoding.
    BodyEncoding = "body_encoding", "The body was decoded with another encoding than UTF-8 on its way: take the raw bytes.";
    /// The body is base64.
    BodyBase64 = "body_base64", "The body is the base64 of the bytes that were signed, as some platforms hand it over: decode it.";
    /// Bytes of the body were lost.
    BodyDecoded = "body_decoded", "The body was decoded as text although it is none, and bytes of it were lost: it holds U+FFFD, which stands for what could not be decoded. Take the raw bytes.";
    /// There is no body.
    BodyEmpty = "body_empty", "There is no body: it was read before, or never read.";
    /// The body is JSON of the JSON.
    BodyJsonText = "body_json_text", "The body is JSON that holds the signed text as one value: it was written as JSON once more. Take the raw bytes.";
    /// The body was inflated on its way.
    Compressed = "compressed", "The request says that its body is compressed, and the body is not: something inflated it. Powens may sign the compressed bytes: take these.";
    /// The trailing slash of the path.
    TrailingSlash = "trailing_slash", "The path that was signed differs by a slash at its end: it is the one that is registered at Powens.";
    /// The query was signed.
    Query = "query", "The query was signed with the path where it was not to be, or the other way round.";
    /// The whole URL was signed.
    FullUrl = "full_url", "The whole URL was signed instead of its path.";
    /// A proxy rewrote the path.
    ProxyPrefix = "proxy_prefix", "The path that was signed is a part of the one that was given, or has a part in front of it: a proxy rewrites paths. The one that is registered at Powens counts.";
    /// Another method was signed.
    Method = "method", "Another method than POST was signed.";
    /// The secret is used decoded.
    SecretBase64 = "secret_base64", "The request was signed with the base64-decoded secret; Powens takes the secret as text, so the sender is not Powens, or another secret is the right one.";
    /// The secret is used with a line break.
    SecretNewline = "secret_newline", "The request was signed with the secret and a line break behind it: it was registered or stored so.";
    /// A secret that is not in use signs it.
    OtherSecret = "other_secret", "The request was signed with another of the secrets, which is not in use at this time.";
    /// The clocks differ.
    ClockSkew = "clock_skew", "The signature is right, but its date is beyond the tolerance: look at the clock of this machine, at queues and at retries.";
    /// None of these.
    Unknown = "unknown", "None of the usual causes makes the signature match. Most likely the path or the secret is another one: compare both with the console of Powens, webhook by webhook. Else the body is not what was sent.";
}
