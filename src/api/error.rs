//! Why a call failed.

use std::fmt;
use std::time::Duration;

use super::reason::Reason;
use crate::check::Issue;
use crate::foreign_error::{ForeignError, clip};
use crate::redactor::Redactor;
use crate::words::words;

words! {
    /// The kinds of failures: a list of ours. Those that the npm package meets too have the same texts there.
    #[non_exhaustive]
    pub enum ErrorKind {
        /// An option or an argument is not allowed; nothing was sent.
        InvalidArgument = "invalid_argument",
        /// No token is set for this kind of call, or the token function failed.
        TokenUnavailable = "token_unavailable",
        /// The `headers` function failed or gave what is no header.
        HeadersUnavailable = "headers_unavailable",
        /// No answer came.
        Network = "network",
        /// The deadline passed.
        Timeout = "timeout",
        /// The API answered with a status that is no success.
        HttpStatus = "http_status",
        /// The answer was a redirect.
        Redirect = "redirect",
        /// The answer is larger than allowed, or than memory.
        TooLarge = "too_large",
        /// The transport gave something that is no answer.
        InvalidResponse = "invalid_response",
        /// The body is no unambiguous JSON.
        InvalidJson = "invalid_json",
        /// The body is JSON of another shape than documented.
        InvalidShape = "invalid_shape",
        /// The answer holds another user than the one asked for.
        IdMismatch = "id_mismatch",
        /// It is not known whether a delete was carried out.
        DeleteUnconfirmed = "delete_unconfirmed",
        /// The answer was accepted, and holds what no type of Rust can: half of a surrogate pair, or a number beyond `f64`.
        Unrepresentable = "unrepresentable",
    }
}

words! {
    /// What a failed delete did to the user.
    pub enum Effect {
        /// The user is as before.
        None = "none",
        /// The user may be gone.
        Unknown = "unknown",
    }
}

/// Why a call failed. Holds no token and no body.
///
/// ```
/// use powens_users::api::{ErrorKind, UserId};
///
/// let error = UserId::new(0).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidArgument);
/// assert!(error.to_string().contains("positive integer"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError(Box<Fields>);

/// What is known of a failure. Behind a pointer, since nearly every function can give one, and code that moves all of it
/// weighs a lot in WebAssembly.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fields {
    pub reason: Reason,
    pub status: Option<u16>,
    pub request_id: Option<String>,
    pub retry_after: Option<Duration>,
    pub attempts: u32,
    pub effect: Option<Effect>,
    pub api_code: Option<String>,
    pub api_description: Option<String>,
    pub api_message: Option<String>,
    pub issues: Vec<Issue>,
    pub cause: Option<ForeignError>,
}

impl ApiError {
    /// An error of which nothing is known but its reason.
    pub(crate) fn new(reason: impl Into<Reason>) -> Self {
        Self(Box::new(Fields {
            reason: reason.into(),
            status: None,
            request_id: None,
            retry_after: None,
            attempts: 0,
            effect: None,
            api_code: None,
            api_description: None,
            api_message: None,
            issues: Vec::new(),
            cause: None,
        }))
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.reason.kind()
    }

    /// What exactly it was.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.0.reason
    }

    /// HTTP status of the last answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Powens' request id, from the body or the `X-Request-Id` header.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What `Retry-After` asked for, counted from the answer on.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many requests were sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What a delete did; `None` for the other calls.
    #[must_use]
    pub fn effect(&self) -> Option<Effect> {
        self.0.effect
    }

    /// Powens' `code`. An open list.
    #[must_use]
    pub fn api_code(&self) -> Option<&str> {
        self.0.api_code.as_deref()
    }

    /// Powens' `description`, for developers.
    #[must_use]
    pub fn api_description(&self) -> Option<&str> {
        self.0.api_description.as_deref()
    }

    /// Powens' `message`, for end users.
    #[must_use]
    pub fn api_message(&self) -> Option<&str> {
        self.0.api_message.as_deref()
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

    /// The foreign error behind this one.
    #[must_use]
    pub fn cause(&self) -> Option<&ForeignError> {
        self.0.cause.as_ref()
    }

    /// The same error with the foreign one that stood behind it.
    #[must_use]
    #[doc(hidden)]
    pub fn with_cause(mut self, cause: Option<ForeignError>) -> Self {
        self.0.cause = cause;
        self
    }

    /// The same error of a call with this effect.
    #[must_use]
    #[doc(hidden)]
    pub fn with_effect(mut self, effect: Effect) -> Self {
        self.0.effect = Some(effect);
        self
    }

    pub(super) fn fields(&mut self) -> &mut Fields {
        &mut self.0
    }

    /// The same error with every secret replaced in what others said, and every such text cut to 500 characters.
    #[must_use]
    #[doc(hidden)]
    pub fn redacted(mut self, redactor: &Redactor) -> Self {
        let fields = &mut *self.0;
        for text in [&mut fields.request_id, &mut fields.api_description, &mut fields.api_message] {
            *text = text.as_deref().map(|text| clip(&redactor.redact(text)));
        }
        fields.api_code = fields.api_code.as_deref().map(|code| clip(&redactor.redact_word(code)));
        for issue in &mut fields.issues {
            issue.pointer = redactor.redact_pointer(&issue.pointer);
        }
        fields.cause = fields.cause.take().map(|cause| cause.redacted(redactor));
        self
    }
}

impl From<Reason> for ApiError {
    fn from(reason: Reason) -> Self {
        Self::new(reason)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.reason.fmt(f)?;
        self.0.issues.first().map_or(Ok(()), |issue| write!(f, ": {issue}"))
    }
}

impl std::error::Error for ApiError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
