//! Why a webhook is refused.

use std::fmt;

use super::event::WebhookType;
use super::kept::Kept;
use super::reason::WebhookReason;

use crate::check::Issue;
use crate::model::NotHeld;
use crate::words::words;

words! {
    /// Our closed list of codes. Those that speak of a body that cannot be had are for whoever reads requests: nothing in this
    /// crate gives them.
    #[non_exhaustive]
    pub enum WebhookErrorKind {
        /// A setting or an argument is not allowed.
        InvalidArgument = "invalid_argument",
        /// The type of event is none that is covered.
        UnknownEvent = "unknown_event",
        /// The body was parsed already, so the bytes that were signed are gone.
        BodyNotRaw = "body_not_raw",
        /// Somebody else has read the body already.
        BodyConsumed = "body_consumed",
        /// The body broke off.
        BodyUnreadable = "body_unreadable",
        /// The body is text with half a character, which no bytes can be.
        BodyLoneSurrogate = "body_lone_surrogate",
        /// The body is larger than allowed.
        TooLarge = "too_large",
        /// There is no signature.
        SignatureMissing = "signature_missing",
        /// There is none, but a Bearer token: the webhook is registered with another mechanism.
        SignatureMechanism = "signature_mechanism",
        /// There is a signature, and no date.
        SignatureDateMissing = "signature_date_missing",
        /// The signature or its date is there twice.
        SignatureDuplicate = "signature_duplicate",
        /// The value of a header is no text.
        SignatureNotText = "signature_not_text",
        /// The signature is not spelt in the one way in which it is sent.
        SignatureMalformed = "signature_malformed",
        /// The date is no ISO 8601 with a zone.
        SignatureDateInvalid = "signature_date_invalid",
        /// No secret gives this signature.
        SignatureMismatch = "signature_mismatch",
        /// The secret that gives it is not in use at this time.
        SecretInactive = "secret_inactive",
        /// Genuine, but its date is beyond the tolerance, or older than allowed.
        Stale = "stale",
        /// Compressed, and this runtime cannot inflate synchronously.
        GzipUnsupported = "gzip_unsupported",
        /// Compressed, and damaged.
        GzipInvalid = "gzip_invalid",
        /// There is no Bearer token.
        BearerMissing = "bearer_missing",
        /// The header `Authorization` is there twice, or is no Bearer token.
        BearerMalformed = "bearer_malformed",
        /// The token on record could not be had.
        TokenUnavailable = "token_unavailable",
        /// There is no token on record for this user.
        BearerUnknownUser = "bearer_unknown_user",
        /// The token is not the one on record.
        BearerMismatch = "bearer_mismatch",
        /// The body is not what the event carries.
        PayloadInvalid = "payload_invalid",
        /// The body is what the event carries, and holds text or a number that Rust has no value for.
        Unrepresentable = "unrepresentable",
    }
}

impl WebhookErrorKind {
    /// The HTTP status to answer with: 401 where the sender is not proven, 400 for what cannot be read, 413 for what is too
    /// large, 500 where the receiver itself is wrong.
    #[must_use]
    pub const fn http_status(self) -> u16 {
        match self {
            Self::SignatureMissing
            | Self::SignatureMechanism
            | Self::SignatureDateMissing
            | Self::SignatureDuplicate
            | Self::SignatureNotText
            | Self::SignatureMalformed
            | Self::SignatureDateInvalid
            | Self::SignatureMismatch
            | Self::SecretInactive
            | Self::Stale
            | Self::BearerMissing
            | Self::BearerMalformed
            | Self::BearerUnknownUser
            | Self::BearerMismatch => 401,
            Self::BodyUnreadable
            | Self::BodyLoneSurrogate
            | Self::GzipInvalid
            | Self::PayloadInvalid
            | Self::Unrepresentable => 400,
            Self::TooLarge => 413,
            Self::InvalidArgument
            | Self::UnknownEvent
            | Self::BodyNotRaw
            | Self::BodyConsumed
            | Self::GzipUnsupported
            | Self::TokenUnavailable => 500,
        }
    }
}

/// Why a webhook is refused. Holds no secret, no signature and nothing of the body.
///
/// ```
/// use powens_users::webhook::{Secret, WebhookErrorKind};
///
/// let error = Secret::new("").unwrap_err();
/// assert_eq!(error.kind(), WebhookErrorKind::InvalidArgument);
/// assert_eq!(error.to_string(), "The secret key is empty.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookError(Box<Details>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    reason: WebhookReason,
    authentic: bool,
    issues: Vec<Issue>,
    kept: Kept,
}

impl WebhookError {
    /// An error of a request whose sender is not proven.
    #[must_use]
    #[doc(hidden)]
    pub fn new(reason: WebhookReason) -> Self {
        Self(Box::new(Details { reason, authentic: false, issues: Vec::new(), kept: Kept::NOTHING }))
    }

    /// A body that is not what an event carries.
    #[must_use]
    #[doc(hidden)]
    pub fn payload_invalid(event: WebhookType, issues: Vec<Issue>, authentic: bool) -> Self {
        Self(Box::new(Details { reason: WebhookReason::PayloadInvalid(event), authentic, issues, kept: Kept::NOTHING }))
    }

    /// A body that its type does not hold.
    pub(super) fn not_held(NotHeld { what, issue }: NotHeld) -> Self {
        let reason = WebhookReason::Unrepresentable(what);
        let issues = issue.into_iter().collect();
        Self(Box::new(Details { reason, authentic: false, issues, kept: Kept::NOTHING }))
    }

    /// The same error of a request whose sender is proven.
    #[must_use]
    #[doc(hidden)]
    pub fn into_authentic(mut self) -> Self {
        self.0.authentic = true;
        self
    }

    /// The same with the bytes of the request, where its sender is proven.
    pub(super) fn keep(self, kept: impl FnOnce() -> Kept) -> Self {
        if self.0.authentic { self.with(kept()) } else { self }
    }

    /// The same with what is to be kept of the request.
    pub(super) fn with(mut self, kept: Kept) -> Self {
        self.0.kept = kept;
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> WebhookErrorKind {
        self.0.reason.kind()
    }

    /// What exactly is wrong.
    #[must_use]
    pub fn reason(&self) -> &WebhookReason {
        &self.0.reason
    }

    /// Whether Powens is proven to be the sender in spite of it.
    #[must_use]
    pub fn is_authentic(&self) -> bool {
        self.0.authentic
    }

    /// What is wrong with the body.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.0.issues
    }

    /// JSON pointer to the first thing that is wrong with the body.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.0.issues.first().map(|issue| issue.pointer.as_str())
    }

    /// The HTTP status to answer with; see [`WebhookErrorKind::http_status`].
    #[must_use]
    pub fn http_status(&self) -> u16 {
        self.kind().http_status()
    }

    /// The bytes of a genuine request that [`Webhooks`](super::Webhooks) or [`verify_bearer`](super::verify_bearer) refused,
    /// inflated as far as that is possible. What Powens is proven to have sent is not to be lost: keep them, and answer with 2xx.
    /// `None` where the sender is not proven. They are in no text of an error, and not compared.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0.kept.bytes()
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_authentic() {
            f.write_str("The request is genuine. ")?;
        }
        self.0.reason.fmt(f)?;
        self.0.issues.first().map_or(Ok(()), |issue| write!(f, " First of all, {issue}."))
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.kept.source().map(|error| error as _)
    }
}
