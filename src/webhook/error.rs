//! Why a webhook is refused.

use std::fmt;
use std::ops::Deref;

use crate::cause::Cause;
use crate::check::Issue;
use crate::secrets::Secrets;

macro_rules! webhook_error_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $status:literal;)*) => {
        /// Our closed list of reasons; the same texts as in `PowensErrorCode` of TypeScript.
        ///
        /// Source: our decision.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum WebhookErrorCode { $($(#[$doc])* $name,)* }

        impl WebhookErrorCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The text that JavaScript sees.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The HTTP status to answer with: 401 where the sender is not proven, 400 for what cannot be read, 413 for what
            /// is too large, 500 where the receiver itself is wrong.
            #[must_use]
            pub const fn http_status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }
        }
    };
}

webhook_error_codes! {
    /// An option or an argument is not allowed.
    InvalidArgument = "invalid_argument", 500;
    /// The type of event is none that is covered.
    UnknownEvent = "unknown_event", 500;
    /// The body was parsed already, so the bytes that were signed are gone.
    BodyNotRaw = "body_not_raw", 500;
    /// Somebody else has read the body already.
    BodyConsumed = "body_consumed", 500;
    /// The body broke off.
    BodyUnreadable = "body_unreadable", 400;
    /// The body is text with half a character, which no bytes can be.
    BodyLoneSurrogate = "body_lone_surrogate", 400;
    /// The body is larger than allowed.
    TooLarge = "too_large", 413;
    /// There is no signature.
    SignatureMissing = "signature_missing", 401;
    /// There is none, but a Bearer token: the webhook is registered with another mechanism.
    SignatureMechanism = "signature_mechanism", 401;
    /// There is a signature, and no date.
    SignatureDateMissing = "signature_date_missing", 401;
    /// The signature or its date is there twice.
    SignatureDuplicate = "signature_duplicate", 401;
    /// The value of a header is no text.
    SignatureNotText = "signature_not_text", 401;
    /// Two headers were merged into one.
    SignatureMerged = "signature_merged", 401;
    /// White space in the signature.
    SignatureWhitespace = "signature_whitespace", 401;
    /// The alphabet of URLs.
    SignatureUrlSafe = "signature_url_safe", 401;
    /// The `=` at the end is missing.
    SignatureUnpadded = "signature_unpadded", 401;
    /// Something behind the `=`.
    SignatureTrailing = "signature_trailing", 401;
    /// Not the length of a SHA-256 in base64.
    SignatureLength = "signature_length", 401;
    /// A character that base64 does not have.
    SignatureNotBase64 = "signature_not_base64", 401;
    /// Bits behind the last byte that are not zero.
    SignatureTailBits = "signature_tail_bits", 401;
    /// The date is no ISO 8601 with a zone.
    SignatureDateInvalid = "signature_date_invalid", 401;
    /// No secret gives this signature.
    SignatureMismatch = "signature_mismatch", 401;
    /// The secret that gives it is not in use at this time.
    SecretInactive = "secret_inactive", 401;
    /// Genuine, but its date is beyond the tolerance.
    Stale = "stale", 401;
    /// Compressed, and this runtime cannot inflate synchronously.
    GzipUnsupported = "gzip_unsupported", 500;
    /// Compressed, and damaged.
    GzipInvalid = "gzip_invalid", 400;
    /// There is no Bearer token.
    BearerMissing = "bearer_missing", 401;
    /// The header `Authorization` is there twice, or is no Bearer token.
    BearerMalformed = "bearer_malformed", 401;
    /// The token on record could not be had.
    TokenUnavailable = "token_unavailable", 500;
    /// There is no token on record for this user.
    BearerUnknownUser = "bearer_unknown_user", 401;
    /// The token is not the one on record.
    BearerMismatch = "bearer_mismatch", 401;
    /// The body is not what the event carries.
    PayloadInvalid = "payload_invalid", 400;
}

/// Why a webhook is refused: a small handle of [`WebhookErrorDetails`], to which it dereferences.
///
/// ```
/// use powens_users::webhook::{Secret, WebhookErrorCode};
///
/// let error = Secret::new("").unwrap_err();
/// assert_eq!(error.code, WebhookErrorCode::InvalidArgument);
/// assert_eq!(error.to_string(), "The secret key is empty.");
/// ```
///
/// Source: our decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookError(Box<WebhookErrorDetails>);

/// All that is known of a refusal. Holds no secret, no signature and nothing of the body. Source: our decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookErrorDetails {
    /// Our reason.
    pub code: WebhookErrorCode,
    /// What happened and what to do next. `Display` of the error adds the first issue.
    pub message: String,
    /// Whether Powens is proven to be the sender in spite of it.
    pub authentic: bool,
    /// What is wrong with the body.
    pub issues: Vec<Issue>,
    /// The foreign error behind this one.
    pub cause: Option<Cause>,
}

impl WebhookError {
    /// An error of a request whose sender is not proven.
    pub fn new(code: WebhookErrorCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(WebhookErrorDetails { code, message, authentic: false, issues: Vec::new(), cause: None }))
    }

    /// An option or argument that is not allowed.
    pub fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(WebhookErrorCode::InvalidArgument, message)
    }

    /// The same error of a request whose sender is proven, or not.
    #[must_use]
    pub fn with_authentic(mut self, authentic: bool) -> Self {
        self.0.authentic = authentic;
        self
    }

    /// The same error with the foreign one that stood behind it.
    #[must_use]
    pub fn with_cause(mut self, cause: Option<Cause>) -> Self {
        self.0.cause = cause;
        self
    }

    /// The same error with every secret replaced in what others said.
    #[must_use]
    pub fn scrubbed(mut self, secrets: &Secrets) -> Self {
        self.0.cause = self.0.cause.map(|cause| cause.scrubbed(secrets));
        self
    }

    /// A body that is not what the event of this name carries.
    #[must_use]
    pub fn payload_invalid(event: &str, issues: Vec<Issue>, authentic: bool) -> Self {
        let sender = if authentic { "The request is genuine, but its" } else { "The" };
        let message = format!("{sender} body is not what {event} carries.");
        let mut error = Self::new(WebhookErrorCode::PayloadInvalid, message).with_authentic(authentic);
        error.0.issues = issues;
        error
    }

    /// A body beyond a limit.
    #[must_use]
    pub fn too_large(max_bytes: u32, option: &str) -> Self {
        Self::new(
            WebhookErrorCode::TooLarge,
            format!("The body is larger than {option} ({max_bytes} bytes). Raise it if such bodies are expected."),
        )
    }

    /// What stands in the way of reading a body; for all codes that say so by themselves.
    #[must_use]
    pub fn of_body(code: WebhookErrorCode) -> Self {
        let message = match code {
            WebhookErrorCode::BodyNotRaw => {
                "The body is no text and no bytes: it was parsed already, and the bytes that were signed are gone. Take the raw body: in Express with express.raw({ type: \"application/json\" }) on this route, in Fastify with addContentTypeParser(\"application/json\", { parseAs: \"buffer\" }, (request, body, done) => done(null, body)), in Next with await request.arrayBuffer() (pages: export const config = { api: { bodyParser: false } } and verifyNode)."
            }
            WebhookErrorCode::BodyConsumed => {
                "The body was read already, by a body parser in front of this handler for one. Put the handler before it, or give the raw bytes to verify."
            }
            WebhookErrorCode::BodyLoneSurrogate => {
                "The body is text with half a character (a lone surrogate), which no bytes can be: it was decoded wrongly. Give the raw bytes."
            }
            WebhookErrorCode::BodyUnreadable => "The body broke off before its end; see cause.",
            WebhookErrorCode::GzipUnsupported => {
                "The body is compressed with gzip, and this runtime cannot inflate it synchronously. Use a method that reads the request, such as verifyRequest or verifyNode."
            }
            WebhookErrorCode::GzipInvalid => "The body is compressed with gzip, and damaged.",
            _ => "The body cannot be read.",
        };
        Self::new(code, message)
    }

    /// JSON pointer to the first thing that is wrong with the body.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.issues.first().map(|issue| issue.pointer.as_str())
    }
}

impl Deref for WebhookError {
    type Target = WebhookErrorDetails;

    fn deref(&self) -> &WebhookErrorDetails {
        &self.0
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.issues.first().map_or(Ok(()), |issue| write!(f, " First of all, {issue}."))
    }
}

impl std::error::Error for WebhookError {}
